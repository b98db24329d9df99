import { setImmediate as next } from 'node:timers/promises';
import type { SpendingReading } from './spending.ts';

const EVERY_MS = 6 * 3_600_000;
const DAY_MS = 86_400_000;

/**
 * Forgets single requests that are older than the person wants to keep them, now and then, some at a time.
 * @param days nothing: they are kept for good
 * @returns how to stop that
 */
export function keepFor(
  spending: Pick<SpendingReading, 'forget'>,
  days: () => number | undefined,
  now: () => number,
  onFault: (error: unknown) => void,
): () => void {
  let isStopped = false;
  let isRunning = false;
  async function forget(): Promise<void> {
    const kept = days();
    if (kept === undefined || isRunning) return;
    isRunning = true;
    try {
      while (!isStopped && spending.forget(now() - kept * DAY_MS)) await next();
    } catch (error) {
      onFault(error);
    } finally {
      isRunning = false;
    }
  }
  const timer = setInterval(() => void forget(), EVERY_MS).unref();
  const first = setImmediate(() => void forget());
  return () => {
    isStopped = true;
    clearImmediate(first);
    clearInterval(timer);
  };
}
