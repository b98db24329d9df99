import { createStore } from 'zustand/vanilla';
import type { ConversationView } from '../../shared/api/views.ts';
import type { Api, Failure, Outcome } from '../api.ts';

export interface Conversations {
  /** Newest first. */
  readonly list: readonly ConversationView[];
  readonly loaded: boolean;
  /** Why the last reading or change failed; absent once one succeeds. */
  readonly error?: Failure;
}

/** The conversations of the sidebar. */
export function createConversations(api: Api) {
  const store = createStore<Conversations>()(() => ({ list: [], loaded: false }));

  const take = <Value>(
    outcome: Outcome<Value>,
    change: (value: Value, list: readonly ConversationView[]) => ConversationView[],
  ): boolean => {
    const { list, loaded } = store.getState();
    if (outcome.ok) store.setState({ list: newestFirst(change(outcome.value, list)), loaded: true }, true);
    else store.setState({ list, loaded, error: outcome.error }, true);
    return outcome.ok;
  };

  return {
    store,
    load: async () => take(await api.conversations(), (read, list) => keepSame(list, read)),
    rename: async (id: string, title: string) => take(await api.renameConversation(id, title), (renamed, list) => put(list, renamed)),
    remove: async (id: string) => take(await api.deleteConversation(id), (_, list) => list.filter((entry) => entry.id !== id)),
    /** A conversation that main just made or continued. */
    put: (conversation: ConversationView) => take({ ok: true, value: conversation }, (value, list) => put(list, value)),
    dismissError: () => take({ ok: true, value: undefined }, (_, list) => [...list]),
  };
}

function put(list: readonly ConversationView[], conversation: ConversationView): ConversationView[] {
  return [conversation, ...list.filter((entry) => entry.id !== conversation.id)];
}

/** What main listed, with the entries that are as they were: those are not drawn again. */
function keepSame(before: readonly ConversationView[], now: readonly ConversationView[]): ConversationView[] {
  const held = new Map(before.map((entry) => [entry.id, entry]));
  return now.map((entry) => {
    const same = held.get(entry.id);
    return same !== undefined && same.title === entry.title && same.updatedAt === entry.updatedAt ? same : entry;
  });
}

function newestFirst(list: readonly ConversationView[]): ConversationView[] {
  return [...list].sort((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : -1));
}
