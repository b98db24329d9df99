/** How often a figure of the first is above one of the second, ties counted half: the area under the ROC curve. */
export function areaUnderCurve(hard: readonly number[], easy: readonly number[]): number {
  const sorted = [...hard.map((value) => ({ value, isHard: true })), ...easy.map((value) => ({ value, isHard: false }))].sort(
    (a, b) => a.value - b.value,
  );
  let below = 0;
  let area = 0;
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (to < sorted.length && sorted[to]?.value === sorted[from]?.value) to++;
    const alike = sorted.slice(from, to);
    const easyHere = alike.filter(({ isHard }) => !isHard).length;
    area += (alike.length - easyHere) * (below + easyHere / 2);
    below += easyHere;
    from = to;
  }
  return area / (hard.length * easy.length);
}

/** The figure that a share of all stay at or below. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Mean and 95th percentile of how far estimates lie from what is real, as shares of it, and the margin that 95 of a hundred stay within. */
export function errorsOf(pairs: readonly (readonly [estimate: number, real: number])[]): { mean: number; p95: number; margin: number } {
  const away = pairs.map(([estimate, real]) => Math.abs(estimate - real) / real);
  return {
    mean: away.reduce((sum, error) => sum + error, 0) / away.length,
    p95: quantile(away, 0.95),
    margin: quantile(
      pairs.map(([estimate, real]) => real / estimate),
      0.95,
    ),
  };
}
