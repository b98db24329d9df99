import { createStore } from 'zustand/vanilla';
import type { Body, Reply } from '../../shared/api/contract.ts';
import type { Api, Failure } from '../api.ts';

export type Policy = Reply<'policy'>;
export type PolicyChange = Body<'changePolicy'>;
export type Preview = Reply<'preview'>;

export interface Privacy {
  /** Absent until read. */
  readonly policy?: Policy;
  readonly error?: Failure;
}

/** The rules for what may leave. @param changed told after a change, with a sentence for ears */
export function createPrivacy(api: Pick<Api, 'policy' | 'changePolicy' | 'testTerm'>, changed: (announcement: string) => void) {
  const store = createStore<Privacy>()(() => ({}));
  const fail = (error: Failure) => store.setState({ error });
  return {
    store,
    async load() {
      const outcome = await api.policy();
      if (outcome.ok) store.setState({ policy: outcome.value });
      else fail(outcome.error);
    },
    /** True once the change is in force. */
    async change(change: PolicyChange, announcement: string): Promise<boolean> {
      const outcome = await api.changePolicy(change);
      if (!outcome.ok) {
        fail(outcome.error);
        return false;
      }
      store.setState({ policy: outcome.value });
      changed(announcement);
      return true;
    },
    /** What a term finds in a sample; a problem in words where it cannot be searched for. */
    async test(term: Body<'testTerm'>['term'], sample: string): Promise<Reply<'testTerm'>> {
      const outcome = await api.testTerm({ term, sample });
      return outcome.ok ? outcome.value : { findings: [], problem: outcome.error.message };
    },
    dismissError: () => store.setState(({ error: _, ...rest }) => rest, true),
  };
}
