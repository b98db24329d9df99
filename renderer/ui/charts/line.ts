/** A measured moment: milliseconds since the epoch, and a value. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

/** Points further apart than so many of their usual distances are not joined: nobody measured there. */
const GAP = 5;

/**
 * The paths of a line in an area of so many pixels, with zero at its bottom; a new path begins after a gap.
 * @param span first and last moment of the area @param most value at its top
 */
export function pathsOf(
  points: readonly Point[],
  span: readonly [from: number, to: number],
  most: number,
  width: number,
  height: number,
): readonly string[] {
  const [from, to] = span;
  const distances = points.slice(1).map(({ at }, index) => at - (points[index]?.at ?? at));
  const usual = distances.toSorted((one, other) => one - other)[Math.floor(distances.length / 2)] ?? 0;
  const paths: string[] = [];
  let path = '';
  points.forEach(({ at, value }, index) => {
    const x = ((at - from) / Math.max(1, to - from)) * width;
    const y = height - Math.min(1, Math.max(0, value / (most > 0 ? most : 1))) * height;
    const isAfterGap = index > 0 && (distances[index - 1] ?? 0) > usual * GAP;
    if (path !== '' && isAfterGap) {
      paths.push(path);
      path = '';
    }
    path += `${path === '' ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  if (path !== '') paths.push(path);
  return paths;
}
