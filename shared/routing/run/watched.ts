import { LintelError, toErrorShape } from '../../chat/error.ts';
import type { ChatEvent, ReasoningEvent, TextEvent, ToolCallEvent } from '../../chat/event.ts';
import { say } from '../../chat/said.ts';
import type { Cancel } from '../../chat/signal.ts';
import { type Listening, listen, type Told, told } from '../../chat/told.ts';
import { NO_USAGE } from '../../chat/usage.ts';
import type { Candidate } from '../plan.ts';
import type { Clock } from '../ports.ts';
import { createAlarm } from './alarm.ts';
import { type Deadlines, patienceAt } from './deadlines.ts';

/** After a cancel an engine has this long to say what was used. */
const GRACE_MS = 5_000;

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
): Told<ChatEvent> {
  const { betweenTokensMs } = deadlines;
  const patience = patienceAt(zone, deadlines);
  let firstAt = zone === 'device' ? Number.POSITIVE_INFINITY : clock.elapsed() + patience;
  let endsAt: number | undefined;
  let hasBegun = false;
  let isOver = false;
  let outputTokens = 0;
  let isWaiting = false;
  let listening: Listening<ChatEvent> | undefined;
  const end = () => {
    endsAt ??= clock.elapsed() + GRACE_MS;
    return endsAt;
  };
  const alarm = createAlarm(clock, () => stop(late()));
  const hurry = () => {
    const endsAt = end();
    if (isWaiting) alarm.set(endsAt);
  };
  const due = (): number => {
    if (signal.aborted) return end();
    return hasBegun ? clock.elapsed() + betweenTokensMs : firstAt;
  };
  signal.addEventListener('abort', hurry);

  function stop(last?: ChatEvent): void {
    if (isOver) return;
    isOver = true;
    signal.removeEventListener('abort', hurry);
    alarm.stop();
    cancel();
    listening?.stop(last);
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

  function wait(): void {
    if (isOver) return;
    isWaiting = true;
    alarm.set(due());
  }

  function came(event: ChatEvent): void {
    isWaiting = false;
    if (isOver) return;
    alarm.clear();
    if (isPiece(event)) {
      hasBegun = true;
      outputTokens += event.tokens;
    } else if (event.type === 'start' && zone === 'device') firstAt = clock.elapsed() + patience;
  }

  return told(
    async (take) => {
      listening = listen(source, (event) => {
        came(event);
        const taken = take(event);
        return taken === undefined ? wait() : taken.then(wait);
      });
      // A source may tell all it has at once.
      if (isOver) listening.stop();
      wait();
      try {
        await listening.over;
      } finally {
        stop();
      }
    },
    () => stop(),
  );
}
