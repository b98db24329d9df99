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
