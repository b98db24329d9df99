/** Whoever did not use a target for so long does not count as one who does. */
const LATELY_MS = 600_000;
/** More than share a target. Beyond them the longest unseen are forgotten. */
const MOST_APPS = 64;

/** Which apps use a target, and which of them saw it fail. */
export interface Blame {
  /** @param app absent: nobody in particular, which is an app like any other */
  seen(nowMs: number, app: string | undefined): void;
  /** A request of it failed. */
  put(nowMs: number, app: string | undefined): void;
  /** Several apps use it, and only one of them saw it fail: its own requests may be why. */
  isOneOfSeveral(nowMs: number): boolean;
  /** The failures are made good. Who uses it is still known. */
  forget(): void;
}

/** Lasts as long as its breaker. */
export function createBlame(): Blame {
  const lastSeen = new Map<string, number>();
  const failed = new Set<string>();

  function seen(nowMs: number, app = ''): void {
    lastSeen.delete(app);
    lastSeen.set(app, nowMs);
    const [longest] = lastSeen.keys();
    if (lastSeen.size > MOST_APPS && longest !== undefined) {
      lastSeen.delete(longest);
      failed.delete(longest);
    }
  }

  return {
    seen,
    put(nowMs, app) {
      seen(nowMs, app);
      failed.add(app ?? '');
    },
    isOneOfSeveral(nowMs) {
      let users = 0;
      for (const at of lastSeen.values()) if (nowMs - at <= LATELY_MS) users++;
      return users > 1 && failed.size === 1;
    },
    forget: () => failed.clear(),
  };
}
