import { LintelError } from '../../shared/chat/error.ts';
import { dayAt, type OffsetAt, type Span, spanAt } from '../../shared/money/calendar.ts';
import { type Amounts, amountWords, type Cap, capWords, lacking, leftOf, scopesOf, shareOf, warningAt } from '../../shared/money/cap.ts';
import { forecastOf } from '../../shared/money/forecast.ts';
import { firstStep, openSpan, type TimeWindow } from '../../shared/money/window.ts';
import type { BudgetState } from '../../shared/routing/situation.ts';
import type { Budgets, Reservation, Spending } from '../../shared/routing/spending.ts';
import { type CapSum, createCapSum } from './cap-sum.ts';
import { createCapStore } from './caps.ts';
import type { Database } from './database.ts';
import { createReservationRows } from './reservations.ts';
import { createUsageRecord, type Used } from './usage.ts';

/** A cap as it stands. */
export interface CapStanding extends Cap {
  readonly words: string;
  /** In its window, what is set aside left out; of a cap on single requests, nothing. */
  readonly used: Amounts;
  /** Hundredths: 50, 80 or 100 reached, or 0. */
  readonly warning: number;
}

/** A cap reached a share of which the person is told, once a window. */
export interface CapWarning {
  readonly cap: Cap;
  /** 50, 80 or 100. */
  readonly percent: number;
  readonly sentence: string;
}

export interface BudgetStore extends Budgets {
  standings(): readonly CapStanding[];
  /** Replaces the limits of a cap over the same window of the same, or makes one. What was used already counts. */
  set(cap: Omit<Cap, 'id'>): CapStanding;
  /** Throws `not-found`. */
  remove(id: string): Cap;
  /** What deciding looks at. From memory. */
  state(): BudgetState;
  /** What this month will come to, in nano-dollars. */
  forecast(): number;
  onWarning(listener: (warning: CapWarning) => void): void;
  /** Sentences about caps that are half used up or more, and about a clock that was set back. */
  notices(): readonly string[];
}

/** Days whose mean foretells the rest of a month. */
const RECENT_DAYS = 14;
const DAY_MS = 86_400_000;

/** A try that is not over, in memory. */
interface OpenTry {
  readonly spending: Spending;
  readonly at: number;
  readonly need: Amounts;
  /** What it was set aside in. */
  readonly takes: { readonly sum: CapSum; readonly bucket: number }[];
}

/**
 * Caps, and what is used under them. All sums are in memory and on disk; what is on disk counts, and memory is built from it.
 * Time never runs backwards here: the furthest moment ever seen is now.
 */
