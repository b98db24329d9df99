import { ArrowDown } from 'lucide-react';
import { useCallback, useEffect } from 'react';
import { useStore } from 'zustand/react';
import { NEW } from '../stores/chat.ts';
import { chat, drafts, leaving, view } from '../stores/session.ts';
import { EMPTY_THREAD, type Thread } from '../stores/thread.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { useFollow } from '../ui/use-follow.ts';
import { Composer } from './composer.tsx';
import { Answer, Question } from './message.tsx';
import { Welcome } from './welcome.tsx';

/** How many messages, from the end, are drawn in full when a conversation opens. */
const DRAWN_AT_ONCE = 12;

/** One conversation: what was said, and the place to say more. @param id its id, or `NEW` */
export function Conversation({ id }: { id: string }) {
  const thread = useStore(chat.store, (threads) => threads[id]) ?? EMPTY_THREAD;
  const isRunning = thread.turn !== undefined;
  const isEmpty = thread.load === 'ready' && thread.messages.length === 0 && !isRunning;
  const { column, content, isAway, toEnd } = useFollow(!isEmpty);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation, or a question just sent, begins at its end.
  useEffect(toEnd, [id, isRunning && thread.turn?.replyId === undefined]);

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <section
        ref={column}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label="Messages"
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain -outline-offset-2"
      >
        <div ref={content} className="mx-auto flex min-h-full max-w-[40rem] flex-col gap-6 px-4 pt-6 pb-4 sm:px-6">
          {isEmpty ? <Welcome /> : <Messages id={id} thread={thread} />}
          {thread.failure === undefined ? null : <FailureNotice id={id} load={thread.load} failure={thread.failure} />}
        </div>
      </section>
      <div className="relative">
        {isAway ? (
          <div className="pointer-events-none absolute inset-x-0 -top-11 flex justify-center">
            <Button onClick={toEnd} className="pointer-events-auto animate-appear shadow-over">
              <ArrowDown aria-hidden size={15} />
              Latest
            </Button>
          </div>
        ) : null}
        <Composer id={id} />
      </div>
    </div>
  );
}

function Messages({ id, thread }: { id: string; thread: Thread }) {
  const { messages, turn, failure } = thread;
  const explained = useStore(view.store, ({ subject }) =>
    subject === undefined || subject === 'prediction' ? undefined : subject.messageId,
  );
  const explain = useCallback((messageId: string) => {
    const { subject } = view.store.getState();
    const isOpen = subject !== undefined && subject !== 'prediction' && subject.messageId === messageId;
    if (isOpen) view.closeExplanation();
    else view.explain({ messageId });
  }, []);
  const nearFrom = messages.length - DRAWN_AT_ONCE;
  const again = useCallback((messageId: string) => void leaving.askAgain(id, messageId), [id]);

  return (
    <>
      {messages.map((message, index) =>
        message.role === 'user' ? (
          <Question key={message.id} text={message.text} startsNear={index >= nearFrom} />
        ) : (
          <Answer
            key={message.id}
            message={message}
            target={message.id === turn?.replyId ? turn.target : undefined}
            isExplained={message.id === explained}
            tellsEnding={message.id !== failure?.replyId}
            startsNear={index >= nearFrom}
            onExplain={explain}
            onAgain={again}
          />
        ),
      )}
      {turn !== undefined && turn.replyId === undefined ? <Question text={turn.prompt.text} isPending startsNear /> : null}
    </>
  );
}

interface FailureNoticeProps {
  readonly id: string;
  readonly load: Thread['load'];
  readonly failure: NonNullable<Thread['failure']>;
}

/** Why the conversation could not be read, or the last question not be answered. */
function FailureNotice({ id, load, failure: { error, replyId } }: FailureNoticeProps) {
  const again = () => {
    if (load === 'failed') void chat.load(id);
    else if (replyId !== undefined) void leaving.askAgain(id, replyId);
    else void leaving.send(id);
  };
  const action =
    error.code === 'not-found' ? <Button onClick={() => beginAnew(id)}>New chat</Button> : <Button onClick={again}>Try again</Button>;
  return (
    <div role="alert">
      <Notice action={action}>{error.message}</Notice>
    </div>
  );
}

/** Leaves a conversation that was deleted elsewhere. What was typed in it goes along, with its tags. */
function beginAnew(id: string) {
  if (drafts.read(NEW).text.trim() === '' && drafts.read(id).text.trim() !== '') drafts.move(id, NEW);
  view.select(NEW);
}
