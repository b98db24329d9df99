import { createCancel } from '../../chat/signal.ts';
import type { Clock } from '../ports.ts';

/** Rings at a moment that may be moved meanwhile, once for each that is set. */
export interface Alarm {
  /** @param at on `clock.elapsed()`; Infinity: never */
  set(at: number): void;
  clear(): void;
  /** For good. */
  stop(): void;
}

/** A sleep that ends so much too late did so because the computer slept or this process stood still. Nobody else is late then. */
const STOOD_STILL_MS = 2_000;

/** One sleep serves many waits that each end in time, so that a token costs no timer. */
export function createAlarm(clock: Clock, ring: () => void): Alarm {
  let dueAt = Number.POSITIVE_INFINITY;
  let wakesAt = Number.POSITIVE_INFINITY;
  let sleep = createCancel();
  let isWatching = false;

  async function watch(): Promise<void> {
    isWatching = true;
    while (dueAt !== Number.POSITIVE_INFINITY) {
      const rest = dueAt - clock.elapsed();
      if (rest <= 0) {
        dueAt = Number.POSITIVE_INFINITY;
        ring();
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

  return {
    set(at) {
      dueAt = at;
      if (!isWatching) void watch();
      else if (at < wakesAt) sleep.cancel();
    },
    clear() {
      dueAt = Number.POSITIVE_INFINITY;
    },
    stop() {
      dueAt = Number.POSITIVE_INFINITY;
      sleep.cancel();
    },
  };
}