export function createBudgets(database: Database, clock: { now(): number; offsetAt: OffsetAt }): BudgetStore {
  const { handle, guard, transaction } = database;
  const store = createCapStore(database);
  const rows = createReservationRows(database);
  const record = createUsageRecord(database, clock.offsetAt);
  const windows = new Map(store.windows());
  const kept = new Map(windows);
  const listeners: ((warning: CapWarning) => void)[] = [];
  const tries = new Set<OpenTry>();
  /** By request: what its tries cost, and the most that those under way can. */
  const requests = new Map<string, { settled: number; open: number }>();
  let furthest = Math.max(
    guard(() => Number(handle.prepare('SELECT MAX(at) AS at FROM usage').get()?.at ?? 0)),
    ...rows.all().map(({ at }) => at),
    ...[...windows.values()].map(({ from }) => from),
  );

  function now(): number {
    furthest = Math.max(furthest, clock.now());
    return furthest;
  }

  function spanOf(window: TimeWindow, moment: number): Span {
    const before = windows.get(window);
    const span = openSpan(window, before, moment, clock.offsetAt);
    if (span !== before) windows.set(window, span);
    return span;
  }

  /** Within a transaction: nothing is set aside in a window that is not on disk. */
  function keepWindows(): void {
    for (const [window, span] of windows) {
      if (kept.get(window) === span) continue;
      store.keepWindow(window, span);
      kept.set(window, span);
    }
  }

  recover();
  let sums = store.caps.map(loaded);
  const today = totalOf('day');
  const month = totalOf('month');

  function sumFor(cap: Cap): CapSum {
    return createCapSum(cap, (window, moment) => spanOf(window, moment).from);
  }

  function loaded(cap: Cap): CapSum {
    const sum = sumFor(cap);
    for (const bucket of store.sums(cap.id)) sum.settle(bucket.bucket, bucket);
    return sum;
  }

  /** All that is spent, whether it is capped or not. From the sums of days, which are few. */
  function totalOf(window: 'day' | 'month'): CapSum {
    const sum = sumFor({ id: window, scope: 'total', window, rolling: false, soft: true, limits: {} });
    const { from } = spanOf(window, now());
    sum.settle(from, { nanoDollars: spentSince(dayAt(from, clock.offsetAt)), tokens: 0, requests: 0 });
    return sum;
  }

  function spentSince(day: string): number {
    const row = guard(() =>
      handle.prepare(`SELECT TOTAL(cost_nano_dollars) AS cost FROM usage_days WHERE kind = 'total' AND day >= ?`).get(day),
    );
    return Number(row?.cost ?? 0);
  }

  /** What was set aside when the last run ended is charged in full: nobody knows what came of it. */
  function recover(): void {
    const left = rows.all();
    const moment = now();
    transaction(() => {
      for (const cap of store.caps)
        if (cap.rolling && cap.window !== 'lifetime' && cap.window !== 'request') store.forget(cap.id, firstStep(cap.window, moment));
      for (const { spending, at } of left) {
        const { nanoDollars = 0, inputTokens, outputTokens } = spending.most;
        const usage = { inputTokens, cachedInputTokens: 0, outputTokens, costNanoDollars: nanoDollars, isEstimated: true as const };
        record(spending, { outcome: 'interrupted', usage, energyJoules: 0 }, at);
        const scopes = scopesOf(spending, spending.target);
        for (const cap of store.caps) {
          if (cap.window === 'request' || !scopes.includes(cap.scope)) continue;
          const bucket = sumFor(cap).bucketAt(cap.rolling ? at : moment);
          // What was set aside in a window that is over is no matter of this one.
          if (at >= bucket) store.add(cap.id, bucket, amountsOf(usage));
        }
        rows.remove(spending.requestId, spending.number);
      }
      keepWindows();
    });
  }

  function takesOf(scopes: readonly string[], at: number): OpenTry['takes'] {
    return [...sums, today, month]
      .filter(({ cap }) => cap.window !== 'request' && scopes.includes(cap.scope))
      .map((sum) => ({ sum, bucket: sum.bucketAt(at) }));
  }

  /** Throws for the first hard cap that leaves less than is needed. Answers whether there is any. */
  function check(spending: Spending, scopes: readonly string[], need: Amounts, at: number): boolean {
    const { requestId, requestMostNanoDollars, most } = spending;
    let isCapped = requestMostNanoDollars !== undefined;
    const before = requests.get(requestId);
    const ofRequest = (before?.settled ?? 0) + (before?.open ?? 0);
    for (const sum of sums) {
      const { cap } = sum;
      if (cap.soft || !scopes.includes(cap.scope)) continue;
      isCapped = true;
      if (most.nanoDollars === undefined && cap.limits.nanoDollars !== undefined)
        throw new LintelError('budget-exceeded', `Nobody recorded what it costs, and your ${capWords(cap)} is set. Enter its price.`);
      const used = cap.window === 'request' ? { nanoDollars: ofRequest, tokens: 0, requests: 0 } : sum.taken(at);
      const left = leftOf(cap.limits, used);
      if (lacking(left, need) !== undefined) throw new LintelError('budget-exceeded', refusal(capWords(cap), need, left));
    }
    if (requestMostNanoDollars !== undefined && need.nanoDollars > 0 && ofRequest + need.nanoDollars > requestMostNanoDollars) {
      const left = { nanoDollars: Math.max(0, requestMostNanoDollars - ofRequest) };
      throw new LintelError('budget-exceeded', refusal('rule for what a request may cost', need, left));
    }
    return isCapped;
  }

  function settle(one: OpenTry, used: Used): void {
    const { spending, need, takes, at } = one;
    const amounts = amountsOf(used.usage);
    const isAway = spending.target.zone !== 'device';
    transaction(() => {
      if (isAway) rows.remove(spending.requestId, spending.number);
      record(spending, used, at);
      for (const { sum, bucket } of takes) if (sums.includes(sum)) store.add(sum.cap.id, bucket, amounts);
    });
    tries.delete(one);
    for (const { sum, bucket } of takes) {
      sum.open(bucket, need, -1);
      sum.settle(bucket, amounts);
    }
    const request = requests.get(spending.requestId);
    if (request !== undefined) {
      request.open -= need.nanoDollars;
      request.settled += amounts.nanoDollars;
    }
    for (const { sum } of takes) warn(sum);
  }

  function warn(sum: CapSum): void {
    if (!sums.includes(sum)) return;
    const { cap } = sum;
    const moment = now();
    const percent = warningAt(shareOf(cap.limits, sum.settled(moment)));
    const bucket = spanOf(cap.window === 'request' ? 'lifetime' : cap.window, moment).from;
    if (percent === 0) return;
    const last = store.warned(cap.id);
    if (last.bucket === bucket && last.level >= percent) return;
    store.setWarned(cap.id, percent, bucket);
    const warning = { cap, percent, sentence: warningWords(cap, percent) };
    for (const listener of listeners) listener(warning);
  }

  function standingOf(sum: CapSum): CapStanding {
    const { cap } = sum;
    const used = cap.window === 'request' ? { nanoDollars: 0, tokens: 0, requests: 0 } : sum.settled(now());
    return { ...cap, words: capWords(cap), used, warning: warningAt(shareOf(cap.limits, used)) };
  }

  return {
    reserve(spending): Reservation {
      const { requestId, target, most } = spending;
      const at = now();
      if (target.zone === 'device') {
        const one = { spending, at, need: { nanoDollars: 0, tokens: 0, requests: 0 }, takes: [] };
        return once((used) => settle(one, used), false);
      }
      const need = { nanoDollars: most.nanoDollars ?? 0, tokens: most.inputTokens + most.outputTokens, requests: 1 };
      const scopes = scopesOf(spending, target);
      const isCapped = check(spending, scopes, need, at);
      const one: OpenTry = { spending, at, need, takes: takesOf(scopes, at) };
      transaction(() => {
        keepWindows();
        rows.insert(spending, at);
      });
      tries.add(one);
      for (const { sum, bucket } of one.takes) sum.open(bucket, need);
      const request = requests.get(requestId) ?? { settled: 0, open: 0 };
      request.open += need.nanoDollars;
      requests.set(requestId, request);
      return once((used) => settle(one, used), isCapped);
    },
    closed(requestId) {
      const settled = requests.get(requestId)?.settled ?? 0;
      requests.delete(requestId);
      return settled;
    },
    standings: () => sums.map(standingOf),
    set(wanted) {
      const moment = now();
      const cap = transaction(() => {
        const isNew = !store.caps.some((one) => keyOf(one) === keyOf(wanted));
        const put = store.put(wanted);
        if (isNew && put.window !== 'request') {
          const from = put.rolling && put.window !== 'lifetime' ? firstStep(put.window, moment) : spanOf(put.window, moment).from;
          for (const bucket of store.usedSince(put, from)) store.add(put.id, bucket.bucket, bucket);
        }
        keepWindows();
        return put;
      });
      const sum = loaded(cap);
      for (const one of tries) {
        const same = one.takes.findIndex((take) => take.sum.cap.id === cap.id);
        if (same !== -1) one.takes.splice(same, 1);
        if (cap.window === 'request' || !scopesOf(one.spending, one.spending.target).includes(cap.scope)) continue;
        const bucket = sum.bucketAt(one.at);
        sum.open(bucket, one.need);
        one.takes.push({ sum, bucket });
      }
      sums = store.caps.map((each) => (each.id === cap.id ? sum : (sums.find((old) => old.cap.id === each.id) ?? loaded(each))));
      return standingOf(sum);
    },
    remove(id) {
      const cap = store.remove(id);
      sums = sums.filter((sum) => sum.cap.id !== id);
      return cap;
    },
    state() {
      const moment = now();
      const caps = sums
        .filter(({ cap }) => !cap.soft)
        .map((sum) => {
          const { cap } = sum;
          const left = cap.window === 'request' ? cap.limits : leftOf(cap.limits, sum.taken(moment));
          return { scope: cap.scope, words: capWords(cap), left };
        });
      const overAll = caps.flatMap(({ scope, left: { nanoDollars } }) =>
        scope === 'total' && nanoDollars !== undefined ? [nanoDollars] : [],
      );
      return {
        ...(overAll.length === 0 ? {} : { left: Math.min(...overAll) }),
        caps,
        spentToday: today.settled(moment).nanoDollars,
        spentThisMonth: month.settled(moment).nanoDollars,
      };
    },
    forecast() {
      const moment = now();
      const since = dayAt(moment - (RECENT_DAYS - 1) * DAY_MS, clock.offsetAt);
      const first = guard(() => handle.prepare(`SELECT MIN(day) AS day FROM usage_days WHERE kind = 'total'`).get())?.day;
      const days = first === null || first === undefined ? 0 : daysFrom([String(first), since].sort()[1] ?? since, moment);
      return forecastOf(month.settled(moment).nanoDollars, spentSince(since), days, spanAt('month', moment, clock.offsetAt), moment);
    },
    onWarning: (listener) => void listeners.push(listener),
    notices() {
      const behind = now() - clock.now();
      return [
        ...sums
          .map(standingOf)
          .filter(({ warning }) => warning > 0)
          .map((standing) => warningWords(standing, standing.warning)),
        ...(behind > DAY_MS
          ? [
              `The clock of this computer is behind the last use on ${dayAt(now(), clock.offsetAt)}. Until it is past that, windows of caps stay as they are.`,
            ]
          : []),
      ];
    },
  };

  function daysFrom(day: string, moment: number): number {
    for (let days = 1; days < RECENT_DAYS; days++) if (dayAt(moment - (days - 1) * DAY_MS, clock.offsetAt) <= day) return days;
    return RECENT_DAYS;
  }
}

const keyOf = ({ scope, window, rolling, soft }: Omit<Cap, 'id'>) => JSON.stringify([scope, window, rolling, soft]);

const amountsOf = ({ inputTokens, outputTokens, costNanoDollars }: Used['usage']): Amounts => ({
  nanoDollars: costNanoDollars,
  tokens: inputTokens + outputTokens,
  requests: 1,
});

/** A second call would charge twice. */
function once(work: (used: Used) => void, isCapped: boolean): Reservation {
  let isSettled = false;
  return {
    isCapped,
    settle(spent) {
      if (isSettled) throw new Error('This try was settled before.');
      isSettled = true;
      work(spent);
    },
  };
}

const refusal = (cap: string, need: Amounts, left: Partial<Amounts>) => {
  const kind = lacking(left, need) ?? 'nanoDollars';
  return `It can take up to ${amountWords({ [kind]: need[kind] })}, and your ${cap} has ${amountWords({ [kind]: left[kind] ?? 0 })} left.`;
};

const warningWords = (cap: Cap, percent: number) =>
  percent >= 100 ? `Your ${capWords(cap)} is used up.` : `${percent} % of your ${capWords(cap)} is used.`;
