import { createStore } from 'zustand/vanilla';

/** What stands in the composer of one conversation. */
export interface Draft {
  readonly text: string;
  /** A target's id, or `auto`. */
  readonly model: string;
  readonly tags: readonly string[];
}

export const EMPTY_DRAFT: Draft = { text: '', model: 'auto', tags: [] };

export type Drafts = ReturnType<typeof createDrafts>;

/** Drafts by conversation, kept while the window is open. */
export function createDrafts() {
  const store = createStore<Readonly<Record<string, Draft>>>()(() => ({}));
  const read = (key: string): Draft => store.getState()[key] ?? EMPTY_DRAFT;
  const change = (key: string, part: Partial<Draft>) => store.setState({ [key]: { ...read(key), ...part } });
  return {
    store,
    read,
    change,
    /** Puts text that was not sent back where it was typed, before anything typed since. */
    giveBack(key: string, text: string) {
      const since = read(key).text;
      change(key, { text: since.trim() === '' ? text : `${text}\n\n${since}` });
    },
    /** A new conversation has its place: its model and tags, and what was typed since, go with it. */
    move(from: string, to: string) {
      store.setState({ [to]: read(from), [from]: EMPTY_DRAFT });
    },
  };
}
