/** What tells the series of a metric apart. Names and values are Lintel's own words, never a caller's. */
export type Labels = Readonly<Record<string, string>>;

interface Described {
  /** In dots, as OpenTelemetry writes it. */
  readonly name: string;
  /** In a sentence. */
  readonly help: string;
  /** In UCUM, such as `s`, `By` or `{token}`. */
  readonly unit: string;
}

/** A value at this moment, or a sum since the start. */
export interface Point {
  readonly labels: Labels;
  readonly value: number;
}

/** How values were spread since the start. */
export interface Spread {
  readonly labels: Labels;
  /** Values up to each bound and above the bound before it; the last for those above all. */
  readonly counts: readonly number[];
  readonly count: number;
  readonly sum: number;
}

/** One metric as it is at a moment. */
export type Metric = Described &
  (
    | { readonly kind: 'counter' | 'gauge'; readonly points: readonly Point[] }
    | { readonly kind: 'histogram'; readonly bounds: readonly number[]; readonly points: readonly Spread[] }
  );

/** Something that is counted or measured as it happens. Each costs a look into a map, and no I/O. */
interface Instrument<Metric> {
  /** @param values of the labels, in their order */
  add(values: readonly string[], amount: number): void;
  read(): Metric;
}

type Shape = Described & { readonly labels: readonly string[] };

/** Series of one metric. What comes beyond them is put together under `other`. */
const MOST_SERIES = 5_000;
const OTHER = 'other';

/** A sum that only grows. */
export function createCounter(shape: Shape): Instrument<Metric> {
  const { cellOf, cells } = createCells(shape.labels, () => ({ sum: 0 }));
  return {
    add(values, amount) {
      if (amount > 0) cellOf(values).sum += amount;
    },
    read: () => ({ ...described(shape), kind: 'counter', points: cells().map(([labels, { sum }]) => ({ labels, value: sum })) }),
  };
}

/** How measured values are spread over buckets. @param bounds of the buckets, rising */
export function createHistogram(shape: Shape, bounds: readonly number[]): Instrument<Metric> {
  const { cellOf, cells } = createCells(shape.labels, () => ({ counts: new Array<number>(bounds.length + 1).fill(0), count: 0, sum: 0 }));
  return {
    add(values, amount) {
      const cell = cellOf(values);
      const above = bounds.findIndex((bound) => amount <= bound);
      const bucket = above === -1 ? bounds.length : above;
      cell.counts[bucket] = (cell.counts[bucket] ?? 0) + 1;
      cell.count++;
      cell.sum += amount;
    },
    read: () => ({
      ...described(shape),
      kind: 'histogram',
      bounds,
      points: cells().map(([labels, { counts, count, sum }]) => ({ labels, counts: [...counts], count, sum })),
    }),
  };
}

const described = ({ name, help, unit }: Shape): Described => ({ name, help, unit });

function createCells<Cell>(names: readonly string[], fresh: () => Cell) {
  const known = new Map<string, readonly [Labels, Cell]>();
  const labelled = (values: readonly string[]) => Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
  const rest = names.map(() => OTHER);

  function cellOf(values: readonly string[]): Cell {
    const key = values.join('\n');
    const found = known.get(key);
    if (found !== undefined) return found[1];
    if (known.size >= MOST_SERIES && values !== rest) return cellOf(rest);
    const made = [labelled(values), fresh()] as const;
    known.set(key, made);
    return made[1];
  }

  return { cellOf, cells: () => [...known.values()] };
}

/** Gives names as they are to the first so many, and `other` to all that come later. */
export function createNames(most: number): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    if (known.size >= most) return OTHER;
    const short = name.slice(0, LONGEST_NAME);
    known.set(name, short);
    return short;
  };
}

const LONGEST_NAME = 200;
