import { DAY, type Span } from './calendar.ts';

/**
 * What a month will come to: what was spent in it, and for the days that are left the mean of the last ones.
 * @param spent in the month, in nano-dollars
 * @param recent in the last `recentDays` days, which may begin before the month
 */
export function forecastOf(spent: number, recent: number, recentDays: number, month: Span, now: number): number {
  const daysLeft = Math.max(0, month.to - now) / DAY;
  return Math.round(spent + (recentDays > 0 ? (recent / recentDays) * daysLeft : 0));
}

/** Part of a window that has to be over before anything is foretold of it. */
const LEAST_PASSED = 0.1;

/** What will be used by the end of a window if it goes on as so far; nothing while it has hardly begun. */
export function projectionOf(used: number, { from, to }: Span, now: number): number | undefined {
  const passed = Math.min(1, (now - from) / (to - from));
  return passed >= LEAST_PASSED ? Math.round(used / passed) : undefined;
}
