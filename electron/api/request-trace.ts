import type { RequestPageView, TraceView } from '../../shared/api/activity-views.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { BudgetStore } from '../ledger/budgets.ts';
import type { RequestFilter, RequestLog } from '../ledger/request-log.ts';

export interface TraceParts {
  readonly budgets: Pick<BudgetStore, 'flush'>;
  readonly requestLog: RequestLog;
  /** What a person calls an app. */
  nameOf(app: string): string;
}

/** Requests, newest first. */
export function requestPage({ requestLog, nameOf }: TraceParts, filter: RequestFilter): RequestPageView {
  const { entries, next } = requestLog.list(filter);
  return { entries: entries.map((row) => ({ ...row, appName: nameOf(row.app) })), ...(next === undefined ? {} : { next }) };
}

/** All that is kept of one request. Throws `not-found`. */
export function traceOf({ budgets, requestLog, nameOf }: TraceParts, id: string): TraceView {
  budgets.flush();
  const trace = requestLog.trace(id);
  if (trace === undefined)
    throw new LintelError('not-found', say`The request ${id} is not kept. How long requests are kept is set in the settings.`);
  return { ...trace, request: { ...trace.request, appName: nameOf(trace.request.app) } };
}
