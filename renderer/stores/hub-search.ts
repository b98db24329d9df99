import { createStore } from 'zustand/vanilla';
import type { Reply } from '../../shared/api/contract.ts';
import type { Api, Failure } from '../api.ts';

export type Variants = Reply<'hubVariants'>;

export interface HubSearch {
  readonly isSearching: boolean;
  /** What was searched for last, and what was found; absent before the first search. */
  readonly found?: { readonly query: string; readonly repos: Reply<'searchHub'> };
  /** The repository whose models are shown. */
  readonly opened?: string;
  /** By repository; absent until read. */
  readonly variants: Readonly<Record<string, Variants>>;
  readonly error?: Failure;
}

/** Looks for models on the hub, when somebody says so and never before. */
export function createHubSearch(api: Pick<Api, 'searchHub' | 'hubVariants'>) {
  const store = createStore<HubSearch>()(() => ({ isSearching: false, variants: {} }));
  const put = (change: Partial<HubSearch>) => store.setState(({ error: _, ...rest }) => ({ ...rest, ...change }) as HubSearch, true);
  let stop = new AbortController();

  /** Only the last one that was asked for counts. */
  function begin(): AbortSignal {
    stop.abort();
    stop = new AbortController();
    return stop.signal;
  }

  return {
    store,
    async search(query: string) {
      const signal = begin();
      put({ isSearching: true });
      const outcome = await api.searchHub(query, signal);
      if (signal.aborted) return;
      const { opened: _, ...rest } = store.getState();
      store.setState(
        { ...rest, isSearching: false, ...(outcome.ok ? { found: { query, repos: outcome.value } } : { error: outcome.error }) },
        true,
      );
    },
    /** Shows the models of a repository. */
    async open(repo: string) {
      const signal = begin();
      put({ opened: repo });
      if (store.getState().variants[repo] !== undefined) return;
      const outcome = await api.hubVariants(repo, signal);
      if (signal.aborted) return;
      if (outcome.ok) store.setState(({ variants }) => ({ variants: { ...variants, [repo]: outcome.value } }));
      else store.setState({ error: outcome.error });
    },
    close: () =>
      store.setState(({ opened: _, ...rest }) => {
        begin();
        return rest;
      }, true),
    cancel() {
      begin();
      put({ isSearching: false });
    },
  };
}
