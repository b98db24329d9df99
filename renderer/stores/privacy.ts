import { createStore } from 'zustand/vanilla';
import type { Body, Reply } from '../../shared/api/contract.ts';
import type { Api, Failure, Outcome } from '../api.ts';
import { errorText } from '../said.ts';
import { createTurns } from './in-turn.ts';

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
  const inTurn = createTurns();
  let kept: Policy | undefined;
  let pending: readonly PolicyChange[] = [];
  let changes = 0;
  // A choice is shown at once, and taken back should main refuse it: one that jumps back first looks refused.
  const show = () => {
    if (kept !== undefined) store.setState({ policy: pending.reduce(foreseen, kept) });
  };
  const take = (outcome: Outcome<Policy>) => {
    // An answer that came late tells of an earlier policy.
    if (outcome.ok) kept = outcome.value.version < (kept?.version ?? 0) ? kept : outcome.value;
    else store.setState({ error: outcome.error });
    show();
  };
  return {
    store,
    async load() {
      const before = changes;
      const outcome = await api.policy();
      // What was read while something changed may be older than the change. Else it is in force, though a backup's number is an earlier one.
      if (before !== changes) return;
      if (outcome.ok) kept = undefined;
      take(outcome);
    },
    /** True once the change is in force. */
    async change(change: PolicyChange, announcement: string): Promise<boolean> {
      pending = [...pending, change];
      changes++;
      show();
      const outcome = await inTurn(() => api.changePolicy(change));
      pending = pending.filter((other) => other !== change);
      changes++;
      take(outcome);
      if (outcome.ok) changed(announcement);
      return outcome.ok;
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
