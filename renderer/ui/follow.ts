/** Where a scrolling column stands, in CSS pixels, as the DOM reports it. */
export interface Metrics {
  readonly scrollTop: number;
  readonly clientHeight: number;
  readonly scrollHeight: number;
}

export interface Follow {
  /** True while the column keeps to its end as it grows. */
  readonly following: boolean;
  readonly scrollTop: number;
}

/** How near the end still counts as being there. */
const SLACK = 32;

export const FOLLOWING: Follow = { following: true, scrollTop: 0 };

export function isAtEnd({ scrollTop, clientHeight, scrollHeight }: Metrics): boolean {
  return scrollHeight - clientHeight - scrollTop <= SLACK;
}

/**
 * What a scroll event means. Only a move upwards lets go of the end: between a jump to the end and
 * its event the column may have grown, and that must not look as if the reader had left.
 */
export function afterScroll(before: Follow, now: Metrics): Follow {
  if (isAtEnd(now)) return { following: true, scrollTop: now.scrollTop };
  const movedUp = now.scrollTop < before.scrollTop - 1;
  return { following: before.following && !movedUp, scrollTop: now.scrollTop };
}
