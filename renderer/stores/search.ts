import { createStore } from 'zustand/vanilla';
import type { HitView } from '../../shared/api/chat-views.ts';
import type { Api } from '../api.ts';

export interface Search {
  readonly query: string;
  /** Absent while nothing is searched for, or has been found yet. */
  readonly hits?: readonly HitView[];
}

/** Searches all chats for what is typed, after a pause; only the last question counts. */
export function createSearch(api: Pick<Api, 'searchChats'>, pauseMs = 150) {
  const store = createStore<Search>()(() => ({ query: '' }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;
  const ask = async (query: string) => {
    const abort = new AbortController();
    asking = abort;
    const outcome = await api.searchChats(query, abort.signal);
    if (!abort.signal.aborted && outcome.ok) store.setState({ hits: outcome.value });
  };
  return {
    store,
    about(query: string) {
      clearTimeout(timer);
      asking?.abort();
      const { hits } = store.getState();
      // What was found before stays on show until something else is.
      store.setState(query.trim() === '' || hits === undefined ? { query } : { query, hits }, true);
      if (query.trim() !== '') timer = setTimeout(() => void ask(query), pauseMs);
    },
  };
}
