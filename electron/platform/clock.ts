import type { Clock } from '../../shared/routing/ports.ts';

/** A timer that waits longer than this fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** This computer's time. */
export function createClock(): Clock {
  return {
    now: () => Date.now(),
    elapsed: () => performance.now(),
    wait: (ms, signal) =>
      new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', end);
          resolve();
        };
        const timer = setTimeout(end, Math.min(Math.max(ms, 0), LONGEST_TIMER_MS));
        if (signal.aborted) end();
        else signal.addEventListener('abort', end, { once: true });
      }),
  };
}
