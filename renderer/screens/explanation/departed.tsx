import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MaskView } from '../../../shared/api/chat-views.ts';
import type { AnswerView, MessageView } from '../../../shared/api/views.ts';
import { api } from '../../api.ts';
import { view } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { ZoneMark } from '../../ui/zone.tsx';
import { Part } from './part.tsx';
import { piecesOf } from './pieces.ts';

interface DepartedProps {
  readonly conversationId: string;
  readonly answer: AnswerView;
  /** The turns that went along, the question last. */
  readonly messages: readonly MessageView[];
}

/** What of the conversation left for an answer from elsewhere: as it is here, and what stood for it there. */
export function Departed({ conversationId, answer: { target }, messages }: DepartedProps) {
  const { t } = useTranslation('explain');
  const [masks, setMasks] = useState<readonly MaskView[]>();
  const [showsAll, setShowsAll] = useState(false);
  const isMasked = target?.masked === true;
  useEffect(() => {
    if (isMasked) void api.conversationMasks(conversationId).then((outcome) => setMasks(outcome.ok ? outcome.value : []));
  }, [conversationId, isMasked]);
  if (target === undefined || target.zone === 'device') return null;
  if (isMasked && masks === undefined) return null;
  const shown = showsAll ? messages : messages.slice(-1);
  return (
    <Part title={t('left.title')}>
      <div className="flex items-center gap-2 text-small text-quiet">
        <span>{t(isMasked ? 'left.masked' : 'left.whole')}</span>
        <ZoneMark place={target.zone} />
      </div>
      {shown.map(({ id, role, text, attachments = [] }) => (
        <div key={id} className="mt-2 rounded-lg border border-line text-small">
          <p className="border-b border-line px-3 py-1 text-quiet">
            {t(`roles.${role}`)}
            {attachments.length === 0 ? '' : ` · ${t('left.files', { count: attachments.length })}`}
          </p>
          <p dir="auto" className="max-h-60 overflow-y-auto px-3 py-2 whitespace-pre-wrap [overflow-wrap:anywhere]">
            {piecesOf(text, isMasked ? (masks ?? []) : []).map(({ here, there }, index) =>
              there === undefined ? (
                here
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never change.
                <span key={index}>
                  <del className="text-quiet decoration-refused">{here}</del>{' '}
                  <ins className="rounded-sm bg-bubble px-0.5 text-device no-underline">{there}</ins>
                </span>
              ),
            )}
          </p>
        </div>
      ))}
      <div className="mt-2 -ms-3 flex flex-wrap gap-1">
        {messages.length > 1 ? (
          <Button look="bare" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? t('left.less') : t('left.more', { count: messages.length - 1 })}
          </Button>
        ) : null}
        <Button look="bare" onClick={() => view.open('activity', 'left')}>
          {t('left.record')}
        </Button>
      </div>
    </Part>
  );
}
