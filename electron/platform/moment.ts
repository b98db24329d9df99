import type { Moment } from '../../shared/routing/situation.ts';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const MINUTES = 60;
const MS_PER_MINUTE = 60_000;

/** Milliseconds that the user's clock is ahead of UTC at a moment. */
export const offsetAt = (milliseconds: number): number => -new Date(milliseconds).getTimezoneOffset() * MS_PER_MINUTE;

/** A time in the user's own zone. @param milliseconds since the epoch */
export function momentOf(milliseconds: number): Moment {
  const date = new Date(milliseconds);
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    date: `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
    hour: date.getHours() + date.getMinutes() / MINUTES,
    weekday: WEEKDAYS[date.getDay()] ?? 'sunday',
  };
}
