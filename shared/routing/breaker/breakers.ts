import { type BreakerView, createBreaker, type Outcome } from './breaker.ts';

/** A pass for one request to one target, or with one of its keys. */
export interface Pass {
  /** Only the first call counts. @param pauseMs how long whoever failed asked to be left alone */
  end(outcome: Outcome, pauseMs?: number): void;
}

/** A circuit breaker for every target, and for every key of one that has several. */
export interface Breakers {
  /** Lets a request through, or not. What is let through must end. @param key a name for it, never a part of the key; absent: the target as a whole */
  enter(targetId: string, key?: string): Pass | undefined;
  state(targetId: string, key?: string): BreakerView;
}

/** More than anyone has. Beyond them the longest unused are forgotten. */
const MOST = 2_000;
const IDLE: BreakerView = { phase: 'closed', failures: 0, opensInMs: 0, isProbing: false, inFlight: 0 };

/** Lasts as long as this process. @param elapsed milliseconds from an arbitrary start that never jumps */
export function createBreakers(elapsed: () => number): Breakers {
  const known = new Map<string, ReturnType<typeof createBreaker>>();
  const nameOf = (targetId: string, key: string | undefined) => JSON.stringify([targetId, key]);

  function forgetOne(): void {
    for (const [name, breaker] of known) {
      if (breaker.view(elapsed()).inFlight > 0) continue;
      known.delete(name);
      return;
    }
  }

  return {
    enter(targetId, key) {
      const name = nameOf(targetId, key);
      const breaker = known.get(name) ?? createBreaker();
      const lease = breaker.enter(elapsed());
      if (lease === undefined) return undefined;
      known.delete(name);
      known.set(name, breaker);
      if (known.size > MOST) forgetOne();
      return {
        end(outcome, pauseMs) {
          lease.end(outcome, elapsed(), pauseMs);
          if (breaker.isPristine() && known.get(name) === breaker) known.delete(name);
        },
      };
    },
    state: (targetId, key) => known.get(nameOf(targetId, key))?.view(elapsed()) ?? IDLE,
  };
}
