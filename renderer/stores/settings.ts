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
  let asked = 0;
  let told = 0;
  /** Asks, and takes what is answered unless a later question was answered before. */
  const take = async (ask: () => ReturnType<typeof api.settings>): Promise<boolean> => {
    const number = ++asked;
    const outcome = await ask();
    if (!outcome.ok) {
      store.setState({ error: outcome.error });
      return false;
    }
    if (number < told) return true;
    told = number;
    store.setState({ settings: outcome.value }, true);
    changed(outcome.value);
    return true;
  };
  return {
    store,
    load: () => take(() => api.settings()),
    /** Returns whether it is kept. */
    change: (change: SettingsChange) => inTurn(() => take(() => api.changeSettings(change))),
    dismissError: () => store.setState(({ settings }) => (settings === undefined ? {} : { settings }), true),
  };
}
