/** Stretches of days that can be looked at. */
export const PERIODS = ['month', 'lastMonth', 'days30', 'days90'] as const;

export type Period = (typeof PERIODS)[number];

const written = (date: Date): string => date.toISOString().slice(0, 10);

/** @param today the user's own day, as `2026-01-31` @returns the first and the last day, both included */
export function daysOf(period: Period, today: string): { readonly from: string; readonly to: string } {
  const at = new Date(`${today}T00:00:00Z`);
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  const on = (ofMonth: number, ofDay: number) => written(new Date(Date.UTC(year, ofMonth, ofDay)));
  if (period === 'month') return { from: on(month, 1), to: on(month + 1, 0) };
  if (period === 'lastMonth') return { from: on(month - 1, 1), to: on(month, 0) };
  return { from: on(month, day - (period === 'days30' ? 29 : 89)), to: today };
}

/** All days from one to another, both included. */
export function daysFrom(from: string, to: string): readonly string[] {
  const days: string[] = [];
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`); at += 86_400_000) days.push(written(new Date(at)));
  return days;
}

/** The user's own day at a moment, as `2026-01-31`. */
export function dayOf(moment: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}
