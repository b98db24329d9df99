import { createStore } from 'zustand/vanilla';
import type { Body, Reply } from '../../shared/api/contract.ts';
import type { Api, Failure } from '../api.ts';
import { createTurns } from './in-turn.ts';

export type SettingsOf = Reply<'settings'>;
export type SettingsChange = Body<'changeSettings'>;

export interface SettingsState {
  /** As main keeps them; absent until they were read. */
  readonly settings?: SettingsOf;
  readonly error?: Failure;
}

/** What is set once and kept. @param changed told of the settings whenever they were read or changed */
export function createSettings(api: Pick<Api, 'settings' | 'changeSettings'>, changed: (settings: SettingsOf) => void) {
  const store = createStore<SettingsState>()(() => ({}));
  const inTurn = createTurns();
  const take = (outcome: Awaited<ReturnType<typeof api.settings>>): boolean => {
    if (!outcome.ok) {
      store.setState({ error: outcome.error });
      return false;
    }
    store.setState({ settings: outcome.value }, true);
    changed(outcome.value);
    return true;
  };
  return {
    store,
    load: async () => take(await api.settings()),
    /** Returns whether it is kept. */
    change: async (change: SettingsChange) => take(await inTurn(() => api.changeSettings(change))),
    dismissError: () => store.setState(({ settings }) => (settings === undefined ? {} : { settings }), true),
  };
}
