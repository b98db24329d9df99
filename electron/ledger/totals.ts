import { DAY, dayAt, type OffsetAt, spanAt } from '../../shared/money/calendar.ts';
import { forecastOf } from '../../shared/money/forecast.ts';
import type { CapClock } from './cap-clock.ts';
import { type CapSum, createCapSum } from './cap-sum.ts';
import type { Database } from './database.ts';

/** All that is spent, whether it is capped or not. */
export interface Totals {
  readonly today: CapSum;
  readonly month: CapSum;
  /** What the month will come to, in nano-dollars. Reads the sums of days. */
  forecast(): number;
}

/** Days whose mean foretells the rest of a month. */
const RECENT_DAYS = 14;

export function createTotals({ handle, guard }: Database, clock: CapClock, offsetAt: OffsetAt): Totals {
  const since = handle.prepare(
    `SELECT TOTAL(cost_nano_dollars) AS cost, MIN(day) AS first FROM usage_days WHERE kind = 'total' AND day >= ?`,
  );
  const spentSince = (day: string) => {
    const row = guard(() => since.get(day));
    return { cost: Number(row?.cost ?? 0), first: typeof row?.first === 'string' ? row.first : undefined };
  };
  const totalOf = (window: 'day' | 'month') => {
    const sum = createCapSum({ id: window, scope: 'total', window, rolling: false, soft: true, limits: {} }, clock);
    const { from } = clock.span(window, clock.now());
    sum.settle(from, { nanoDollars: spentSince(dayAt(from, offsetAt)).cost, tokens: 0, requests: 0 });
    return sum;
  };
  const today = totalOf('day');
  const month = totalOf('month');
  return {
    today,
    month,
    forecast() {
      const now = clock.now();
      const days = Array.from({ length: RECENT_DAYS }, (_, ago) => dayAt(now - ago * DAY, offsetAt));
      const { cost, first } = spentSince(days.at(-1) ?? '');
      // An installation of yesterday has no two weeks to go by.
      const seen = first === undefined ? 0 : days.indexOf(first) + 1;
      return forecastOf(month.settled(now).nanoDollars, cost, seen, spanAt('month', now, offsetAt), now);
    },
  };
}
