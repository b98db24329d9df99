/** Milliseconds that the user's clock is ahead of UTC at a moment (milliseconds since the epoch). */
export type OffsetAt = (at: number) => number;

const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

const DAYS_OF_CYCLE = 146_097;
const YEARS_OF_CYCLE = 400;
/** From the first of March of the year 0 to the first of January 1970. */
const EPOCH = 719_468;
/** The first of January 1970 was a Thursday, which is three days after a Monday. */
const AFTER_MONDAY = 3;
const DAYS_OF_WEEK = 7;

interface YearMonthDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The Gregorian date of a day counted from the epoch; Howard Hinnant, “chrono-compatible low-level date algorithms”. */
function dateOf(days: number): YearMonthDay {
  const shifted = days + EPOCH;
  const cycle = Math.floor(shifted / DAYS_OF_CYCLE);
  const dayOfCycle = shifted - cycle * DAYS_OF_CYCLE;
  const yearOfCycle = Math.floor(
    (dayOfCycle - Math.floor(dayOfCycle / 1460) + Math.floor(dayOfCycle / 36_524) - Math.floor(dayOfCycle / 146_096)) / 365,
  );
  const dayOfYear = dayOfCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return {
    year: yearOfCycle + cycle * YEARS_OF_CYCLE + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  };
}

/** Days from the epoch to a Gregorian date. Months past December run on into the next year. */
function daysTo({ year, month, day }: YearMonthDay): number {
  const months = year * 12 + month - 3;
  const march = Math.floor(months / 12);
  const dayOfYear = Math.floor((153 * (months - march * 12) + 2) / 5) + day - 1;
  return march * 365 + Math.floor(march / 4) - Math.floor(march / 100) + Math.floor(march / YEARS_OF_CYCLE) + dayOfYear - EPOCH;
}

/** The day of a moment where the user is, as `2026-01-31`. */
export function dayAt(at: number, offsetAt: OffsetAt): string {
  const { year, month, day } = dateOf(Math.floor((at + offsetAt(at)) / DAY));
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** A stretch of time in milliseconds since the epoch; its end is not part of it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Stretches that a calendar knows. */
export type CalendarUnit = 'hour' | 'day' | 'week' | 'month';

/** The hour, day, week (from Monday) or month in which a moment lies where the user is. */
export function spanAt(unit: CalendarUnit, at: number, offsetAt: OffsetAt): Span {
  const local = at + offsetAt(at);
  if (unit === 'hour') {
    const from = Math.floor(local / HOUR) * HOUR - offsetAt(at);
    return { from, to: from + HOUR };
  }
  const days = Math.floor(local / DAY);
  const [first, next] = boundsOf(unit, days);
  return { from: instantOf(first * DAY, offsetAt), to: instantOf(next * DAY, offsetAt) };
}

function boundsOf(unit: 'day' | 'week' | 'month', days: number): readonly [number, number] {
  if (unit === 'day') return [days, days + 1];
  if (unit === 'week') {
    const monday = days - ((((days + AFTER_MONDAY) % DAYS_OF_WEEK) + DAYS_OF_WEEK) % DAYS_OF_WEEK);
    return [monday, monday + DAYS_OF_WEEK];
  }
  const { year, month } = dateOf(days);
  return [daysTo({ year, month, day: 1 }), daysTo({ year, month: month + 1, day: 1 })];
}

/** The moment of a local time. The second look counts where the clock is changed in between. */
function instantOf(local: number, offsetAt: OffsetAt): number {
  return local - offsetAt(local - offsetAt(local));
}
