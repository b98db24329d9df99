import type { CapView } from '../../shared/api/views.ts';
import { english } from '../../shared/chat/english.ts';
import { capWords } from '../../shared/money/cap-words.ts';
import type { BudgetStore } from '../ledger/budgets.ts';
import type { SpendingReading } from '../ledger/spending.ts';
import { type CapSubjects, scopeMeant, scopeShown } from './cap-scope.ts';
import type { Handlers } from './handlers.ts';

export interface MoneyCallOptions extends CapSubjects {
  readonly budgets: BudgetStore;
  readonly spending: SpendingReading;
}

type Names = 'budgets' | 'correctCharge' | 'setBudget' | 'removeBudget' | 'spending';

type Standing = ReturnType<BudgetStore['standings']>[number];

/** A cap as it stands, over what a person knows by name. */
export function capView(standing: Standing, subjects: CapSubjects): CapView {
  const over = scopeShown(standing.scope, subjects);
  return { ...standing, over, words: capWords({ ...standing, scope: over }) };
}

/** The handlers of the calls about money. */
export function createMoneyCalls({ budgets, spending, ...subjects }: MoneyCallOptions): Pick<Handlers, Names> {
  const view = (standing: Standing) => capView(standing, subjects);
  return {
    budgets({ body: { scope } }) {
      const { spentToday, spentThisMonth } = budgets.state();
      // As it was typed, too: it may be over what is gone.
      const wanted = scope === undefined ? undefined : [scope, scopeMeant(scope, subjects).scope];
      const caps = budgets.standings().filter((cap) => wanted?.includes(cap.scope) ?? true);
      return { caps: caps.map(view), spentToday, spentThisMonth, forecastThisMonth: budgets.forecast() };
    },
    setBudget({ body: { scope: typed, window, rolling, soft, ...limits } }) {
      const { scope, notice } = scopeMeant(typed, subjects);
      const told = notice === undefined ? {} : { notice: english(notice), said: notice };
      return { ...view(budgets.set({ scope, window, rolling, soft, limits })), ...told };
    },
    correctCharge({ id, body: { attempt, nanoDollars } }) {
      const { at: _, scopes: __, ...correction } = budgets.correct(id, attempt, nanoDollars);
      return correction;
    },
    removeBudget: ({ id }) => budgets.remove(id),
    spending({ body: { by, ...days } }) {
      budgets.flush();
      return { by, rows: spending.by(by, days) };
    },
  };
}
