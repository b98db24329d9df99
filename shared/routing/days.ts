const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const YEARS_OF_CYCLE = 400;
const DAYS_OF_CYCLE = 146_097;
const DAYS_OF_YEAR = 365;

/** Counts the days of the Gregorian calendar up to a date as `2026-01-31`; not a number for what is none. */
function dayNumber(date: string): number {
  const [, year, month, day] = DATE.exec(date)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return Number.NaN;
  // Counted from March, so that the leap day is the last of a year.
  const march = month > 2 ? year : year - 1;
  const inCycle = march % YEARS_OF_CYCLE;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfCycle = inCycle * DAYS_OF_YEAR + Math.floor(inCycle / 4) - Math.floor(inCycle / 100) + dayOfYear;
  return Math.floor(march / YEARS_OF_CYCLE) * DAYS_OF_CYCLE + dayOfCycle;
}

/** Whether a text is a day of the calendar, as `2026-01-31`. */
export function isDate(text: string): boolean {
  const [, , month = 0, day = 0] = DATE.exec(text)?.map(Number) ?? [];
  if (month < 1 || month > 12 || day < 1) return false;
  if (month === 12) return day <= 31;
  const next = `${text.slice(0, 5)}${String(month + 1).padStart(2, '0')}-01`;
  return day <= dayNumber(next) - dayNumber(`${text.slice(0, 8)}01`);
}

/** Days from one date to a later one, both as `2026-01-31`; infinitely many where one is no date. */
export function daysBetween(earlier: string, later: string): number {
  const days = dayNumber(later) - dayNumber(earlier);
  return Number.isNaN(days) ? Number.POSITIVE_INFINITY : days;
}

/** Whether something read on `date` counts no more; what claims to have been read after tomorrow never counted. */
export function isStale(date: string, today: string, countForDays: number): boolean {
  const age = daysBetween(date, today);
  return age > countForDays || age < -1;
}

/** Days before something ends in which a person is told of it. */
export const TOLD_BEFORE_DAYS = 30;
