import { createClock } from '../../electron/platform/clock.ts';
import type { Clock } from '../../shared/routing/ports.ts';

/** Milliseconds below which a wait is one before another try, and above which it is a deadline. */
const SHORT_MS = 10_000;

/** A clock that moves on by one with every look at it. Short waits pass at once, long ones take their time. */
export function quickClock(): Clock {
  const real = createClock();
  let now = 0;
  const wait: Clock['wait'] = (ms, signal) => (ms < SHORT_MS ? new Promise((resolve) => setImmediate(resolve)) : real.wait(ms, signal));
  return { now: () => ++now, elapsed: () => ++now, wait };
}

interface Sleeper {
  readonly at: number;
  wake(): void;
}

/** A clock that stands still until it is told, or until all that can happen has happened. */
export interface StandingClock extends Clock {
  /** Lets so much time pass, and all happen that is due meanwhile. */
  pass(ms: number): Promise<void>;
  /** The computer sleeps so long: whoever was to be woken meanwhile is, afterwards. */
  standStill(ms: number): Promise<void>;
  /** Jumps from one sleeper to the next whenever nothing else happens, until the promise is settled. */
  until<Value>(promise: Promise<Value>): Promise<Value>;
  /** How many wait for it. */
  sleepers(): number;
}

/** Lets everything happen that needs no time. */
export const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

export function standingClock(): StandingClock {
  let now = 0;
  const sleepers = new Set<Sleeper>();
  const earliest = () => [...sleepers].sort((a, b) => a.at - b.at)[0];
  return {
    now: () => now,
    elapsed: () => now,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const sleeper: Sleeper = {
          at: now + ms,
          wake() {
            sleepers.delete(sleeper);
            signal.removeEventListener('abort', sleeper.wake);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal.addEventListener('abort', sleeper.wake);
      }),
    async pass(ms) {
      const end = now + ms;
      await settled();
      for (let next = earliest(); next !== undefined && next.at <= end; next = earliest()) {
        now = next.at;
        next.wake();
        await settled();
      }
      now = end;
    },
    async standStill(ms) {
      now += ms;
      for (const sleeper of [...sleepers].filter(({ at }) => at <= now)) sleeper.wake();
      await settled();
    },
    async until(promise) {
      let isOver = false;
      const watching = promise.finally(() => {
        isOver = true;
      });
      watching.catch(() => undefined);
      for (;;) {
        await settled();
        if (isOver) return promise;
        const next = earliest();
        if (next === undefined) throw new Error('Nothing can happen any more.');
        now = next.at;
        next.wake();
      }
    },
    sleepers: () => sleepers.size,
  };
}
