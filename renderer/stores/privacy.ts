import { createStore } from 'zustand/vanilla';
import type { Body, Reply } from '../../shared/api/contract.ts';
import type { Api, Failure } from '../api.ts';
import { errorText } from '../said.ts';

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
      const before = store.getState().policy;
      // Shown at once, taken back should main refuse it: a choice that jumps back first looks refused.
      if (before !== undefined) store.setState({ policy: foreseen(before, change) });
      const outcome = await api.changePolicy(change);
      if (!outcome.ok) {
        store.setState({ error: outcome.error, ...(before === undefined ? {} : { policy: before }) });
        return false;
      }
      store.setState({ policy: outcome.value });
      changed(announcement);
      return true;
    },
    /** What a term finds in a sample; a problem in words where it cannot be searched for. */
    async test(term: Body<'testTerm'>['term'], sample: string): Promise<Reply<'testTerm'>> {
      const outcome = await api.testTerm({ term, sample });
      return outcome.ok ? outcome.value : { findings: [], problem: errorText(outcome.error) };
    },
    dismissError: () => store.setState(({ error: _, ...rest }) => rest, true),
  };
}

/** The policy as it will be once main has made the change. */
function foreseen(policy: Policy, { tags = {}, findingTags = {}, ...rest }: PolicyChange): Policy {
  const kept = Object.entries({ ...policy.tags, ...tags }).filter(([, rule]) => rule !== null);
  return { ...policy, ...rest, tags: Object.fromEntries(kept), findingTags: { ...policy.findingTags, ...findingTags } } as Policy;
}
