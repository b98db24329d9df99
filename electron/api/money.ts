import type { CapView } from '../../shared/api/views.ts';
import type { BudgetStore } from '../ledger/budgets.ts';
import type { AppKey } from '../ledger/keys.ts';
import type { SpendingReading } from '../ledger/spending.ts';
import type { Handlers } from './handlers.ts';

export interface MoneyCallOptions {
  readonly budgets: BudgetStore;
  readonly spending: SpendingReading;
  keys(): readonly AppKey[];
}

type Names = 'budgets' | 'setBudget' | 'removeBudget' | 'spending';

const APP = 'app:';

/** The handlers of the calls about money. */
export function createMoneyCalls({ budgets, spending, keys }: MoneyCallOptions): Pick<Handlers, Names> {
  const view = (standing: ReturnType<BudgetStore['standings']>[number]): CapView => standing;
  return {
    budgets() {
      const { spentToday, spentThisMonth } = budgets.state();
      return { caps: budgets.standings().map(view), spentToday, spentThisMonth, forecastThisMonth: budgets.forecast() };
    },
    setBudget({ body: { scope, window, rolling, soft, ...limits } }) {
      return view(budgets.set({ scope: byId(scope), window, rolling, soft, limits }));
    },
    removeBudget: ({ id }) => budgets.remove(id),
    spending({ body: { by, ...days } }) {
      budgets.flush();
      return { by, rows: spending.by(by, days) };
    },
  };

  /** An app goes by its key's id; a person may know its name. */
  function byId(scope: string): string {
    if (!scope.startsWith(APP)) return scope;
    const name = scope.slice(APP.length);
    const all = keys();
    if (all.some(({ id }) => id === name)) return scope;
    return `${APP}${all.find((key) => key.name === name)?.id ?? name}`;
  }
}
