import { createStore } from 'zustand/vanilla';

/** What lies over the whole window, one at a time. */
export type Over = 'palette' | 'shortcuts';

export function createOverlay() {
  const store = createStore<{ readonly shown?: Over }>()(() => ({}));
  return {
    store,
    toggle: (over: Over) => store.setState(({ shown }) => (shown === over ? {} : { shown: over }), true),
    close: () => store.setState({}, true),
  };
}
