import type { Budgets, Spending, Spent } from '../../shared/routing/spending.ts';

/** Budgets without any cap, which remember what they were told. */
export function freeBudgets(): Budgets & { readonly settled: { spending: Spending; spent: Spent }[] } {
  const settled: { spending: Spending; spent: Spent }[] = [];
  return {
    settled,
    reserve: (spending) => ({ isCapped: false, settle: (spent) => void settled.push({ spending, spent }) }),
    closed: (requestId) =>
      settled.filter(({ spending }) => spending.requestId === requestId).reduce((sum, { spent }) => sum + spent.usage.costNanoDollars, 0),
  };
}
