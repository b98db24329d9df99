import type { Amounts, Cap } from '../../shared/money/cap.ts';
import { firstStep, stepOf, type TimeWindow } from '../../shared/money/window.ts';

const NONE: Amounts = { nanoDollars: 0, tokens: 0, requests: 0 };

export const plus = (one: Amounts, other: Amounts, sign = 1): Amounts => ({
  nanoDollars: one.nanoDollars + sign * other.nanoDollars,
  tokens: one.tokens + sign * other.tokens,
  requests: one.requests + sign * other.requests,
});

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
 * @param startOf when the window of the calendar began that is open at a moment
 */
export function createCapSum(cap: Cap, startOf: (window: TimeWindow, now: number) => number): CapSum {
  const settled = new Map<number, Amounts>();
  const opened = new Map<number, Amounts>();
  const { window } = cap;
  const time = window === 'request' ? 'lifetime' : window;
  const rolls = cap.rolling && time !== 'lifetime';
  const bucketAt = (now: number) => (rolls ? stepOf(time, now) : startOf(time, now));

  function sumOf(buckets: Map<number, Amounts>, now: number): Amounts {
    if (!rolls) return buckets.get(bucketAt(now)) ?? NONE;
    const first = firstStep(time, now);
    let sum = NONE;
    for (const [bucket, amounts] of buckets) {
      if (bucket >= first) sum = plus(sum, amounts);
      else if (buckets === settled) buckets.delete(bucket);
    }
    return sum;
  }

  return {
    cap,
    bucketAt,
    settle: (bucket, amounts) => void settled.set(bucket, plus(settled.get(bucket) ?? NONE, amounts)),
    open(bucket, amounts, sign = 1) {
      const sum = plus(opened.get(bucket) ?? NONE, amounts, sign);
      if (sum.requests === 0) opened.delete(bucket);
      else opened.set(bucket, sum);
    },
    settled: (now) => sumOf(settled, now),
    taken: (now) => plus(sumOf(settled, now), sumOf(opened, now)),
  };
}
