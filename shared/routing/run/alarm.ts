import { createCancel } from '../../chat/signal.ts';
import type { Clock } from '../ports.ts';

/** Ends a wait at a moment that may be moved meanwhile. */
export interface Alarm {
  /** What the promise gives, or `late` from that moment on. One at a time. @param at on `clock.elapsed()`; Infinity: never */
  within<Value>(at: number, promise: Promise<Value>): Promise<Value | 'late'>;
  /** Another moment for the wait that is on. */
  move(at: number): void;
  stop(): void;
}

/** A sleep that ends so much too late did so because the computer slept or this process stood still. Nobody else is late then. */
const STOOD_STILL_MS = 2_000;

/** One sleep serves many waits that each end in time, so that a token costs no timer. */
export function createAlarm(clock: Clock): Alarm {
  let dueAt = Number.POSITIVE_INFINITY;
  let wakesAt = Number.POSITIVE_INFINITY;
  let sleep = createCancel();
  let isWatching = false;
  let ring: (() => void) | undefined;

  async function watch(): Promise<void> {
    isWatching = true;
    while (dueAt !== Number.POSITIVE_INFINITY) {
      const rest = dueAt - clock.elapsed();
      if (rest <= 0) {
        ring?.();
        break;
      }
      wakesAt = dueAt;
      sleep = createCancel();
      await clock.wait(rest, sleep.signal);
      const now = clock.elapsed();
      if (now - wakesAt > STOOD_STILL_MS) dueAt = Math.max(dueAt, now + rest);
    }
    isWatching = false;
  }

  function move(at: number): void {
    dueAt = at;
    if (!isWatching) void watch();
    else if (at < wakesAt) sleep.cancel();
  }

  return {
    async within(at, promise) {
      try {
        return await new Promise((resolve, reject) => {
          ring = () => resolve('late');
          promise.then(resolve, reject);
          move(at);
        });
      } finally {
        ring = undefined;
        dueAt = Number.POSITIVE_INFINITY;
      }
    },
    move,
    stop() {
      dueAt = Number.POSITIVE_INFINITY;
      sleep.cancel();
    },
  };
}
