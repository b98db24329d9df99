/** Sums of a line through points that count less the older they are. */
export interface Line {
  readonly weight: number;
  readonly x: number;
  readonly y: number;
  readonly xx: number;
  readonly xy: number;
}

/** What a point still weighs when the next one comes: half after 14. */
const KEEP = 0.95;
/** Fewer points, or points closer together, show no slope. */
const ENOUGH_WEIGHT = 5;
const ENOUGH_SPREAD = 50;

export function withPoint(line: Line | undefined, x: number, y: number): Line {
  const before = line ?? { weight: 0, x: 0, y: 0, xx: 0, xy: 0 };
  return {
    weight: before.weight * KEEP + 1,
    x: before.x * KEEP + x,
    y: before.y * KEEP + y,
    xx: before.xx * KEEP + x * x,
    xy: before.xy * KEEP + x * y,
  };
}

/** The line as least squares put it, neither falling nor below zero at the start. */
export function lineOf({ weight, x, y, xx, xy }: Line): { slope: number; atZero: number } {
  const meanX = x / weight;
  const variance = xx / weight - meanX * meanX;
  const isShown = weight >= ENOUGH_WEIGHT && variance >= ENOUGH_SPREAD * ENOUGH_SPREAD;
  const slope = isShown ? Math.max(0, (xy / weight - (meanX * y) / weight) / variance) : 0;
  return { slope, atZero: Math.max(0, y / weight - slope * meanX) };
}
