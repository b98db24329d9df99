import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { MessageView } from '../../../shared/api/views.ts';
import { chat, leaving, view } from '../../stores/session.ts';
import { type Thread, upTo } from '../../stores/thread.ts';
import { Answer } from './answer.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { Question } from './question.tsx';

/** CSS pixels from the end that still count as being there. */
const SLACK = 32;
/** Characters in a line of the column, and the height of one, to guess heights by before they are known. */
const CHARACTERS = 72;
const LINE = 24;
/** CSS pixels between a question and its answer, and twice that between an answer and the next question. */
const GAP = 16;

interface ThreadViewProps {
  readonly id: string;
  readonly thread: Thread;
  /** What scrolls; null until it is there. */
  readonly column: HTMLElement | null;
  /** Told when the reader leaves the end, or is back there. */
  onAway(isAway: boolean): void;
  /** Set to what brings the reader to the end. */
  readonly toEnd: RefObject<() => void>;
}

type Item = MessageView | 'pending' | 'failure';

const keyOf = (item: Item | undefined, index: number): string =>
  item === undefined ? String(index) : typeof item === 'string' ? item : item.id;

const isQuestion = (item: Item | undefined) => item === 'pending' || (typeof item === 'object' && item.role === 'user');

function guessed(item: Item | undefined): number {
  if (item === undefined || typeof item === 'string') return 80;
  let lines = 0;
  for (const line of item.text.slice(0, 20_000).split('\n')) lines += Math.max(1, Math.ceil(line.length / CHARACTERS));
  return lines * LINE + (item.role === 'user' ? 40 : 44);
}

/**
 * The messages of a conversation, of which only those near to what is on show are in the page. The end stays in sight
 * while an answer grows, unless the reader has left it; what is read stays where it is.
 */
export function ThreadView({ id, thread, column, onAway, toEnd }: ThreadViewProps) {
  const { t } = useTranslation('chat');
  const { turn, failure } = thread;
  const isOpening = turn !== undefined && turn.replyId === undefined;
  const messages = isOpening && turn.after !== undefined ? upTo(thread.messages, turn.after) : thread.messages;
  const items: Item[] = [...messages];
  if (isOpening && turn.prompt.questionId === undefined) items.push('pending');
  if (failure !== undefined) items.push('failure');

  const explained = useStore(view.store, ({ subject }) =>
    subject === undefined || subject === 'prediction' ? undefined : subject.messageId,
  );
  const target = useStore(view.store, (current) => current.target);
  const explain = useCallback(
    (messageId: string) => {
      const { subject } = view.store.getState();
      const isOpen = subject !== undefined && subject !== 'prediction' && subject.messageId === messageId;
      if (isOpen) return view.closeExplanation();
      void chat.explain(id, messageId).then(() => view.explain({ messageId }));
    },
    [id],
  );
  const again = useCallback((messageId: string, model?: string) => void leaving.ask(id, chat.promptAgain(id, messageId, model)), [id]);
  const edit = useCallback((messageId: string, text: string) => void leaving.ask(id, chat.promptEdited(id, messageId, text)), [id]);
  const show = useCallback((messageId: string) => void chat.show(id, messageId), [id]);

  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>({
    count: items.length,
    getScrollElement: () => column,
    estimateSize: (index) => guessed(items[index]),
    getItemKey: (index) => keyOf(items[index], index),
    overscan: 3,
    gap: GAP,
    paddingStart: 24,
    paddingEnd: 16,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: SLACK,
    initialOffset: () => Number.MAX_SAFE_INTEGER,
  });

  const goToEnd = useCallback(() => virtualizer.scrollToEnd(), [virtualizer]);
  useLayoutEffect(() => {
    toEnd.current = goToEnd;
  }, [toEnd, goToEnd]);

  // A conversation that was opened begins at its end, and so does a question just sent.
  const [shownFor, setShownFor] = useState<string>();
  const isReady = items.length > 0 && column !== null;
  useLayoutEffect(() => {
    if (!isReady || shownFor === id) return;
    setShownFor(id);
    if (view.store.getState().target === undefined) goToEnd();
  }, [id, isReady, shownFor, goToEnd]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each question that is sent.
  useEffect(() => {
    if (isOpening) goToEnd();
  }, [isOpening]);

  const found = useRef<string>(undefined);
  useEffect(() => {
    if (target === undefined || target === found.current) return;
    const at = items.findIndex((item) => typeof item !== 'string' && item.id === target);
    if (at === -1) return;
    found.current = target;
    virtualizer.scrollToIndex(at, { align: 'center' });
    view.reached();
    found.current = undefined;
  });

  useEffect(() => {
    if (column === null) return;
    let isAtEnd = true;
    const onScroll = () => {
      const distance = column.scrollHeight - column.clientHeight - column.scrollTop;
      isAtEnd = distance <= SLACK;
      onAway(distance > SLACK * 2);
    };
    // A message box that grows takes its height from the end that is read.
    const observer = new ResizeObserver(() => {
      if (isAtEnd) goToEnd();
    });
    observer.observe(column);
    column.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      column.removeEventListener('scroll', onScroll);
    };
  }, [column, onAway, goToEnd]);

  const canChange = turn === undefined;
  return (
    <div className="relative mx-auto w-full max-w-[40rem]" style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map(({ index, key, start }) => {
        const item = items[index];
        return (
          <div
            key={key}
            data-index={index}
            ref={virtualizer.measureElement}
            style={{ top: start }}
            className={`absolute inset-x-0 px-4 sm:px-6 ${index > 0 && isQuestion(item) ? 'pt-4' : ''}`}
          >
            {item === undefined ? null : item === 'failure' ? (
              failure === undefined ? null : (
                <FailureNotice id={id} load={thread.load} failure={failure} />
              )
            ) : item === 'pending' ? (
              <Question
                message={{ id: 'pending', text: turn?.prompt.text ?? '' }}
                isPending
                canChange={false}
                onEdit={edit}
                onShow={show}
              />
            ) : item.role === 'user' ? (
              <Question message={item} canChange={canChange} onEdit={edit} onShow={show} />
            ) : (
              <Answer
                message={item}
                target={item.id === turn?.replyId ? turn.target : undefined}
                queued={item.id === turn?.replyId ? turn.queued : undefined}
                isExplained={item.id === explained}
                tellsEnding={item.id !== failure?.replyId}
                canChange={canChange}
                onExplain={explain}
                onAgain={again}
                onShow={show}
              />
            )}
          </div>
        );
      })}
      <span className="sr-only">{t('messageCount', { count: messages.length })}</span>
    </div>
  );
}
