/** A mean that follows what changes: a plain one over the first five values, exponential from then on. */
export interface Average {
  readonly mean: number;
  /** Values it was made of. */
  readonly count: number;
}

/** What one more value weighs: after a change, ten values later nine tenths of it have arrived. */
const FOLLOW = 0.2;

export function averaged(before: Average | undefined, value: number): Average {
  if (before === undefined) return { mean: value, count: 1 };
  const count = before.count + 1;
  return { mean: before.mean + (value - before.mean) * Math.max(FOLLOW, 1 / count), count };
}

/** Values that a mean stands for at most when it is put beside another: older ones no longer show in it. */
const STANDS_FOR = 10;

/**
 * Means that do not fall from one place to the next: neighbours that contradict it get the mean of their values
 * (pool adjacent violators). Absent ones stay absent.
 */
export function rising(averages: readonly (Average | undefined)[]): (number | undefined)[] {
  const pools: { mean: number; count: number; places: number[] }[] = [];
  for (const [place, average] of averages.entries()) {
    if (average === undefined) continue;
    let pool = { mean: average.mean, count: Math.min(average.count, STANDS_FOR), places: [place] };
    for (let last = pools.at(-1); last !== undefined && last.mean > pool.mean; last = pools.at(-1)) {
      pools.pop();
      const count = last.count + pool.count;
      pool = { mean: (last.mean * last.count + pool.mean * pool.count) / count, count, places: [...last.places, ...pool.places] };
    }
    pools.push(pool);
  }
  const means: (number | undefined)[] = averages.map(() => undefined);
  for (const { mean, places } of pools) for (const place of places) means[place] = mean;
  return means;
}
