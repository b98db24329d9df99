/** The middle of some figures; of an even number the mean of the two in the middle. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/**
 * Medians of several measures, taken in turn (a b a b …) so that whatever else the machine does
 * falls on all alike. The first turn warms up and is not counted.
 */
export async function interleave<Name extends string>(
  rounds: number,
  measures: Record<Name, () => Promise<number>>,
): Promise<Record<Name, number>> {
  const taken = await interleaved(rounds, measures);
  const names = Object.keys(taken) as Name[];
  return Object.fromEntries(names.map((name) => [name, median(taken[name])])) as Record<Name, number>;
}

/** The same, but all that was taken: figures at one index are of one turn, so that their ratio can be. */
export async function interleaved<Name extends string>(
  rounds: number,
  measures: Record<Name, () => Promise<number>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(measures) as Name[];
  const taken = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -1; round < rounds; round++) {
    for (const name of names) {
      const figure = await measures[name]();
      if (round >= 0) taken[name].push(figure);
    }
  }
  return taken;
}

/** One line of the table: what was measured, against what, their ratio, and what it should reach. */
export interface Line {
  readonly measure: string;
  readonly value: string;
  readonly against: string;
  readonly ratio: string;
  readonly goal: string;
  /** Absent where there is nothing to reach, or nothing was measured. */
  readonly reached?: boolean;
}

export function printLines(lines: readonly Line[]): void {
  const rows = [
    ['MEASURE', 'VALUE', 'AGAINST', 'RATIO', 'GOAL', ''],
    ...lines.map(({ measure, value, against, ratio, goal, reached }) => [
      measure,
      value,
      against,
      ratio,
      goal,
      { true: 'reached', false: 'MISSED' }[String(reached)] ?? '',
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}
