import { type BreakerView, createBreaker, type Outcome } from './breaker.ts';

/** A pass for one request to one target, or with one of its keys. */
export interface Pass {
  /** It began to answer. */
  answers(): void;
  /** Only the first call counts. @param pauseMs how long whoever failed asked to be left alone */
  end(outcome: Outcome, pauseMs?: number): void;
}

/** A circuit breaker for every target, and for every key of one that has several. */
export interface Breakers {
  /**
   * Lets a request through, or not. What is let through must end.
   * @param key a name for it, never a part of the key; absent: the target as a whole
   * @param app who asks; absent: nobody in particular
   */
  enter(targetId: string, key?: string, app?: string): Pass | undefined;
  state(targetId: string, key?: string): BreakerView;
  /** Told whenever a request to the target as a whole may be let through that was not before. Returns how to stop that. */
  onChange(targetId: string, listener: () => void): () => void;
}

/** More than anyone has. Beyond them the longest unused are forgotten. */
const MOST = 2_000;
const IDLE: BreakerView = { phase: 'closed', failures: 0, opensInMs: 0, why: 'failed', isProbing: false, inFlight: 0 };

/** Lasts as long as this process. @param elapsed milliseconds from an arbitrary start that never jumps */
export function createBreakers(elapsed: () => number): Breakers {
  const known = new Map<string, ReturnType<typeof createBreaker>>();
  const listeners = new Map<string, Set<() => void>>();
  // No target's own name is one of a key's: those begin with a bracket.
  const nameOf = (targetId: string, key: string | undefined) => (key === undefined ? `=${targetId}` : JSON.stringify([targetId, key]));

  function forgetOne(): void {
    for (const [name, breaker] of known) {
      if (breaker.view(elapsed()).inFlight > 0) continue;
      known.delete(name);
      return;
    }
  }

  function tell(name: string): void {
    for (const listener of [...(listeners.get(name) ?? [])]) listener();
  }

  return {
    enter(targetId, key, app) {
      const name = nameOf(targetId, key);
      const breaker = known.get(name) ?? createBreaker();
      const lease = breaker.enter(elapsed(), app);
      if (lease === undefined) return undefined;
      known.delete(name);
      known.set(name, breaker);
      if (known.size > MOST) forgetOne();
      return {
        answers() {
          lease.answers();
          tell(name);
        },
        end(outcome, pauseMs) {
          lease.end(outcome, elapsed(), pauseMs);
          tell(name);
        },
      };
    },
    state: (targetId, key) => known.get(nameOf(targetId, key))?.view(elapsed()) ?? IDLE,
    onChange(targetId, listener) {
      const name = nameOf(targetId, undefined);
      const told = listeners.get(name) ?? new Set();
      listeners.set(name, told.add(listener));
      return () => {
        told.delete(listener);
        if (told.size === 0 && listeners.get(name) === told) listeners.delete(name);
      };
    },
  };
}
