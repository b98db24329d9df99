import i18next from 'i18next';
import { createStore } from 'zustand/vanilla';
import type { Body, Reply } from '../../shared/api/contract.ts';
import type { Api, Failure, Outcome } from '../api.ts';

export type Provider = Reply<'providers'>[number];
export type ProviderKind = Reply<'providerKinds'>[number];
export type NewProvider = Body<'addProvider'>;
export type ProviderChange = Body<'changeProvider'>;
export type Importable = Reply<'importableKeys'>[number];
export type FoundServer = Reply<'findServers'>[number];
export type Tested = Reply<'testProvider'>;

export interface Providers {
  readonly list: readonly Provider[];
  readonly kinds: readonly ProviderKind[];
  readonly importable: readonly Importable[];
  readonly loaded: boolean;
  readonly error?: Failure;
}

/** Who else may answer. Keys go in and are forgotten here. @param changed told after a change, with a sentence for ears */
export function createProviders(api: Api, changed: (announcement: string) => void) {
  const store = createStore<Providers>()(() => ({ list: [], kinds: [], importable: [], loaded: false }));

  async function load(): Promise<void> {
    const [list, kinds, importable] = await Promise.all([api.providers(), api.providerKinds(), api.importableKeys()]);
    if (!list.ok) return store.setState({ error: list.error });
    store.setState({ list: list.value, loaded: true });
    if (kinds.ok) store.setState({ kinds: kinds.value });
    if (importable.ok) store.setState({ importable: importable.value });
  }

  /** Reads the list again after a change that worked, and says so. */
  async function after<Value>(outcome: Outcome<Value>, announcement: string): Promise<Outcome<Value>> {
    if (outcome.ok) {
      changed(announcement);
      await load();
    }
    return outcome;
  }

  return {
    store,
    load,
    add: async (provider: NewProvider) =>
      after(await api.addProvider(provider), i18next.t('providers:said.added', { name: provider.name })),
    change: async ({ id, name }: Provider, change: ProviderChange) =>
      after(await api.changeProvider(id, change), i18next.t('providers:said.changed', { name })),
    async remove({ id, name }: Provider) {
      const outcome = await after(await api.removeProvider(id), i18next.t('providers:said.removed', { name }));
      if (!outcome.ok) store.setState({ error: outcome.error });
      return outcome.ok;
    },
    test: (id: string, signal: AbortSignal) => api.testProvider(id, signal),
    /** Asks for its list of models anew. */
    refresh: async ({ id, name }: Provider) => after(await api.providerModels(id, true), i18next.t('providers:said.refreshed', { name })),
    addKey: async ({ id, name }: Provider, key: string) =>
      after(await api.addProviderKey(id, key), i18next.t('providers:said.keyAdded', { name })),
    removeKey: async ({ name }: Provider, keyId: string) =>
      after(await api.removeProviderKey(keyId), i18next.t('providers:said.keyRemoved', { name })),
    find: (search: Body<'findServers'>, signal: AbortSignal) => api.findServers(search, signal),
    dismissError: () => store.setState(({ error: _, ...rest }) => rest, true),
  };
}
