import { type Amounts, type Cap, NOTHING, plus } from '../../shared/money/cap.ts';
import { firstStep, stepOf } from '../../shared/money/window.ts';
import type { CapClock } from './cap-clock.ts';

/** What has been used under one cap in its window, and what is set aside. In memory alone. */
export interface CapSum {
  readonly cap: Cap;
  /** The part of time that a try of this moment counts in. */
  bucketAt(now: number): number;
  settle(bucket: number, amounts: Amounts): void;
  /** Sets aside; with a sign of -1 gives back. */
  open(bucket: number, amounts: Amounts, sign?: 1 | -1): void;
  /** Used up to now, without what is set aside. */
  settled(now: number): Amounts;
  /** The same, and what is set aside with it. */
  taken(now: number): Amounts;
}

/**
 * Of a cap of the calendar, one bucket is a window; of a rolling one a small step of it.
 */
export function createCapSum(cap: Cap, clock: Pick<CapClock, 'span'>): CapSum {
  const settled = new Map<number, Amounts>();
  const opened = new Map<number, Amounts>();
  const { window } = cap;
  const time = window === 'request' ? 'lifetime' : window;
  const rolls = cap.rolling && time !== 'lifetime';
  const bucketAt = (now: number) => (rolls ? stepOf(time, now) : clock.span(time, now).from);

  function sumOf(buckets: Map<number, Amounts>, now: number): Amounts {
    if (!rolls) return buckets.get(bucketAt(now)) ?? NOTHING;
    const first = firstStep(time, now);
    let sum = NOTHING;
    for (const [bucket, amounts] of buckets) {
      if (bucket >= first) sum = plus(sum, amounts);
      else if (buckets === settled) buckets.delete(bucket);
    }
    return sum;
  }

  return {
    cap,
    bucketAt,
    settle: (bucket, amounts) => void settled.set(bucket, plus(settled.get(bucket) ?? NOTHING, amounts)),
    open(bucket, amounts, sign = 1) {
      const sum = plus(opened.get(bucket) ?? NOTHING, amounts, sign);
      if (sum.requests === 0) opened.delete(bucket);
      else opened.set(bucket, sum);
    },
    settled: (now) => sumOf(settled, now),
    taken: (now) => plus(sumOf(settled, now), sumOf(opened, now)),
  };
}
