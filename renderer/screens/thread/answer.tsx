import { lazy, memo, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { MessageView, PlanView } from '../../../shared/api/views.ts';
import { errorText } from '../../said.ts';
import { pictures, view } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { chipOf, nameIn } from '../../ui/chip-facts.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PictureSourceContext } from '../../ui/picture-source.ts';
import { RouteChip } from '../../ui/route-chip.tsx';
import { AgainMenu } from './again-menu.tsx';
import { Beside } from './beside.tsx';
import { chipId } from './chip-id.ts';
import { Versions } from './versions.tsx';

/** The markdown reader is half of the window's code and is not needed to draw it. */
const Markdown = lazy(async () => ({ default: (await import('../../ui/markdown.tsx')).Markdown }));

type Target = PlanView['permitted'][number];
interface Queued {
  readonly target: Target;
  readonly before?: number;
}

interface AnswerProps {
  readonly message: MessageView;
  /** Who answers, while the answer grows. */
  readonly target?: Target | undefined;
  /** Where it stands in line, before anything of it is there. */
  readonly queued?: Queued | undefined;
  readonly isExplained: boolean;
  /** False when the reason is told elsewhere. */
  readonly tellsEnding: boolean;
  /** False while an answer runs: one thing at a time. */
  readonly canChange: boolean;
  onExplain(messageId: string): void;
  /** @param model who is to answer; absent: who is chosen now */
  onAgain(messageId: string, model?: string): void;
  onShow(messageId: string): void;
}

export const Answer = memo(function Answer(props: AnswerProps) {
  const { message, target, queued, isExplained, tellsEnding, canChange, onExplain, onAgain, onShow } = props;
  const { t } = useTranslation('chat');
  const chip = chipOf(message, target);
  const isGrowing = message.status === 'streaming';
  const conversationId = useStore(view.store, ({ selected }) => selected);
  const source = useMemo(() => pictures.of({ conversationId, answerId: message.id }), [conversationId, message.id]);
  return (
    <article aria-label={t('answer.name')} aria-busy={isGrowing} className="flex flex-col gap-3">
      <Beside message={message} />
      {message.text === '' ? (
        isGrowing && (message.reasoning ?? '') === '' && <Waiting message={message} target={target} queued={queued} />
      ) : (
        <div className="answer">
          <PictureSourceContext.Provider value={source}>
            <Suspense fallback={<Unread text={message.text} />}>
              <Markdown text={message.text} isGrowing={isGrowing} />
            </Suspense>
          </PictureSourceContext.Provider>
        </div>
      )}
      {tellsEnding ? <Ending message={message} onAgain={onAgain} /> : null}
      <div className={`flex min-h-8 flex-wrap items-center gap-1 ${chip === undefined ? '-ms-2' : ''}`}>
        {chip === undefined ? null : (
          <RouteChip {...chip} label={t('route')} id={chipId(message.id)} isOpen={isExplained} onOpen={() => onExplain(message.id)} />
        )}
        {isGrowing ? null : (
          <>
            {message.text === '' ? null : <CopyButton name={t('answer.copy')} text={message.text} />}
            {canChange ? <AgainMenu onAgain={(model) => onAgain(message.id, model)} /> : null}
          </>
        )}
        <Versions id={message.id} versions={message.versions} canChange={canChange} onShow={onShow} />
      </div>
    </article>
  );
});

function Waiting({ message, target, queued }: Pick<AnswerProps, 'message' | 'target' | 'queued'>) {
  const { t } = useTranslation('chat');
  const place = target ?? queued?.target ?? message.plan?.permitted[0];
  if (place === undefined) return <p className="text-quiet">{t('answer.waiting')}</p>;
  const model = nameIn(message.plan, place);
  if (queued === undefined) return <p className="text-quiet">{t('answer.waitingFor', { model })}</p>;
  return (
    <p role="status" className="text-quiet tabular-nums">
      {queued.before === undefined
        ? t('answer.reading', { model })
        : queued.before === 0
          ? t('answer.queueNext', { model })
          : t('answer.queued', { model, count: queued.before })}
    </p>
  );
}

/** An answer's text as it was written, before its markdown is read. */
function Unread({ text }: { text: string }) {
  return (
    <div dir="auto" className="whitespace-pre-wrap [unicode-bidi:plaintext]">
      {text}
    </div>
  );
}

/** How an answer ended, where that was not simply its end. */
function Ending({ message, onAgain }: Pick<AnswerProps, 'message' | 'onAgain'>) {
  const { t } = useTranslation('chat');
  const { status, answer } = message;
  const again = <Button onClick={() => onAgain(message.id)}>{t('tryAgain')}</Button>;
  if (status === 'failed')
    return <Notice action={again}>{answer?.error === undefined ? t('ending.failed') : errorText(answer.error)}</Notice>;
  if (status === 'interrupted') return <Notice action={again}>{t('ending.interrupted')}</Notice>;
  if (status === 'cancelled')
    return (
      <div className="flex flex-wrap items-center gap-3">
        <p className="text-small text-quiet">{t(message.text === '' ? 'ending.stoppedBefore' : 'ending.stopped')}</p>
        {again}
      </div>
    );
  if (answer?.finishReason === 'length') return <p className="text-small text-quiet">{t('ending.length')}</p>;
  return null;
}
