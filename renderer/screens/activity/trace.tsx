import { X } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TraceView } from '../../../shared/api/activity-views.ts';
import type { Failure } from '../../api.ts';
import { errorText, heard } from '../../said.ts';
import { activity, view } from '../../stores/session.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { ZoneMark } from '../../ui/zone.tsx';
import { Expectations } from '../explanation/expectations.tsx';
import { Happened } from '../explanation/happened.tsx';
import { Part } from '../explanation/part.tsx';
import { TraceMoney } from './trace-money.tsx';
import { TraceStages } from './trace-stages.tsx';
import { useAppName } from './use-app-name.ts';

/** All that is kept of one request: why it went where it went, how long each stage took, and what it cost. */
export function Trace({ id, onClose }: { id: string; onClose(): void }) {
  const { t } = useTranslation('activity');
  const { t: shell } = useTranslation('shell');
  const [trace, setTrace] = useState<TraceView>();
  const [fault, setFault] = useState<Failure>();
  const read = useCallback(async () => {
    const outcome = await activity.requests.trace(id);
    if (outcome.ok) setTrace(outcome.value);
    else setFault(outcome.error);
  }, [id]);
  useEffect(() => void read(), [read]);
  return (
    <Sheet name={t('trace')} side="right" onClose={onClose}>
      <header className="flex items-center justify-between gap-2 border-b border-line py-2 ps-5 pe-2">
        <h2 className="font-semibold">{t('trace')}</h2>
        <IconButton name={shell('close')} onClick={onClose}>
          <X aria-hidden size={18} />
        </IconButton>
      </header>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label={shell('details')}
        className="flex min-h-0 flex-1 flex-col gap-6 overflow-y-auto px-5 pt-4 pb-6 -outline-offset-2"
      >
        {fault === undefined ? null : <Notice>{errorText(fault)}</Notice>}
        {trace === undefined ? null : <Known trace={trace} onChange={() => void read()} onClose={onClose} />}
      </section>
    </Sheet>
  );
}

function Known({ trace, onChange, onClose }: { trace: TraceView; onChange(): void; onClose(): void }) {
  const { t } = useTranslation('activity');
  const appNameOf = useAppName();
  const { request, plan, answer, left } = trace;
  return (
    <>
      <div className="flex flex-col gap-1">
        <p>{heard(answer?.sentence ?? plan.sentence, answer?.sentence === undefined ? plan.said : answer.said)}</p>
        {answer?.error === undefined ? null : <p className="text-small text-refused">{errorText(answer.error)}</p>}
        <p className="text-small text-quiet tabular-nums">
          {[
            t(`states.${request.status}`),
            formatMoment(request.at, 'second'),
            t('forApp', { app: appNameOf(request.app, request.appName) }),
            request.dialect,
          ].join(' · ')}
        </p>
      </div>
      <TraceStages trace={trace} />
      {answer === undefined ? null : <Happened plan={plan} answer={answer} />}
      <TraceMoney trace={trace} onChange={onChange} />
      {plan.permitted.length === 0 ? null : (
        <Part title={t('permitted')}>
          <Expectations plan={plan} />
        </Part>
      )}
      {plan.refused.length === 0 ? null : (
        <Part title={t('refused')}>
          <ul className="divide-y divide-line text-small">
            {plan.refused.map(({ targetId, name, zone, reason }) => (
              <li key={targetId} className="py-2">
                <span className="flex items-start justify-between gap-3">
                  <bdi className="min-w-0 font-medium [overflow-wrap:anywhere]">{name}</bdi>
                  <ZoneMark place={zone} />
                </span>
                <span className="block text-quiet">{reason}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={t('whatLeft')}>
        {left.length === 0 ? (
          <p className="text-small">{t('nothingLeft')}</p>
        ) : (
          <Button
            onClick={() => {
              onClose();
              view.open('activity', 'left');
            }}
          >
            {t('seeLeft', { count: left.length, rows: left.join(', ') })}
          </Button>
        )}
      </Part>
      <Part title={t('requestId')}>
        <div className="flex items-center gap-1">
          <code className="min-w-0 font-mono text-small [overflow-wrap:anywhere]">{request.id}</code>
          <CopyButton name={t('copyId')} text={request.id} />
        </div>
        <p className="text-small text-quiet">{t('policyVersion', { version: plan.policyVersion })}</p>
      </Part>
    </>
  );
}
