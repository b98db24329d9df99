import { LintelError } from '../../shared/chat/error.ts';
import { type Said, say } from '../../shared/chat/said.ts';
import { DAY, dayAt, type Span } from '../../shared/money/calendar.ts';
import { type Amounts, type Cap, lacking, leftOf, NOTHING, scopesOf, shareOf, warningAt } from '../../shared/money/cap.ts';
import { capWords, saidCap, saidRefusal, saidWarning } from '../../shared/money/cap-words.ts';
import { firstStep } from '../../shared/money/window.ts';
import type { BudgetState } from '../../shared/routing/situation.ts';
import type { Budgets, Reservation, Spending } from '../../shared/routing/spending.ts';
import { createCapClock, type WallClock } from './cap-clock.ts';
import { type CapSum, createCapSum } from './cap-sum.ts';
import { createCapStore } from './caps.ts';
import { type Correction, createCorrections } from './corrections.ts';
import type { Database } from './database.ts';
import { amountsOf, recover } from './recovery.ts';
import { createReservationRows } from './reservations.ts';
import { createSettlements } from './settlements.ts';
import { createTotals } from './totals.ts';
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
  readonly said: Said;
}

export interface BudgetStore extends Budgets {
  standings(): readonly CapStanding[];
  /** The window that a cap of the calendar counts in now; nothing for any other. */
  spanOf(id: string): Span | undefined;
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
  notices(): readonly Said[];
  /**
   * Puts what was billed in place of an estimate, under the caps as well. @param attempt needed where the request has several estimates
   * Throws `not-found` and `bad-request`.
   */
  correct(requestId: string, attempt: number | undefined, nanoDollars: number): Correction;
  /** Writes what was settled within the last moments; whoever reads the ledger's rows asks for it first. */
  flush(): void;
  /** Writes it, and ends. */
  close(): void;
}

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
 * @param wall its `onFault` is told when what waits could not be written; it waits on then
 */
