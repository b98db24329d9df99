import { lazy, memo, Suspense, useRef } from 'react';
import type { MessageView, PlanView } from '../../shared/api/views.ts';
import { Button } from '../ui/button.tsx';
import { chipOf, nameIn } from '../ui/chip-facts.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { useNear } from '../ui/near.ts';
import { Notice } from '../ui/notice.tsx';
import { RouteChip } from '../ui/route-chip.tsx';

/** The markdown reader is half of the window's code and is not needed to draw it. */
const Markdown = lazy(async () => ({ default: (await import('../ui/markdown.tsx')).Markdown }));

interface QuestionProps {
  readonly text: string;
  readonly isPending?: boolean;
  /** Drawn in full from the start, as those at the end of a conversation are. */
  readonly startsNear: boolean;
}

export const Question = memo(function Question({ text, isPending = false, startsNear }: QuestionProps) {
  const article = useRef<HTMLElement>(null);
  const isNear = useNear(article, startsNear);
  return (
    <article ref={article} aria-label="Your message" className={`flex justify-end ${isNear ? '' : 'far'}`}>
      <div
        dir="auto"
        className={`max-w-[85%] rounded-lg bg-bubble px-4 py-2 whitespace-pre-wrap [overflow-wrap:anywhere] [unicode-bidi:plaintext] ${isPending ? 'text-quiet' : ''}`}
      >
        {text}
      </div>
    </article>
  );
});

interface AnswerProps {
  readonly message: MessageView;
  /** Who answers, while the answer grows. */
  readonly target?: PlanView['permitted'][number] | undefined;
  readonly isExplained: boolean;
  /** False when the reason is told elsewhere. */
  readonly tellsEnding: boolean;
  /** Drawn in full from the start, as those at the end of a conversation are. */
  readonly startsNear: boolean;
  onExplain(messageId: string): void;
  onAgain(messageId: string): void;
}

export const chipId = (messageId: string): string => `route-${messageId}`;

export const Answer = memo(function Answer({ startsNear, ...props }: AnswerProps) {
  const article = useRef<HTMLElement>(null);
  const isNear = useNear(article, startsNear);
  return (
    <article
      ref={article}
      aria-label="Answer"
      aria-busy={props.message.status === 'streaming'}
      className={isNear ? 'flex flex-col gap-3' : 'far answer'}
    >
      {isNear ? <WholeAnswer {...props} /> : <Unread text={props.message.text} />}
    </article>
  );
});

/** An answer's text as it was written, before or without its markdown. Finding in the page finds it here. */
function Unread({ text }: { text: string }) {
  return (
    <div dir="auto" className="whitespace-pre-wrap [unicode-bidi:plaintext]">
      {text}
    </div>
  );
}

function WholeAnswer({ message, target, isExplained, tellsEnding, onExplain, onAgain }: Omit<AnswerProps, 'startsNear'>) {
  const chip = chipOf(message, target);
  const isGrowing = message.status === 'streaming';
  return (
    <>
      {message.text === '' ? (
        isGrowing && <p className="text-quiet">{waitingFor(message, target)}</p>
      ) : (
        <div className="answer">
          <Suspense fallback={<Unread text={message.text} />}>
            <Markdown text={message.text} />
          </Suspense>
        </div>
      )}
      {tellsEnding ? <Ending message={message} onAgain={onAgain} /> : null}
      <div className="flex min-h-8 items-center gap-1">
        {chip === undefined ? null : (
          <RouteChip {...chip} label="Route" id={chipId(message.id)} isOpen={isExplained} onOpen={() => onExplain(message.id)} />
        )}
        {message.text === '' || isGrowing ? null : <CopyButton name="Copy the answer" text={message.text} />}
      </div>
    </>
  );
}

function waitingFor(message: MessageView, target: AnswerProps['target']): string {
  const model = target ?? message.plan?.permitted[0];
  return model === undefined ? 'Waiting for an answer…' : `Waiting for ${nameIn(message.plan, model)}…`;
}

/** How an answer ended, where that was not simply its end. */
function Ending({ message, onAgain }: Pick<AnswerProps, 'message' | 'onAgain'>) {
  const { status, answer } = message;
  const again = <Button onClick={() => onAgain(message.id)}>Try again</Button>;
  if (status === 'failed')
    return <Notice action={again}>{answer?.error?.message ?? 'This answer failed. Nothing more is known about it.'}</Notice>;
  if (status === 'interrupted') return <Notice action={again}>Interrupted: Lintel ended before this answer did.</Notice>;
  if (status === 'cancelled')
    return (
      <div className="flex flex-wrap items-center gap-3">
        <p className="text-small text-quiet">{message.text === '' ? 'Stopped before the first word.' : 'Stopped here.'}</p>
        {again}
      </div>
    );
  if (answer?.finishReason === 'length')
    return (
      <p className="text-small text-quiet">Cut short: the answer reached its limit of tokens or the end of the model’s context window.</p>
    );
  return null;
}
