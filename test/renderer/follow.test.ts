import { describe, expect, it } from 'vitest';
import { afterScroll, FOLLOWING, isAtEnd } from '../../renderer/ui/follow.ts';

const at = (scrollTop: number, scrollHeight = 2_000) => ({ scrollTop, clientHeight: 500, scrollHeight });

describe('following the end', () => {
  it('counts a few pixels above the end as the end', () => {
    expect(isAtEnd(at(1_500))).toBe(true);
    expect(isAtEnd(at(1_470))).toBe(true);
    expect(isAtEnd(at(1_400))).toBe(false);
  });

  it('lets go when the reader moves up, and takes hold again at the end', () => {
    const away = afterScroll({ following: true, scrollTop: 1_500 }, at(1_200));
    expect(away.following).toBe(false);
    expect(afterScroll(away, at(1_300)).following).toBe(false);
    expect(afterScroll(away, at(1_490)).following).toBe(true);
  });

  it('does not let go because the column grew before the event of its own jump came', () => {
    expect(afterScroll({ following: true, scrollTop: 1_000 }, at(1_500, 2_600)).following).toBe(true);
  });

  it('holds on when a column shrinks under the reader', () => {
    expect(afterScroll({ following: true, scrollTop: 1_500 }, at(400, 900)).following).toBe(true);
  });

  it('begins at the end', () => {
    expect(afterScroll(FOLLOWING, at(0)).following).toBe(true);
  });
});
