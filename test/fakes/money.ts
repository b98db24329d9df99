import type { MoneyCallOptions } from '../../electron/api/money.ts';
import { createBudgets } from '../../electron/ledger/budgets.ts';
import type { Database } from '../../electron/ledger/database.ts';
import { createSpendingReading } from '../../electron/ledger/spending.ts';

/** Budgets and the ledger's sums in a real database, in UTC. */
export const moneyIn = (database: Database): MoneyCallOptions => ({
  budgets: createBudgets(database, { now: Date.now, offsetAt: () => 0 }),
  spending: createSpendingReading(database),
  keys: () => [],
  providers: () => [],
  models: () => [],
  tags: () => [],
  projects: () => [],
});
