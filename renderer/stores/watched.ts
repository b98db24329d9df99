import { createStore } from 'zustand/vanilla';
import type { Failure, Outcome } from '../api.ts';

export interface Watched<Value> {
  /** As it was read last; absent until then. */
  readonly value?: Value;
  readonly error?: Failure;
}

/** Milliseconds between two looks, however often something changes. */
const APART_MS = 1_500;

/**
 * Reads something of main's while it is on show, and anew when told that it changed.
 * @param everyMs milliseconds after which it is read again in any case; absent: never
 */
export function createWatched<Value>(read: () => Promise<Outcome<Value>>, everyMs?: number) {
  const store = createStore<Watched<Value>>()(() => ({}));
  let watchers = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isReading = false;
  let isStale = false;
  let generation = 0;

  async function look(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (isReading) {
      isStale = true;
      return;
    }
    isReading = true;
    isStale = false;
    const began = generation;
    const outcome = await read();
    isReading = false;
    // What was asked for before the question changed answers nothing any more.
    if (began !== generation) return look();
    if (outcome.ok) store.setState({ value: outcome.value }, true);
    else store.setState({ error: outcome.error });
    if (watchers === 0) return;
    if (isStale) later(APART_MS);
    else if (everyMs !== undefined) later(everyMs);
  }

  function later(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), ms);
  }

  let isSoon = false;
  return {
    store,
    /** Looks while it is on show; call the result when it is not any more. */
    watch() {
      watchers += 1;
      void look();
      return () => {
        watchers -= 1;
        if (watchers === 0) clearTimeout(timer);
      };
    },
    /** It has changed: looks in a moment, if anybody does. */
    lookSoon() {
      if (watchers === 0 || isSoon) return;
      isSoon = true;
      setTimeout(() => {
        isSoon = false;
        if (watchers > 0) void look();
      }, APART_MS);
    },
    /** Another question is asked now. */
    ask() {
      generation += 1;
      return look();
    },
    dismissError: () => store.setState(({ error: _, ...rest }) => rest, true),
  };
}
