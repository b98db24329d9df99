import type { Moment } from '../../shared/routing/situation.ts';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const MINUTES = 60;

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
