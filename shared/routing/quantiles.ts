/** The middle of what was measured, and what nineteen of twenty stay within. */
export interface MiddleAndMost {
  readonly p50: number;
  /** Of times, what 95 of 100 were not slower than; of speeds, what 95 of 100 were not slower than, too. */
  readonly p95: number;
  readonly count: number;
}

/**
 * By nearest rank. @param worse whether the greatest or the smallest values are the bad ones
 * @returns undefined where nothing was measured
 */
export function middleAndMost(values: readonly number[], worse: 'most' | 'least'): MiddleAndMost | undefined {
  const sorted = values.filter(Number.isFinite).toSorted((one, other) => (worse === 'most' ? one - other : other - one));
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  const [p50, p95] = [rank(0.5), rank(0.95)];
  return p50 === undefined || p95 === undefined ? undefined : { p50, p95, count: sorted.length };
}
