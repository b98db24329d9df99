import i18next from 'i18next';
import { createStore } from 'zustand/vanilla';
import type { Reply } from '../../shared/api/contract.ts';
import type { PolicyVersionView } from '../../shared/api/views.ts';
import type { Api, Failure } from '../api.ts';

export type Version = Reply<'policyHistory'>[number];

export interface Versions {
  /** Newest first; absent until read. */
  readonly list?: readonly Version[];
  /** The version to go back to that is looked at, with what that would change; absent until that is read. */
  readonly chosen?: Pick<PolicyVersionView, 'version' | 'changes' | 'said'>;
  readonly error?: Failure;
}

/** Versions that are listed. */
const LISTED = 20;

/** Earlier versions of the policy. @param changed told after one was gone back to, with a sentence for ears */
export function createVersions(api: Pick<Api, 'policyHistory' | 'policyDiff' | 'rollbackPolicy'>, changed: (announcement: string) => void) {
  const store = createStore<Versions>()(() => ({}));
  const fail = (error: Failure) => store.setState({ error });
  const close = () => store.setState(({ chosen: _, error: __, ...rest }) => rest, true);

  async function load(): Promise<void> {
    const outcome = await api.policyHistory(LISTED);
    if (outcome.ok) store.setState({ list: outcome.value });
    else fail(outcome.error);
  }

  return {
    store,
    load,
    /** Looks at what going back would change. */
    async choose(version: number): Promise<void> {
      const from = store.getState().list?.[0]?.version;
      if (from === undefined) return;
      store.setState({ chosen: { version } });
      const outcome = await api.policyDiff(from, version);
      if (store.getState().chosen?.version !== version) return;
      if (outcome.ok) store.setState({ chosen: { version, ...outcome.value } });
      else fail(outcome.error);
    },
    close,
    /** Makes a new version with the content of the chosen one. @param force even where its own examples fail */
    async goBack(force: boolean): Promise<boolean> {
      const { chosen } = store.getState();
      if (chosen === undefined) return false;
      const outcome = await api.rollbackPolicy({ version: chosen.version, force });
      if (!outcome.ok) {
        fail(outcome.error);
        return false;
      }
      close();
      await load();
      changed(i18next.t('routing:versions.done', { version: chosen.version, made: outcome.value.version }));
      return true;
    },
  };
}
