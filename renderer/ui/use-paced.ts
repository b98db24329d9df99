import { useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Of the time, at most one part in so many is spent on drawing what grows. */
const SHARE = 4;
/** Milliseconds between two drawings at most. */
const LONGEST_PAUSE_MS = 400;

/**
 * A text that grows, as often as it can be drawn without being felt: after each drawing comes a pause of some times what
 * it took. What has ended is there at once.
 */
export function usePaced(text: string, isGrowing: boolean): string {
  const [shown, setShown] = useState(text);
  const began = useRef(0);
  const nextAt = useRef(0);
  const latest = useRef(text);
  latest.current = text;
  began.current = performance.now();

  // biome-ignore lint/correctness/useExhaustiveDependencies: at each drawing of another text.
  useLayoutEffect(() => {
    const now = performance.now();
    nextAt.current = now + Math.min((now - began.current) * SHARE, LONGEST_PAUSE_MS);
  }, [shown]);

  useEffect(() => {
    if (!isGrowing || text === shown) return;
    const timer = setTimeout(() => setShown(latest.current), Math.max(0, nextAt.current - performance.now()));
    return () => clearTimeout(timer);
  }, [text, shown, isGrowing]);

  return isGrowing ? shown : text;
}
