import { createStore } from 'zustand/vanilla';
import type { Body, Reply } from '../../shared/api/contract.ts';
import type { Api, Failure } from '../api.ts';

export type RequestRow = Reply<'requests'>['entries'][number];
export type RequestFilter = Omit<Body<'requests'>, 'before' | 'limit'>;

export interface Requests {
  /** Newest first. */
  readonly entries: readonly RequestRow[];
  /** Where older ones begin; absent: there are none. */
  readonly next?: number;
  readonly filter: RequestFilter;
  readonly loaded: boolean;
  readonly error?: Failure;
}

const PAGE = 100;
const MOST = 500;
/** Milliseconds that changes are gathered before the list is read again. */
const APART_MS = 400;

/** The requests that came, as they come. */
export function createRequests(api: Pick<Api, 'requests' | 'trace' | 'correctCharge'>) {
  const store = createStore<Requests>()(() => ({ entries: [], filter: {}, loaded: false }));
  let watchers = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Reads the newest anew; older ones that are on show stay, and so does the place where the next begin. */
  async function look(): Promise<void> {
    const { filter } = store.getState();
    const outcome = await api.requests({ ...filter, limit: PAGE });
    // Another filter was set meanwhile.
    if (filter !== store.getState().filter) return;
    if (!outcome.ok) return store.setState({ error: outcome.error });
    const { entries, next } = outcome.value;
    const oldest = entries.at(-1)?.seq ?? Number.POSITIVE_INFINITY;
    const { entries: before, next: nextBefore, loaded } = store.getState();
    const older = before.filter(({ seq }) => seq < oldest);
    const isLonger = loaded && older.length > 0;
    store.setState(
      {
        filter,
        loaded: true,
        entries: [...entries, ...older],
        ...(isLonger ? (nextBefore === undefined ? {} : { next: nextBefore }) : next === undefined ? {} : { next }),
      },
      true,
    );
  }

  return {
    store,
    watch() {
      watchers += 1;
      void look();
      return () => {
        watchers -= 1;
      };
    },
    lookSoon() {
      if (watchers === 0 || timer !== undefined) return;
      timer = setTimeout(() => {
        timer = undefined;
        if (watchers > 0) void look();
      }, APART_MS);
    },
    filterBy(change: { readonly [Key in keyof RequestFilter]: RequestFilter[Key] | undefined }) {
      const filter = Object.fromEntries(
        Object.entries({ ...store.getState().filter, ...change }).filter(([, value]) => value !== undefined),
      ) as RequestFilter;
      store.setState({ entries: [], filter, loaded: false }, true);
      return look();
    },
    async older() {
      const { filter, next } = store.getState();
      if (next === undefined) return;
      const outcome = await api.requests({ ...filter, before: next, limit: MOST });
      if (filter !== store.getState().filter) return;
      if (!outcome.ok) return store.setState({ error: outcome.error });
      const { entries, next: further } = outcome.value;
      store.setState(
        (current) => ({
          filter,
          loaded: true,
          entries: [...current.entries, ...entries],
          ...(further === undefined ? {} : { next: further }),
        }),
        true,
      );
    },
    trace: api.trace,
    correct: api.correctCharge,
    dismissError: () => store.setState(({ error: _, ...rest }) => rest, true),
  };
}
