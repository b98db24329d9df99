import { LintelError, toErrorShape } from '../../chat/error.ts';
import type { ChatEvent, ReasoningEvent, TextEvent, ToolCallEvent } from '../../chat/event.ts';
import type { Cancel } from '../../chat/signal.ts';
import { NO_USAGE } from '../../chat/usage.ts';
import type { Candidate } from '../plan.ts';
import type { Clock } from '../ports.ts';
import { createAlarm } from './alarm.ts';
import type { Deadlines } from './deadlines.ts';

/** After a cancel an engine has this long to say what was used. */
const GRACE_MS = 5_000;

const seconds = (ms: number): string => `${Math.ceil(ms / 1000).toLocaleString('en')} seconds`;

/** True for a piece of an answer, thought included. */
export const isPiece = (event: ChatEvent): event is TextEvent | ReasoningEvent | ToolCallEvent =>
  event.type === 'text' || event.type === 'reasoning' || event.type === 'tool-call';

/**
 * An engine's events, ended by a `timeout` where the first token or a later one is late; the signal is aborted then, so that
 * the work stops. Time counts only while an event is waited for. On this device it counts from `start`: waiting
 * and loading are over by then. After a cancel the events end within five seconds, whatever the engine does.
 */
export async function* watched(
  source: AsyncIterable<ChatEvent>,
  { name, zone }: Candidate,
  { firstTokenHereMs, firstTokenMs, betweenTokensMs, chainMs }: Deadlines,
  clock: Clock,
  { signal, cancel }: Cancel,
): AsyncGenerator<ChatEvent> {
  const events = source[Symbol.asyncIterator]();
  const alarm = createAlarm(clock);
  const patience = Math.min(zone === 'device' ? firstTokenHereMs : firstTokenMs, chainMs);
  let firstAt = zone === 'device' ? Number.POSITIVE_INFINITY : clock.elapsed() + patience;
  let endsAt: number | undefined;
  let hasBegun = false;
  let outputTokens = 0;
  const end = () => {
    endsAt ??= clock.elapsed() + GRACE_MS;
    return endsAt;
  };
  const hurry = () => alarm.move(end());
  const due = (): number => {
    if (signal.aborted) return end();
    return hasBegun ? clock.elapsed() + betweenTokensMs : firstAt;
  };
  signal.addEventListener('abort', hurry);
  try {
    for (;;) {
      const next = await alarm.within(due(), events.next());
      if (next === 'late') {
        if (signal.aborted) yield { type: 'finish', reason: 'cancelled', usage: { ...NO_USAGE, outputTokens } };
        else {
          const sentence = hasBegun
            ? `${name} stopped in the middle of its answer: nothing came for ${seconds(betweenTokensMs)}. Try again.`
            : `${name} did not begin to answer within ${seconds(patience)}. Try again, or choose another model.`;
          const error = new LintelError('timeout', sentence);
          cancel(error);
          yield { type: 'error', error: toErrorShape(error) };
        }
        return;
      }
      if (next.done === true) return;
      const event = next.value;
      if (event.type === 'start' && zone === 'device') firstAt = clock.elapsed() + patience;
      if (isPiece(event)) {
        hasBegun = true;
        outputTokens += event.tokens;
      }
      yield event;
    }
  } finally {
    signal.removeEventListener('abort', hurry);
    alarm.stop();
    cancel();
    void events.return?.()?.catch(() => undefined);
  }
}
