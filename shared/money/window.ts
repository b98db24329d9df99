import { DAY, type OffsetAt, type Span, spanAt } from './calendar.ts';
import type { Window } from './cap.ts';

/** Windows of time; a request is none. */
export type TimeWindow = Exclude<Window, 'request'>;

const ALWAYS: Span = { from: 0, to: Number.MAX_SAFE_INTEGER };

/**
 * The window of the calendar that is open. It stays open until the end that it had when it opened, and the next begins no
 * earlier than it ended: neither a clock that is set back nor another time zone opens a window anew.
 * @param open the one that was open last; absent: none was
 * @param now the latest moment that was ever seen
 */
export function openSpan(window: TimeWindow, open: Span | undefined, now: number, offsetAt: OffsetAt): Span {
  if (window === 'lifetime') return ALWAYS;
  if (open !== undefined && now < open.to) return open;
  const next = spanAt(window, now, offsetAt);
  return open === undefined || next.from >= open.to ? next : open;
}

/** A rolling window moves on in so many steps. What was used counts up to one step longer. */
const STEPS = 60;

const LENGTHS: Record<Exclude<TimeWindow, 'lifetime'>, number> = { hour: DAY / 24, day: DAY, week: 7 * DAY, month: 30 * DAY };

/** The step of a rolling window in which a moment lies, by its start. */
export function stepOf(window: Exclude<TimeWindow, 'lifetime'>, at: number): number {
  const step = LENGTHS[window] / STEPS;
  return Math.floor(at / step) * step;
}

/** The first step that still counts at a moment. */
export const firstStep = (window: Exclude<TimeWindow, 'lifetime'>, now: number): number => stepOf(window, now - LENGTHS[window]);
