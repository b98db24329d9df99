import type { ZoneDay } from '../../shared/api/activity-views.ts';
import type { SpendingBy, SpendingRow } from '../../shared/money/spending.ts';
import type { Database } from './database.ts';

/** Reads what was used, and forgets what is old. */
export interface SpendingReading {
  /** Sums of days, both included, as `2026-01-31`; most expensive first, days in order. From the sums that are kept by day. */
  by(by: SpendingBy, days?: { readonly from?: string; readonly to?: string }): readonly SpendingRow[];
  /** Whether a target was tried on a day or later, which is as `2026-01-31`. */
  wasTried(targetId: string, since: string): boolean;
  /** Sums of each day and zone, in order of the days. */
  zoneDays(days: { readonly from: string; readonly to: string }): readonly ZoneDay[];
  /**
   * Deletes single requests and tries from before a moment, some at a time: the sums of days stay, and so do those of caps.
   * @returns whether there may be more
   */
  forget(before: number): boolean;
}

/** Rows deleted at a time, so that nobody waits long for it. */
const AT_A_TIME = 2_000;

const SUMS = `SUM(tries) AS tries, SUM(input_tokens) AS inputTokens, SUM(cached_input_tokens) AS cachedInputTokens,
  SUM(output_tokens) AS outputTokens, SUM(cost_nano_dollars) AS costNanoDollars, SUM(estimated_nano_dollars) AS estimatedNanoDollars,
  SUM(would_cost_nano_dollars) AS wouldCostNanoDollars, SUM(energy_joules) AS energyJoules`;

export function createSpendingReading({ handle, guard, transaction }: Database): SpendingReading {
  const byDay = handle.prepare(
    `SELECT day AS name, ${SUMS} FROM usage_days WHERE kind = 'total' AND day BETWEEN ? AND ? GROUP BY day ORDER BY day`,
  );
  const byName = handle.prepare(
    `SELECT name, ${SUMS} FROM usage_days WHERE day BETWEEN ? AND ? AND kind = ? GROUP BY name ORDER BY costNanoDollars DESC, tries DESC, name`,
  );
  const byZoneDay = handle.prepare(
    `SELECT day, name AS zone, ${SUMS} FROM usage_days WHERE kind = 'zone' AND day BETWEEN ? AND ? GROUP BY day, name ORDER BY day`,
  );
  const tried = handle.prepare(`SELECT 1 FROM usage_days WHERE kind = 'model' AND name = ? AND day >= ? LIMIT 1`);
  const forgetUsage = handle.prepare('DELETE FROM usage WHERE id IN (SELECT id FROM usage WHERE at < ? ORDER BY at LIMIT ?)');
  const forgetRequests = handle.prepare(
    `DELETE FROM requests WHERE id IN (SELECT id FROM requests WHERE created_at < ? AND status <> 'open' ORDER BY created_at LIMIT ?)`,
  );
  return {
    by: (by, { from = '0000-00-00', to = '9999-12-31' } = {}) =>
      guard(() => (by === 'day' ? byDay.all(from, to) : byName.all(from, to, by)).map((row) => ({ ...row }) as unknown as SpendingRow)),
    zoneDays: ({ from, to }) => guard(() => byZoneDay.all(from, to).map((row) => ({ ...row }) as unknown as ZoneDay)),
    wasTried: (targetId, since) => guard(() => tried.get(targetId, since)) !== undefined,
    forget: (before) =>
      transaction(() => {
        const usage = Number(forgetUsage.run(before, AT_A_TIME).changes);
        const requests = Number(forgetRequests.run(before, AT_A_TIME).changes);
        return usage === AT_A_TIME || requests === AT_A_TIME;
      }),
  };
}
