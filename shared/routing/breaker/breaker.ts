/** How a request ended, as far as the target or the key is to blame. `neither`: it was cancelled, or the request itself was wrong. */
export type Outcome = 'worked' | 'failed' | 'neither';

/** What a breaker shows. */
export interface BreakerView {
  /** `open`: nothing is let through. `half-open`: one request may try, or is trying. */
  readonly phase: 'closed' | 'open' | 'half-open';
  /** Failures that nothing made good yet. */
  readonly failures: number;
  /** Milliseconds until it may be tried again; 0 unless it is open. */
  readonly opensInMs: number;
  /** One request tries whether it works again, so no other is let through. */
  readonly isProbing: boolean;
  readonly inFlight: number;
}

/** One request's pass. */
export interface Lease {
  /** Only the first call counts. @param pauseMs how long whoever failed asked to be left alone */
  end(outcome: Outcome, nowMs: number, pauseMs?: number): void;
}

/** A circuit breaker. It has no clock: every call says what time it is, in milliseconds. */
export interface Breaker {
  /** Lets a request through, or not. */
  enter(nowMs: number): Lease | undefined;
  view(nowMs: number): BreakerView;
  /** Nothing is to be remembered of it. */
  isPristine(): boolean;
}

/** Failures, less the successes among them, that open it. */
const MOST_FAILURES = 5;
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 300_000;
/** After it closed, this share of concurrent requests is let through, and as much more with each success. */
const RAMP = 0.25;

/**
 * Closed until five failures; then open for ten seconds; then half-open, with exactly one request as a probe. Where that fails, or
 * one before the ramp is over, it opens for twice as long, up to five minutes. Whoever asks to be left alone for a while is. Once it closed again, the share of the
 * requests beside others that is let through grows with each success; a request alone is always let through. Results of
 * requests that began before the phase changed change nothing but the count.
 */
export function createBreaker(): Breaker {
  let phase: BreakerView['phase'] = 'closed';
  /** Tells requests of this phase from earlier ones. */
  let era = 0;
  let failures = 0;
  let until = 0;
  let pauseMs = 0;
  let isProbing = false;
  let share = 1;
  let credit = 0;
  let inFlight = 0;

  function turn(next: BreakerView['phase']): void {
    phase = next;
    era++;
    isProbing = false;
  }

  function open(nowMs: number, forMs: number): void {
    until = nowMs + Math.min(LONGEST_PAUSE_MS, forMs);
    turn('open');
  }

  function look(nowMs: number): void {
    if (phase === 'open' && nowMs >= until) turn('half-open');
  }

  function admits(): boolean {
    if (phase === 'open') return false;
    if (phase === 'half-open') return !isProbing;
    if (share >= 1 || inFlight === 0) return true;
    credit += share;
    if (credit < 1) return false;
    credit -= 1;
    return true;
  }

  function worked(): void {
    if (phase === 'half-open') {
      turn('closed');
      failures = 0;
      share = RAMP;
      credit = 0;
      return;
    }
    failures = Math.max(0, failures - 1);
    share = Math.min(1, share + RAMP);
    if (share === 1 && failures === 0) pauseMs = 0;
  }

  function failed(nowMs: number, asked: number | undefined): void {
    failures++;
    if (phase === 'half-open' || share < 1 || failures >= MOST_FAILURES) {
      pauseMs = pauseMs === 0 ? FIRST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
      open(nowMs, Math.max(pauseMs, asked ?? 0));
    } else if (asked !== undefined) open(nowMs, asked);
  }

  return {
    enter(nowMs) {
      look(nowMs);
      if (!admits()) return undefined;
      if (phase === 'half-open') isProbing = true;
      inFlight++;
      const begun = era;
      let isOver = false;
      return {
        end(outcome, endMs, asked) {
          if (isOver) return;
          isOver = true;
          inFlight--;
          if (begun !== era) return;
          if (outcome === 'worked') worked();
          else if (outcome === 'failed') failed(endMs, asked);
          else isProbing = false;
        },
      };
    },
    view(nowMs) {
      look(nowMs);
      return { phase, failures, opensInMs: phase === 'open' ? until - nowMs : 0, isProbing, inFlight };
    },
    isPristine: () => phase === 'closed' && failures === 0 && share === 1 && inFlight === 0,
  };
}
