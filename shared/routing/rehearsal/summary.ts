import type { Zone } from '../../privacy/zones.ts';
import type { Rehearsed } from '../rehearse.ts';
import type { Found } from '../traits.ts';

/** Where requests go; `none`: nothing could answer. */
export type Whither = Zone | 'none';

/** What all requests come to under one policy. */
export interface Totals {
  readonly byZone: Readonly<Record<Whither, number>>;
  readonly costNanoDollars: number;
  /** Until the last token, in milliseconds; absent: of none it is known. */
  readonly medianMs?: number;
}

/** What an edit would have changed. */
export interface RehearsalSummary {
  readonly requests: number;
  readonly was: Totals;
  readonly would: Totals;
  /** Requests from one place to another, with those that would have stayed. */
  readonly flows: readonly { readonly from: Whither; readonly to: Whither; readonly count: number }[];
  /** Requests that would have gone elsewhere. */
  readonly moved: number;
  /** Requests that something answered, and nothing would have. */
  readonly lost: number;
  /** Requests that would have left as they are beyond what the policy in force allows. */
  readonly leaks: number;
  /** What those held, by type. */
  readonly leaked: readonly Found[];
}

/** Adds rehearsed decisions up, one at a time. */
export function createTally() {
  const was = createTotals();
  const would = createTotals();
  const flows = new Map<string, { from: Whither; to: Whither; count: number }>();
  const leaked = new Map<string, Found>();
  const counts = { requests: 0, moved: 0, lost: 0, leaks: 0 };
  return {
    add(row: Rehearsed): void {
      const from = row.was.place?.zone ?? 'none';
      const to = row.would.place?.zone ?? 'none';
      counts.requests++;
      if (row.moved) counts.moved++;
      if (from !== 'none' && to === 'none') counts.lost++;
      was.add(from, row.was.happened ?? row.was.expected);
      would.add(to, row.would.expected);
      const flow = flows.get(`${from} ${to}`) ?? { from, to, count: 0 };
      flow.count++;
      flows.set(`${from} ${to}`, flow);
      if (row.leak === undefined) return;
      counts.leaks++;
      for (const found of row.leak.findings ?? []) {
        const key = `${found.type} ${found.tag ?? ''}`;
        leaked.set(key, { ...found, count: (leaked.get(key)?.count ?? 0) + found.count });
      }
    },
    summary: (): RehearsalSummary => ({
      ...counts,
      was: was.totals(),
      would: would.totals(),
      flows: [...flows.values()],
      leaked: [...leaked.values()],
    }),
  };
}

function createTotals() {
  const byZone: Record<Whither, number> = { device: 0, lan: 0, trusted: 0, cloud: 0, none: 0 };
  const times: number[] = [];
  let costNanoDollars = 0;
  return {
    add(to: Whither, foretold: { readonly costNanoDollars: number; readonly totalMs: number } | undefined): void {
      byZone[to]++;
      if (to === 'none' || foretold === undefined) return;
      costNanoDollars += foretold.costNanoDollars;
      times.push(foretold.totalMs);
    },
    totals(): Totals {
      const median = medianOf(times);
      return { byZone: { ...byZone }, costNanoDollars, ...(median === undefined ? {} : { medianMs: median }) };
    },
  };
}

function medianOf(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}
