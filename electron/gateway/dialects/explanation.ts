import type { Plan } from '../../../shared/routing/plan.ts';
import type { Answer } from '../../../shared/routing/record.ts';

/** What is added for a caller that asked how the answer came about: what was expected beside what happened. */
export function explanation(isExplained: boolean, plan: Plan, answer: Answer): { lintel?: { plan: Plan; answer: Answer } } {
  if (!isExplained) return {};
  // A key that may use some models does not learn which others there are.
  return { lintel: { plan: { ...plan, refused: plan.refused.filter(({ constraint }) => constraint !== 'allowed') }, answer } };
}
