import { useCallback, useEffect, useRef, useState } from 'react';
import { afterScroll, FOLLOWING, type Follow } from './follow.ts';

/**
 * Keeps a scrolling column at its end while the reader is there, and leaves it alone otherwise.
 * Give `column` to the scrolling element and `content` to what grows in it.
 * @param isOn false for a page that is read from its top
 */
export function useFollow(isOn: boolean) {
  const column = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const follow = useRef<Follow>(FOLLOWING);
  const [isAway, setAway] = useState(false);

  const toEnd = useCallback(() => {
    if (!isOn) return;
    follow.current = { ...follow.current, following: true };
    setAway(false);
    if (column.current !== null) column.current.scrollTop = column.current.scrollHeight;
  }, [isOn]);

  useEffect(() => {
    const { current: outer } = column;
    const { current: inner } = content;
    if (!isOn || outer === null || inner === null) return;
    const onScroll = () => {
      follow.current = afterScroll(follow.current, outer);
      setAway(!follow.current.following);
    };
    const observer = new ResizeObserver(() => {
      if (follow.current.following) outer.scrollTop = outer.scrollHeight;
    });
    observer.observe(outer);
    observer.observe(inner);
    outer.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      outer.removeEventListener('scroll', onScroll);
    };
  }, [isOn]);

  return { column, content, isAway, toEnd };
}