export function createBudgets(database: Database, wall: WallClock & { onFault?(error: unknown): void }): BudgetStore {
  const { handle, guard, transaction } = database;
  const store = createCapStore(database);
  const rows = createReservationRows(database);
  const record = createUsageRecord(database, wall.offsetAt);
  const newest = guard(() => Number(handle.prepare('SELECT MAX(at) AS at FROM usage').get()?.at ?? 0));
  const clock = createCapClock(store, wall, [newest, ...rows.all().map(({ at }) => at)]);
  recover({ database, store, rows, clock, record });
  const correct = createCorrections(database, wall.offsetAt);
  const settlements = createSettlements({ database, rows, store, record, onFault: wall.onFault ?? (() => undefined) });
  const { today, month, forecast } = createTotals(database, clock, wall.offsetAt);
  const listeners: ((warning: CapWarning) => void)[] = [];
  const tries = new Set<OpenTry>();
  /** By request: what its tries cost, and the most that those under way can. */
  const requests = new Map<string, { settled: number; open: number }>();
  let sums = store.caps.map(loaded);

  function loaded(cap: Cap): CapSum {
    const sum = createCapSum(cap, clock);
    for (const bucket of store.sums(cap.id)) sum.settle(bucket.bucket, bucket);
    return sum;
  }

  /** Of a rolling cap, what no window reaches any more. Now and then: whenever a window of the calendar opens. */
  function forgetSteps({ id, rolling, window }: Cap, now: number): void {
    if (rolling && window !== 'lifetime' && window !== 'request') store.forget(id, firstStep(window, now));
  }

  /** Throws for the first hard cap that leaves less than is needed. Answers whether there is any. */
  function check(spending: Spending, scopes: readonly string[], need: Amounts, at: number): boolean {
    const { requestId, requestMostNanoDollars, most, unpricedTools } = spending;
    const before = requests.get(requestId);
    const ofRequest = { ...NOTHING, nanoDollars: (before?.settled ?? 0) + (before?.open ?? 0) };
    let isCapped = false;
    const hold = (words: Said, limits: Partial<Amounts>, taken: Amounts) => {
      isCapped = true;
      if (unpricedTools && limits.nanoDollars !== undefined)
        throw new LintelError(
          'budget-exceeded',
          say`Nobody recorded what the searches or tools cost that its provider is to run, and your ${words} is set. Leave them out.`,
        );
      if (most.nanoDollars === undefined && limits.nanoDollars !== undefined)
        throw new LintelError('budget-exceeded', say`Nobody recorded what it costs, and your ${words} is set. Enter its price.`);
      const left = leftOf(limits, taken);
      if (lacking(left, need) !== undefined) throw new LintelError('budget-exceeded', saidRefusal(words, need, left));
    };
    for (const sum of sums) {
      const { cap } = sum;
      if (!cap.soft && scopes.includes(cap.scope)) hold(saidCap(cap), cap.limits, cap.window === 'request' ? ofRequest : sum.taken(at));
    }
    if (requestMostNanoDollars !== undefined)
      hold(say`rule for what a request may cost`, { nanoDollars: requestMostNanoDollars }, ofRequest);
    return isCapped;
  }

  function settle(one: OpenTry, used: Used): void {
    const { spending, need, takes, at } = one;
    const amounts = amountsOf(used.usage);
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
    const capped = takes.filter(({ sum }) => sums.includes(sum));
    settlements.settle(
      { spending, used, at },
      capped.map(({ sum, bucket }) => ({ capId: sum.cap.id, bucket, amounts })),
    );
    for (const { sum } of capped) warn(sum);
  }

  function warn(sum: CapSum): void {
    const { cap } = sum;
    const { percent, bucket } = warningOf(sum);
    if (percent === 0) return;
    const last = store.warned(cap.id);
    if (last.bucket === bucket && last.level >= percent) return;
    store.setWarned(cap.id, percent, bucket);
    for (const listener of listeners) listener({ cap, percent, said: saidWarning(cap, percent) });
  }

  function warningOf(sum: CapSum): { readonly percent: number; readonly bucket: number } {
    const { window, limits } = sum.cap;
    const now = clock.now();
    return {
      percent: warningAt(shareOf(limits, sum.settled(now))),
      bucket: clock.span(window === 'request' ? 'lifetime' : window, now).from,
    };
  }

  function standingOf(sum: CapSum): CapStanding {
    const { cap } = sum;
    if (cap.window === 'request') return { ...cap, words: capWords(cap), used: NOTHING, warning: 0 };
    return { ...cap, words: capWords(cap), used: sum.settled(clock.now()), warning: warningOf(sum).percent };
  }

  /** What is under way falls under a new cap, too, and under a changed one still. */
  function takeOver(sum: CapSum): void {
    for (const { takes, spending, at, need } of tries) {
      const same = takes.findIndex((take) => take.sum.cap.id === sum.cap.id);
      if (same !== -1) takes.splice(same, 1);
      if (sum.cap.window === 'request' || !scopesOf(spending, spending.target).includes(sum.cap.scope)) continue;
      const bucket = sum.bucketAt(at);
      sum.open(bucket, need);
      takes.push({ sum, bucket });
    }
  }

  return {
    reserve(spending) {
      const { requestId, target, most } = spending;
      const at = clock.now();
      if (target.zone === 'device') return once((used) => settle({ spending, at, need: NOTHING, takes: [] }, used), false);
      const need = { nanoDollars: most.nanoDollars ?? 0, tokens: most.inputTokens + most.outputTokens, requests: 1 };
      const scopes = scopesOf(spending, target);
      const isCapped = check(spending, scopes, need, at);
      const falling = [...sums, today, month].filter(({ cap }) => cap.window !== 'request' && scopes.includes(cap.scope));
      const one: OpenTry = { spending, at, need, takes: falling.map((sum) => ({ sum, bucket: sum.bucketAt(at) })) };
      if (isCapped)
        transaction(() => {
          if (clock.keep()) for (const { cap } of sums) forgetSteps(cap, at);
          rows.insert(spending, at);
        });
      else settlements.open(spending, at);
      tries.add(one);
      for (const { sum, bucket } of one.takes) sum.open(bucket, need);
      const request = requests.get(requestId) ?? { settled: 0, open: 0 };
      requests.set(requestId, { ...request, open: request.open + need.nanoDollars });
      return once((used) => settle(one, used), isCapped);
    },
    closed(requestId) {
      const settled = requests.get(requestId)?.settled ?? 0;
      requests.delete(requestId);
      return settled;
    },
    standings: () => sums.map(standingOf),
    spanOf(id) {
      const { window, rolling } = sums.find(({ cap }) => cap.id === id)?.cap ?? {};
      if (window === undefined || rolling || window === 'request' || window === 'lifetime') return undefined;
      return clock.span(window, clock.now());
    },
    set(wanted) {
      settlements.flush();
      const now = clock.now();
      const cap = transaction(() => {
        const isNew = !store.caps.some((one) => keyOf(one) === keyOf(wanted));
        const put = store.put(wanted);
        if (isNew && put.window !== 'request') {
          const from = put.rolling && put.window !== 'lifetime' ? firstStep(put.window, now) : clock.span(put.window, now).from;
          for (const bucket of store.usedSince(put, from)) store.add(put.id, bucket.bucket, bucket);
        }
        clock.keep();
        return put;
      });
      const sum = loaded(cap);
      takeOver(sum);
      sums = store.caps.map((each) => (each.id === cap.id ? sum : (sums.find((old) => old.cap.id === each.id) ?? loaded(each))));
      return standingOf(sum);
    },
    remove(id) {
      const cap = store.remove(id);
      sums = sums.filter((sum) => sum.cap.id !== id);
      return cap;
    },
    state() {
      const now = clock.now();
      const caps = sums
        .filter(({ cap }) => !cap.soft)
        .map((sum) => {
          const { scope, window, limits } = sum.cap;
          return {
            scope,
            words: capWords(sum.cap),
            said: saidCap(sum.cap),
            left: window === 'request' ? limits : leftOf(limits, sum.taken(now)),
          };
        });
      const overAll = caps.flatMap(({ scope, left: { nanoDollars } }) =>
        scope === 'total' && nanoDollars !== undefined ? [nanoDollars] : [],
      );
      return {
        ...(overAll.length === 0 ? {} : { left: Math.min(...overAll) }),
        caps,
        spentToday: today.settled(now).nanoDollars,
        spentThisMonth: month.settled(now).nanoDollars,
      };
    },
    forecast() {
      settlements.flush();
      return forecast();
    },
    correct(requestId, attempt, nanoDollars) {
      settlements.flush();
      const now = clock.now();
      const shifts: (() => void)[] = [];
      const correction = transaction(() => {
        const done = correct(requestId, attempt, nanoDollars);
        const amounts = { nanoDollars: nanoDollars - done.wasNanoDollars, tokens: 0, requests: 0 };
        const countsIn = (sum: CapSum) => {
          const bucket = sum.bucketAt(sum.cap.rolling ? done.at : now);
          // In a window that is over it is no matter of this one.
          return done.at >= bucket ? bucket : undefined;
        };
        for (const sum of [...sums.filter(({ cap }) => cap.window !== 'request' && done.scopes.includes(cap.scope)), today, month]) {
          const bucket = countsIn(sum);
          if (bucket === undefined) continue;
          if (sums.includes(sum)) store.add(sum.cap.id, bucket, amounts);
          shifts.push(() => sum.settle(bucket, amounts));
        }
        return done;
      });
      for (const shift of shifts) shift();
      return correction;
    },
    onWarning: (listener) => void listeners.push(listener),
    notices() {
      const warned = sums.map(standingOf).filter(({ warning }) => warning > 0);
      const sentences = warned.map((standing) => saidWarning(standing, standing.warning));
      if (clock.now() - wall.now() <= DAY) return sentences;
      const day = dayAt(clock.now(), wall.offsetAt);
      return [
        ...sentences,
        say`The clock of this computer is behind the last use on ${day}. Until it is past that, windows of caps stay as they are.`,
      ];
    },
    flush: settlements.flush,
    close: settlements.flush,
  };
}

const keyOf = ({ scope, window, rolling, soft }: Omit<Cap, 'id'>) => JSON.stringify([scope, window, rolling, soft]);

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
