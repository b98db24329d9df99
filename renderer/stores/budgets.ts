import type { Body } from '../../shared/api/contract.ts';
import type { Api, Failure } from '../api.ts';
import { heard } from '../said.ts';
import { createWatched } from './watched.ts';

/** The caps on what may be spent, and how they stand. */
export function createBudgetStore(api: Pick<Api, 'capOutlooks' | 'setBudget' | 'removeBudget'>) {
  const { store, watch, lookSoon, ask, dismissError } = createWatched(api.capOutlooks);
  return {
    ...{ store, watch, lookSoon, dismissError },
    /** Makes a cap, or changes the one over the same. Answers with what was wrong, or with what is to be known of it. */
    async set(cap: Body<'setBudget'>): Promise<{ readonly error?: Failure; readonly notice?: string }> {
      const outcome = await api.setBudget(cap);
      if (!outcome.ok) return { error: outcome.error };
      await ask();
      return outcome.value.notice === undefined ? {} : { notice: heard(outcome.value.notice, outcome.value.said) };
    },
    async remove(id: string) {
      const outcome = await api.removeBudget(id);
      if (!outcome.ok) store.setState({ error: outcome.error });
      await ask();
    },
  };
}
