const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** True of a month 1 to 12 and a day it has. Numbers that hold a date rarely say the century, so 29 February always passes. */
export function isDay(month: number, day: number): boolean {
  return day >= 1 && day <= (DAYS[month - 1] ?? 0);
}

/** The two digits at `index`, as a number. */
export const pair = (digits: string, index: number): number => (digits.charCodeAt(index) - 48) * 10 + digits.charCodeAt(index + 1) - 48;

/** True when the digits at `index` are a month and a day. */
export const isMonthDay = (digits: string, index: number): boolean => isDay(pair(digits, index), pair(digits, index + 2));

/** True when the digits at `index` are a day and a month. */
export const isDayMonth = (digits: string, index: number): boolean => isDay(pair(digits, index + 2), pair(digits, index));
