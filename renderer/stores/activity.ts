import { createStore } from 'zustand/vanilla';
import type { Api } from '../api.ts';
import { createBudgetStore } from './budgets.ts';
import { dayOf, daysOf, type Period } from './periods.ts';
import { createRequests } from './requests.ts';
import { createWatched } from './watched.ts';

type Calls =
  | 'overview'
  | 'capOutlooks'
  | 'setBudget'
  | 'removeBudget'
  | 'requests'
  | 'trace'
  | 'correctCharge'
  | 'targetFigures'
  | 'computer';

/** Milliseconds between two looks at this computer. */
const COMPUTER_MS = 5_000;

/** What the page of what Lintel did shows. */
export function createActivity(api: Pick<Api, Calls>) {
  const period = createStore<{ readonly period: Period }>()(() => ({ period: 'month' }));
  const overview = createWatched(() => api.overview(daysOf(period.getState().period, dayOf(new Date()))));
  const budgets = createBudgetStore(api);
  const requests = createRequests(api);
  const targets = createWatched(api.targetFigures);
  const computer = createWatched(api.computer, COMPUTER_MS);
  return {
    ...{ budgets, requests, targets, computer },
    period,
    overview,
    show(next: Period) {
      period.setState({ period: next });
      void overview.ask();
    },
    /** A request came or went. */
    lookSoon() {
      overview.lookSoon();
      budgets.lookSoon();
      requests.lookSoon();
      targets.lookSoon();
    },
  };
}
