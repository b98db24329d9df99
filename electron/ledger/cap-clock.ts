import type { OffsetAt, Span } from '../../shared/money/calendar.ts';
import { openSpan, type TimeWindow } from '../../shared/money/window.ts';
import type { CapStore } from './caps.ts';

export interface WallClock {
  /** Milliseconds since the epoch. */
  now(): number;
  readonly offsetAt: OffsetAt;
}

/** Time as caps see it: it never runs backwards, and no window opens twice. */
export interface CapClock {
  /** The furthest moment ever seen. */
  now(): number;
  /** The window that is open at a moment. */
  span(window: TimeWindow, moment: number): Span;
  /** Writes down which windows are open. Answers whether there was anything to write. Within a transaction: nothing is set aside in a window that is not on disk. */
  keep(): boolean;
}

/** @param seen moments that were seen before */
export function createCapClock(
  store: Pick<CapStore, 'windows' | 'keepWindow'>,
  { now, offsetAt }: WallClock,
  seen: readonly number[],
): CapClock {
  const open = new Map(store.windows());
  const kept = new Map(open);
  let furthest = Math.max(0, ...seen, ...[...open.values()].map(({ from }) => from));
  return {
    now() {
      furthest = Math.max(furthest, now());
      return furthest;
    },
    span(window, moment) {
      const before = open.get(window);
      const span = openSpan(window, before, moment, offsetAt);
      if (span !== before) open.set(window, span);
      return span;
    },
    keep() {
      let isNew = false;
      for (const [window, span] of open) {
        if (kept.get(window) === span) continue;
        store.keepWindow(window, span);
        kept.set(window, span);
        isNew = true;
      }
      return isNew;
    },
  };
}
