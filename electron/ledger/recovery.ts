import { type Amounts, scopesOf } from '../../shared/money/cap.ts';
import type { CapClock } from './cap-clock.ts';
import { createCapSum } from './cap-sum.ts';
import type { CapStore } from './caps.ts';
import type { Database } from './database.ts';
import type { ReservationRows } from './reservations.ts';
import type { UsageEntry, Used } from './usage.ts';

interface Left {
  readonly database: Database;
  readonly store: CapStore;
  readonly rows: ReservationRows;
  readonly clock: CapClock;
  record(entries: readonly UsageEntry[]): void;
}

/** What was set aside when the last run ended is charged in full: nobody knows what came of it. A full disk hinders no start without it. */
export function recover({ database, store, rows, clock, record }: Left): void {
  const left = rows.all();
  if (left.length > 0) database.transaction(() => charge(left, { store, rows, clock, record }));
}

/** Within a transaction. */
function charge(reserved: ReturnType<ReservationRows['all']>, { store, rows, clock, record }: Omit<Left, 'database'>): void {
  const now = clock.now();
  const left = reserved.map(({ spending, at }): UsageEntry => {
    const { nanoDollars = 0, inputTokens, outputTokens } = spending.most;
    const usage = { inputTokens, cachedInputTokens: 0, outputTokens, costNanoDollars: nanoDollars, isEstimate: true as const };
    return { spending, at, used: { outcome: 'interrupted', usage, energyJoules: 0 } };
  });
  record(left);
  for (const { spending, used, at } of left) {
    const scopes = scopesOf(spending, spending.target);
    for (const cap of store.caps) {
      if (cap.window === 'request' || !scopes.includes(cap.scope)) continue;
      const bucket = createCapSum(cap, clock).bucketAt(cap.rolling ? at : now);
      // What was set aside in a window that is over is no matter of this one.
      if (at >= bucket) store.add(cap.id, bucket, amountsOf(used.usage));
    }
    rows.remove(spending.requestId, spending.number);
  }
  clock.keep();
}

/** What a try counts for under caps. */
export const amountsOf = ({ inputTokens, outputTokens, costNanoDollars }: Used['usage']): Amounts => ({
  nanoDollars: costNanoDollars,
  tokens: inputTokens + outputTokens,
  requests: 1,
});
