import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PreviewMessage } from '../../shared/api/views.ts';
import { isWithin, type Zone } from '../../shared/privacy/zones.ts';
import { heard } from '../said.ts';
import type { Preview as PreviewOf } from '../stores/privacy.ts';
import { Button } from '../ui/button.tsx';
import { Marked } from '../ui/marked.tsx';
import { WindowOver } from '../ui/window-over.tsx';
import { ZoneMark } from '../ui/zone.tsx';
import { Opinion } from './opinion.tsx';

type LetGo = Exclude<Zone, 'device'>;

interface PreviewProps {
  readonly preview: PreviewOf;
  /** @param letGo the zone that the person lets it go to as it is */
  onSend(letGo?: LetGo): void;
  onClose(): void;
}

/** All that would leave, side by side: as it is here, and as it would go. Nothing has been sent yet. */
export function Preview({ preview: { plan, messages }, onSend, onClose }: PreviewProps) {
  const { t } = useTranslation('explain');
  const { t: words } = useTranslation('words');
  const [best] = plan.permitted;
  const isMasked = best?.masked === true;
  const beyond = beyondCeiling(plan);
  const asked = messages.findLast(({ role }) => role === 'user')?.text;
  const [isLettingGo, setLettingGo] = useState(false);
  return (
    <WindowOver
      name={t('preview.title')}
      isWide
      onClose={onClose}
      foot={
        <>
          <span className="min-w-0 flex-1 basis-60 text-small text-quiet">
            {isLettingGo ? t('preview.warning') : heard(plan.sentence, plan.said)}
          </span>
          {beyond === undefined ? null : isLettingGo ? (
            <Button look="danger" onClick={() => onSend(beyond)}>
              {t('preview.sendWhole', { zone: words(`zones.${beyond}`) })}
            </Button>
          ) : (
            <Button onClick={() => setLettingGo(true)}>{t('preview.letGo')}</Button>
          )}
          {best === undefined ? null : (
            <Button look="primary" onClick={() => onSend()}>
              {t(isMasked ? 'preview.sendMasked' : 'preview.send')}
            </Button>
          )}
        </>
      }
    >
      <div className={`grid gap-x-6 gap-y-1 ${isMasked ? 'sm:grid-cols-2' : ''}`}>
        <p className="flex flex-wrap items-center gap-2 text-small font-medium text-quiet">
          {t(isMasked || best === undefined ? 'preview.here' : 'preview.same')}
          {isMasked || best === undefined ? null : <ZoneMark place={best.zone} />}
        </p>
        {isMasked ? (
          <p className="flex items-center gap-2 text-small font-medium text-quiet max-sm:hidden">
            {t('preview.there')} <ZoneMark place={best.zone} />
          </p>
        ) : null}
        {messages.map((message, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the messages of one preview never change.
          <Side key={index} message={message} isMasked={isMasked} />
        ))}
      </div>
      {asked === undefined ? null : <Opinion text={asked} />}
    </WindowOver>
  );
}

const BOX = 'whitespace-pre-wrap rounded-lg border border-line px-3 py-2 [overflow-wrap:anywhere]';

function Side({ message: { role, text, findings, masked }, isMasked }: { message: PreviewMessage; isMasked: boolean }) {
  const { t } = useTranslation('explain');
  return (
    <>
      <div className="min-w-0 pt-2">
        <p className="text-small text-quiet">{t(`roles.${role}`)}</p>
        <div dir="auto" className={BOX}>
          <Marked text={text} findings={findings} />
        </div>
      </div>
      {isMasked ? (
        <div className="min-w-0 pt-2">
          <p className="text-small text-quiet">
            {t(`roles.${role}`)} <span className="sm:sr-only">{t('preview.thereFor')}</span>
          </p>
          <div dir="auto" className={`${BOX} bg-wall`}>
            {masked}
          </div>
        </div>
      ) : null}
    </>
  );
}

/** The nearest zone in which a model is that only the ceiling keeps this from. */
function beyondCeiling({ refused, permitted, ceiling }: PreviewOf['plan']): LetGo | undefined {
  const zones = [...refused.filter(({ constraint }) => constraint === 'zone'), ...permitted.filter(({ masked }) => masked)]
    .map(({ zone }) => zone)
    .filter((zone): zone is LetGo => zone !== 'device' && !isWithin(zone, ceiling.zone));
  return zones.length === 0 ? undefined : zones.reduce((a, b) => (isWithin(a, b) ? a : b));
}
