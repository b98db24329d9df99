import { type RefObject, useEffect, useState } from 'react';

/** How far outside of what is on show still counts as near, in CSS pixels: more than one fling of the wheel. */
const REACH_PX = 1_500;

const waiting = new WeakMap<Element, () => void>();

/** One observer for all: in a long conversation thousands of elements wait. */
const observer = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) waiting.get(target)?.();
  },
  // Unlike `rootMargin` it reaches beyond the edges of the column that scrolls, too.
  { scrollMargin: `${REACH_PX}px` },
);

function watch(element: Element, onNear: () => void): () => void {
  waiting.set(element, onNear);
  observer.observe(element);
  return () => {
    waiting.delete(element);
    observer.unobserve(element);
  };
}

/**
 * True once the element has come near to what is on show, and from then on: what is far away is
 * drawn in its plainest form, so that a long conversation opens at once.
 * @param isNearAlready true for what is drawn in full from the start
 */
export function useNear(element: RefObject<Element | null>, isNearAlready: boolean): boolean {
  const [isNear, setNear] = useState(isNearAlready);
  useEffect(() => {
    if (isNear || element.current === null) return;
    return watch(element.current, () => setNear(true));
  }, [element, isNear]);
  return isNear;
}
