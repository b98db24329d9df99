import { setTimeout as sleep } from 'node:timers/promises';
import { isLintelError, LintelError } from '../../../shared/chat/error.ts';

export interface Patience {
  /** Failures in a row, without progress between them, before giving up. */
  readonly tries: number;
  /** Milliseconds before the second try; doubled for each one after. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

export const PATIENCE: Patience = { tries: 8, firstWaitMs: 500, longestWaitMs: 60_000 };

/** A retryable failure of a server that said how long to wait. */
export class Busy extends LintelError {
  readonly waitMs: number;
  constructor(error: LintelError, waitMs: number) {
    super(error.code, error.message, { cause: error.cause });
    this.waitMs = waitMs;
  }
}

/** `Retry-After` in milliseconds: seconds or a date. 0 where there is none. */
export function retryAfterMs(header: string | undefined, now: number): number {
  if (header === undefined) return 0;
  if (/^\d{1,6}$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}

/**
 * Does the work until it succeeds, waiting longer after each retryable failure. `progress` says how far
 * the work has come; a try that came further counts as a first one, so a slow line that breaks often is
 * no reason to give up, and a dead one is.
 */
export async function retrying<T>(work: () => Promise<T>, progress: () => number, patience: Patience, signal: AbortSignal): Promise<T> {
  let failures = 0;
  let reached = progress();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      if (!isLintelError(error) || !error.retryable) throw error;
      failures = progress() > reached ? 1 : failures + 1;
      reached = Math.max(reached, progress());
      if (failures >= patience.tries) throw error;
      const wanted = error instanceof Busy ? error.waitMs : 0;
      const wait = Math.min(patience.longestWaitMs, Math.max(wanted, patience.firstWaitMs * 2 ** (failures - 1)));
      await sleep(wait, undefined, { signal });
    }
  }
}
