import { useEffect, useState } from 'react';

/** Milliseconds after which something waits no longer for a quiet moment. */
const PATIENCE_MS = 500;

/** False until the window has had a quiet moment since this was put on show: for what may come after the first look. */
export function useIdle(): boolean {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    // Safari has no such thing; there a moment is enough.
    if (typeof requestIdleCallback === 'undefined') {
      const timer = setTimeout(() => setIdle(true), PATIENCE_MS / 5);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(() => setIdle(true), { timeout: PATIENCE_MS });
    return () => cancelIdleCallback(handle);
  }, []);
  return isIdle;
}
