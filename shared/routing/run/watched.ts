import { LintelError, toErrorShape } from '../../chat/error.ts';
import type { ChatEvent, ReasoningEvent, TextEvent, ToolCallEvent } from '../../chat/event.ts';
import { say } from '../../chat/said.ts';
import type { Cancel } from '../../chat/signal.ts';
import { NO_USAGE } from '../../chat/usage.ts';
import type { Candidate } from '../plan.ts';
import type { Clock } from '../ports.ts';
import { createAlarm } from './alarm.ts';
import { type Deadlines, patienceAt } from './deadlines.ts';

/** After a cancel an engine has this long to say what was used. */
const GRACE_MS = 5_000;

interface Waiter {
  resolve(next: IteratorResult<ChatEvent>): void;
  reject(error: unknown): void;
}

const seconds = (ms: number) => ({ count: Math.ceil(ms / 1000) });

/** True for a piece of an answer, thought included. */
export const isPiece = (event: ChatEvent): event is TextEvent | ReasoningEvent | ToolCallEvent =>
  event.type === 'text' || event.type === 'reasoning' || event.type === 'tool-call';

/**
 * An engine's events, ended by a `timeout` where the first token or a later one is late; the signal is aborted then, so that
 * the work stops. Time counts only while an event is waited for. On this device it counts from `start`: waiting
 * and loading are over by then. After a cancel the events end within five seconds, whatever the engine does.
 */
export function watched(
  source: AsyncIterable<ChatEvent>,
  { name, zone }: Candidate,
  deadlines: Deadlines,
  clock: Clock,
  { signal, cancel }: Cancel,
): AsyncIterableIterator<ChatEvent> {
  const events = source[Symbol.asyncIterator]();
  const { betweenTokensMs } = deadlines;
  const patience = patienceAt(zone, deadlines);
  let firstAt = zone === 'device' ? Number.POSITIVE_INFINITY : clock.elapsed() + patience;
  let endsAt: number | undefined;
  let hasBegun = false;
  let isOver = false;
  let outputTokens = 0;
  const end = () => {
    endsAt ??= clock.elapsed() + GRACE_MS;
    return endsAt;
  };
  /** Who waits for an event. */
  let waiter: Waiter | undefined;
  const alarm = createAlarm(clock, () => {
    const value = late();
    stop();
    answered()?.resolve({ value, done: false });
  });
  const hurry = () => {
    const endsAt = end();
    if (waiter !== undefined) alarm.set(endsAt);
  };
  const due = (): number => {
    if (signal.aborted) return end();
    return hasBegun ? clock.elapsed() + betweenTokensMs : firstAt;
  };
  signal.addEventListener('abort', hurry);

  function stop(): void {
    if (isOver) return;
    isOver = true;
    signal.removeEventListener('abort', hurry);
    alarm.stop();
    cancel();
    void events.return?.()?.catch(() => undefined);
  }

  function late(): ChatEvent {
    if (signal.aborted) return { type: 'finish', reason: 'cancelled', usage: { ...NO_USAGE, outputTokens } };
    const sentence = hasBegun
      ? say`${name} stopped in the middle of its answer: nothing came for ${seconds(betweenTokensMs)} seconds. Try again.`
      : say`${name} did not begin to answer within ${seconds(patience)} seconds. Try again, or choose another model.`;
    const error = new LintelError('timeout', sentence);
    cancel(error);
    return { type: 'error', error: toErrorShape(error) };
  }

  function answered(): Waiter | undefined {
    const before = waiter;
    waiter = undefined;
    return before;
  }

  function came(next: IteratorResult<ChatEvent>): void {
    if (waiter === undefined) return;
    alarm.clear();
    if (next.done === true) stop();
    else if (isPiece(next.value)) {
      hasBegun = true;
      outputTokens += next.value.tokens;
    } else if (next.value.type === 'start' && zone === 'device') firstAt = clock.elapsed() + patience;
    answered()?.resolve(next);
  }

  function broke(error: unknown): void {
    stop();
    answered()?.reject(error);
  }

  // Written out rather than as a generator, as all that stands between an engine and a listener: each token passes it.
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next() {
      if (isOver) return Promise.resolve({ value: undefined, done: true });
      return new Promise((resolve, reject) => {
        waiter = { resolve, reject };
        events.next().then(came, broke);
        alarm.set(due());
      });
    },
    return() {
      stop();
      return Promise.resolve({ value: undefined, done: true });
    },
  };
}
