import { pauseOf } from '../../chat/pause.ts';
import type { Rest } from '../target.ts';
import { createBlame } from './blame.ts';

/**
 * How a request ended, as far as the target or the key is to blame. `limited`: it wants no more requests for now.
 * `neither`: it was cancelled, or the request itself was wrong.
 */
export type Outcome = 'worked' | 'failed' | 'limited' | 'neither';

/** What a breaker shows. */
export interface BreakerView {
  /** `open`: nothing is let through. `half-open`: one request may try, or is trying. */
  readonly phase: 'closed' | 'open' | 'half-open';
  /** Failures that nothing made good yet. */
  readonly failures: number;
  /** Milliseconds until it may be tried again; 0 unless it is open. */
  readonly opensInMs: number;
  /** What the last failure was. */
  readonly why: Rest['why'];
  /** One request tries whether it works again, so no other is let through. */
  readonly isProbing: boolean;
  readonly inFlight: number;
}

/** One request's pass. */
export interface Lease {
  /** It began to answer. While the breaker finds out whether its target works again that is enough; a failure later counts anew. */
  answers(): void;
  /** Only the first call counts. @param pauseMs how long whoever failed asked to be left alone */
  end(outcome: Outcome, nowMs: number, pauseMs?: number): void;
}

/** A circuit breaker. It has no clock: every call says what time it is, in milliseconds. */
export interface Breaker {
  /** Lets a request through, or not. @param app who asks; absent: nobody in particular */
  enter(nowMs: number, app?: string): Lease | undefined;
  view(nowMs: number): BreakerView;
}

/** Failures, less the successes among them, that open it. */
const MOST_FAILURES = 5;
const FIRST_PAUSE_MS = 10_000;
/** Unless whoever failed asked for longer. */
const LONGEST_PAUSE_MS = 300_000;
/** Requests at once that have not begun to answer, right after it closed again; one more with each that does. */
const FIRST_ROOM = 2;
/** With room for so many the target has proved itself. */
const ENOUGH_ROOM = 10;

/**
 * Closed until five failures, of several apps where several use it; then open for ten seconds; then half-open, with exactly one
 * request as a probe. Where that fails, or one before the ramp is over, it opens for twice as long, up to five minutes. Whoever
 * asks to be left alone for a while is. A probe has succeeded once it begins to answer. Then few requests at once may wait for
 * their first word, and one more with each that gets it, until ten may. Results of requests that began before the phase
 * changed change nothing but the count.
 */
export function createBreaker(): Breaker {
  const blame = createBlame();
  let phase: BreakerView['phase'] = 'closed';
  /** Tells requests of this phase from earlier ones. */
  let era = 0;
  let failures = 0;
  let why: Rest['why'] = 'failed';
  let until = 0;
  let pauseMs = 0;
  /** Requests of this phase that may wait for their first word at once, and those that do. */
  let room = Number.POSITIVE_INFINITY;
  let waiting = 0;
  let inFlight = 0;

  function turn(next: BreakerView['phase'], withRoom: number): void {
    phase = next;
    room = withRoom;
    waiting = 0;
    era++;
  }

  function open(nowMs: number, forMs: number): void {
    until = nowMs + forMs;
    turn('open', 0);
  }

  function look(nowMs: number): void {
    if (phase === 'open' && nowMs >= until) turn('half-open', 1);
  }

  function worked(): void {
    if (phase === 'half-open') {
      failures = 0;
      blame.forget();
      turn('closed', FIRST_ROOM);
      return;
    }
    failures = Math.max(0, failures - 1);
    if (failures === 0) blame.forget();
    if (++room >= ENOUGH_ROOM) room = Number.POSITIVE_INFINITY;
    if (room === Number.POSITIVE_INFINITY && failures === 0) pauseMs = 0;
  }

  function failed(nowMs: number, app: string | undefined, asked: number | undefined): void {
    failures++;
    blame.put(nowMs, app);
    const isOften = failures >= MOST_FAILURES && !blame.isOneOfSeveral(nowMs);
    if (room !== Number.POSITIVE_INFINITY || isOften) {
      pauseMs = pauseMs === 0 ? FIRST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
      open(nowMs, Math.max(pauseMs, asked ?? 0));
    } else if (asked !== undefined) open(nowMs, asked);
  }

  return {
    enter(nowMs, app) {
      look(nowMs);
      if (waiting >= room) return undefined;
      blame.seen(nowMs, app);
      waiting++;
      inFlight++;
      let begun = era;
      let isWaiting = true;
      let isCounted = false;
      let isOver = false;
      const waitsNoLonger = () => {
        if (isWaiting && begun === era) waiting--;
        isWaiting = false;
      };
      return {
        answers() {
          if (isOver || !isWaiting) return;
          waitsNoLonger();
          if (begun !== era || room === Number.POSITIVE_INFINITY) return;
          isCounted = true;
          worked();
          begun = era;
        },
        end(outcome, endMs, asked) {
          if (isOver) return;
          isOver = true;
          inFlight--;
          waitsNoLonger();
          if (begun !== era || outcome === 'neither') return;
          if (outcome === 'worked') {
            if (!isCounted) worked();
            return;
          }
          why = outcome === 'limited' ? 'rate-limited' : 'failed';
          failed(endMs, app, pauseOf(asked));
        },
      };
    },
    view(nowMs) {
      look(nowMs);
      const opensInMs = phase === 'open' ? until - nowMs : 0;
      return { phase, failures, opensInMs, why, isProbing: phase === 'half-open' && waiting > 0, inFlight };
    },
  };
}
