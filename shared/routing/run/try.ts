import type { LintelErrorShape } from '../../chat/error.ts';
import type { ChatEvent } from '../../chat/event.ts';
import { type CancelSignal, createCancel } from '../../chat/signal.ts';
import type { Take } from '../../chat/told.ts';
import type { Candidate } from '../plan.ts';
import type { Ports } from '../ports.ts';
import type { Attempt } from '../record.ts';
import { createAccount } from './account.ts';
import { type Asking, ask } from './ask.ts';
import { patienceAt } from './deadlines.ts';
import { isPiece } from './watched.ts';

/** One try of one target, while it runs. */
export interface Try {
  readonly candidate: Candidate;
  /** When it was asked, on `Clock.elapsed`; absent: it was the first. */
  readonly askedAt?: number;
  /** Tells its events, the last of which is a `finish` or an `error`, until it is settled. Rejects with what the listener threw. */
  each(take: Take<ChatEvent>): Promise<void>;
  /** Stops what still runs and writes down how it ended. Only the first call counts. Throws what the ledger throws. */
  settle(outcome: Attempt['outcome'], error?: LintelErrorShape): void;
  /**
   * Milliseconds until its first token, its end, or now; waiting and loading on this device left out. Never more than it was
   * given, since the computer may have slept meanwhile.
   */
  countedMs(): number;
}

/** Begins a try. The engine is asked with the first event. */
export function openTry(asking: Omit<Asking, 'cancel' | 'account'>, ports: Ports, signal: CancelSignal): Try {
  const { plan, candidate, number, deadlines } = asking;
  const { clock, ledger } = ports;
  const cancel = createCancel(signal);
  const account = createAccount(asking, ports);
  const events = ask({ ...asking, cancel, account }, ports, noted);
  const attempt = { requestId: plan.requestId, number, target: candidate, startedAt: clock.now() };
  let countsFrom = candidate.zone === 'device' ? undefined : clock.elapsed();
  let countsTo: number | undefined;
  const mostMs = patienceAt(candidate.zone, deadlines);
  let isSettled = false;
  function noted(told: ChatEvent): ChatEvent {
    const event = account.note(told);
    if (event.type === 'start') countsFrom ??= clock.elapsed();
    else if (isPiece(event)) countsTo ??= clock.elapsed();
    return event;
  }
  return {
    candidate,
    ...(number === 1 ? {} : { askedAt: clock.elapsed() }),
    each: events.each,
    settle(outcome, error) {
      if (isSettled) return;
      isSettled = true;
      countsTo ??= clock.elapsed();
      cancel.cancel();
      events.stop();
      account.close(outcome, error);
      ledger.attempted({ ...attempt, outcome, ...(error === undefined ? {} : { error }) });
    },
    countedMs: () => (countsFrom === undefined ? 0 : Math.min(mostMs, (countsTo ?? clock.elapsed()) - countsFrom)),
  };
}
