import { createStore } from 'zustand/vanilla';
import type { Opened } from '../../shared/api/desktop.ts';

/** What a yes does, by the kind of what was opened. */
export type OpenedActs = { readonly [Kind in Opened['kind']]: (opened: Extract<Opened, { kind: Kind }>) => void };

/** More at once than a person opens: a page that fires links must not bury them in questions. */
const MOST_WAITING = 5;

/** Links and files that were opened with Lintel. Nothing happens to one before the person has said yes. */
export function createOpened(acts: OpenedActs) {
  const store = createStore<{ readonly waiting: readonly Opened[] }>()(() => ({ waiting: [] }));
  return {
    store,
    ask: (opened: Opened) => store.setState(({ waiting }) => ({ waiting: [...waiting, opened].slice(0, MOST_WAITING) })),
    /** Answers for the one that was asked first. */
    answer(isYes: boolean) {
      const [opened, ...waiting] = store.getState().waiting;
      store.setState({ waiting });
      if (isYes && opened !== undefined) (acts[opened.kind] as (opened: Opened) => void)(opened);
    },
  };
}
