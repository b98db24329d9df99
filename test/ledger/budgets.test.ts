import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BudgetStore, type CapWarning, createBudgets } from '../../electron/ledger/budgets.ts';
import { type Database, openDatabase } from '../../electron/ledger/database.ts';
import { english } from '../../shared/chat/english.ts';
import { NO_USAGE, type Usage } from '../../shared/chat/usage.ts';
import type { Cap } from '../../shared/money/cap.ts';
import type { Spending } from '../../shared/routing/spending.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const USD = 1e9;

let folder: string;
let database: Database;
let time: number;
let offset: number;
let budgets: BudgetStore;
const clock = { now: () => time, offsetAt: () => offset };

const open = () => {
  database = openDatabase(join(folder, 'lintel.db'), { repair: true });
  budgets = createBudgets(database, clock);
};
/** Ends in good order and begins anew. */
const restart = () => {
  budgets.close();
  crash();
};
/** What was not written yet is lost. */
const crash = () => {
  database.close();
  open();
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-budgets-'));
  time = Date.parse('2026-11-18T12:00:00Z');
  offset = 0;
  open();
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const cap = (rest: Partial<Omit<Cap, 'id'>> = {}): Omit<Cap, 'id'> => ({
  scope: 'total',
  window: 'day',
  rolling: false,
  soft: false,
  limits: { nanoDollars: USD },
  ...rest,
});

let count = 0;
const spending = (nanoDollars: number, rest: Partial<Spending> = {}): Spending => ({
  requestId: `r${++count}`,
  number: 1,
  app: 'a1',
  tags: ['work'],
  target: { id: 'openai/gpt', zone: 'cloud', provider: 'openai' },
  most: { nanoDollars, inputTokens: 100, outputTokens: 50 },
  ...rest,
});
const usage = (costNanoDollars: number, rest: Partial<Usage> = {}): Usage => ({
  ...NO_USAGE,
  inputTokens: 90,
  outputTokens: 40,
  costNanoDollars,
  ...rest,
});
const answered = (costNanoDollars: number) => ({ outcome: 'answered' as const, usage: usage(costNanoDollars), energyJoules: 2 });
const spend = (nanoDollars: number, rest: Partial<Spending> = {}) =>
  budgets.reserve(spending(nanoDollars, rest)).settle(answered(nanoDollars));
const refused = (nanoDollars: number, rest: Partial<Spending> = {}) => {
  try {
    budgets.reserve(spending(nanoDollars, rest));
  } catch (error) {
    return error as Error & { code: string };
  }
  return undefined;
};
const used = () => budgets.standings().map((standing) => standing.used.nanoDollars);

describe('setting aside', () => {
  it('counts what is under way, gives back what was not used, and refuses what could be too much', () => {
    budgets.set(cap());
    const one = budgets.reserve(spending(0.6 * USD));
    expect(one.isCapped).toBe(true);
    expect(refused(0.5 * USD)).toMatchObject({ code: 'budget-exceeded' });
    expect(refused(0.5 * USD)?.message).toBe('It can take up to $0.50, and your cap of $1.00 a day has $0.40 left.');
    one.settle(answered(0.1 * USD));
    expect(used()).toEqual([0.1 * USD]);
    budgets.reserve(spending(0.9 * USD));
    expect(refused(1)?.code).toBe('budget-exceeded');
    expect(() => one.settle(answered(1))).toThrow();
  });

  it('refuses a place of which nobody knows the price, and no place on this device', () => {
    budgets.set(cap({ limits: { nanoDollars: 0, tokens: 0, requests: 0 } }));
    const most = { inputTokens: 1, outputTokens: 1 };
    expect(refused(0, { most })?.message).toContain('Nobody recorded what it costs');
    expect(refused(0)?.code).toBe('budget-exceeded');
    spend(0, { target: { id: 'tiny', zone: 'device' } });
    expect(used()).toEqual([0]);
  });

  it('falls under every cap over it, and under no other', () => {
    const scopes = ['provider:openai', 'model:gpt', 'model:openai/gpt', 'app:a1', 'tag:work', 'project:p', 'conversation:c'];
    for (const scope of scopes) {
      const { id } = budgets.set(cap({ scope, limits: { nanoDollars: 10 } }));
      const whole = { project: 'p', conversationId: 'c' };
      expect([scope, refused(11, whole)?.code]).toEqual([scope, 'budget-exceeded']);
      spend(11, { app: 'a2', tags: [], target: { id: 'lan/gpt-4', zone: 'cloud', provider: 'lan' } });
      expect(used()).toEqual([0]);
      expect(budgets.remove(id).scope).toBe(scope);
    }
    expect(() => budgets.remove('gone')).toThrow('There is no cap gone');
  });

  it('holds tokens and requests as well', () => {
    budgets.set(cap({ limits: { tokens: 300 } }));
    budgets.set(cap({ scope: 'app:a1', limits: { requests: 3 } }));
    spend(1);
    expect(refused(1)?.message).toBeUndefined();
    expect(refused(1)?.message).toBe(
      'It can take up to 150 tokens, and your cap of 300 tokens a day has 20 left.'.replace('20 left', '20 tokens left'),
    );
    budgets.set(cap({ limits: { tokens: 1000 } }));
    spend(1);
    expect(refused(1)?.message).toContain('cap of 3 requests a day for the app a1 has 0 requests left');
  });

  it('bounds a single request with all its tries, by a cap and by a rule', () => {
    budgets.set(cap({ window: 'request', limits: { nanoDollars: 100 } }));
    spend(60, { requestId: 'chain' });
    expect(refused(41, { requestId: 'chain', number: 2 })?.message).toContain('a request has');
    spend(40, { requestId: 'chain', number: 2 });
    expect(budgets.closed('chain')).toBe(100);
    spend(100);
    expect(refused(51, { requestMostNanoDollars: 50 })?.message).toContain('your rule for what a request may cost has');
  });

  it('only warns under a soft cap', () => {
    budgets.set(cap({ soft: true, limits: { nanoDollars: 10 } }));
    expect(budgets.reserve(spending(1000)).isCapped).toBe(false);
  });

  it('sees a new cap count what was used before it and what is under way', () => {
    spend(300);
    const under = budgets.reserve(spending(500));
    for (const window of ['hour', 'day', 'week', 'month', 'lifetime'] as const) {
      budgets.set(cap({ window, limits: { nanoDollars: 1000 } }));
      budgets.set(cap({ window, scope: 'model:gpt', limits: { nanoDollars: 1000 } }));
    }
    budgets.set(cap({ window: 'day', rolling: true, scope: 'tag:work', limits: { nanoDollars: 1000 } }));
    expect(used()).toEqual(Array(11).fill(300));
    expect(refused(201)?.code).toBe('budget-exceeded');
    under.settle(answered(400));
    expect(used()).toEqual(Array(11).fill(700));
    expect(budgets.set(cap({ limits: { nanoDollars: 800 } })).used.nanoDollars).toBe(700);
    expect(budgets.standings()).toHaveLength(11);
    restart();
    expect(used()).toEqual(Array(11).fill(700));
  });
});

describe('after a crash', () => {
  it('what was under way is charged as estimated, and marked so', () => {
    budgets.set(cap());
    budgets.set(cap({ rolling: true }));
    spend(0.25 * USD);
    budgets.flush();
    budgets.reserve(spending(0.5 * USD, { requestId: 'lost' }));
    crash();
    expect(used()).toEqual([0.75 * USD, 0.75 * USD]);
    expect(refused(0.3 * USD)?.code).toBe('budget-exceeded');
    const row = database.handle.prepare(`SELECT outcome, estimated, cost_nano_dollars AS cost FROM usage WHERE request_id = 'lost'`).get();
    expect({ ...row }).toEqual({ outcome: 'interrupted', estimated: 1, cost: 0.5 * USD });
    crash();
    expect(used()).toEqual([0.75 * USD, 0.75 * USD]);
    expect(budgets.state().spentToday).toBe(0.75 * USD);
  });

  it('what was settled and not written yet is charged as it was set aside', () => {
    budgets.set(cap());
    budgets.reserve(spending(0.5 * USD)).settle(answered(0.1 * USD));
    expect(used()).toEqual([0.1 * USD]);
    crash();
    expect(used()).toEqual([0.5 * USD]);
  });

  it('what was settled is written by itself within moments', async () => {
    budgets.set(cap());
    spend(0.1 * USD);
    const written = () => database.handle.prepare('SELECT COUNT(*) AS count FROM usage').get()?.count;
    expect(written()).toBe(0);
    await expect.poll(written).toBe(1);
    expect(database.handle.prepare('SELECT COUNT(*) AS count FROM reservations').get()?.count).toBe(0);
  });

  it('what was under way in a window that is over is no matter of the next', () => {
    budgets.set(cap());
    budgets.set(cap({ window: 'lifetime' }));
    budgets.reserve(spending(0.5 * USD));
    database.close();
    time += DAY;
    open();
    expect(used()).toEqual([0, 0.5 * USD]);
  });
});

describe('time', () => {
  it.each<[string, Partial<Omit<Cap, 'id'>>, number, number]>([
    ['an hour', { window: 'hour' }, HOUR - 1, HOUR],
    ['a day', { window: 'day' }, 12 * HOUR - 1, 12 * HOUR],
    ['a week, from Wednesday noon', { window: 'week' }, 4.5 * DAY - 1, 4.5 * DAY],
    ['a month', { window: 'month' }, 12.5 * DAY - 1, 12.5 * DAY],
    ['60 minutes', { window: 'hour', rolling: true }, HOUR - 1, HOUR * 1.05],
    ['30 days', { window: 'month', rolling: true }, 30 * DAY, 31.1 * DAY],
  ])('frees a cap after %s', (_, rest, still, free) => {
    const began = time;
    budgets.set(cap(rest));
    spend(USD);
    time = began + still;
    expect(refused(1)?.code).toBe('budget-exceeded');
    time = began + free;
    expect(refused(1)).toBeUndefined();
    crash();
  });

  it('that is set back, or a changed time zone, opens no window anew, also over a restart', () => {
    budgets.set(cap());
    budgets.set(cap({ rolling: true, scope: 'app:a1' }));
    budgets.set(cap({ window: 'month', scope: 'tag:work' }));
    const began = time;
    spend(USD);
    for (const [moved, zone] of [
      [-2 * HOUR, 0],
      [-400 * DAY, 0],
      [0, 13 * HOUR],
      [0, -11 * HOUR],
      [-DAY, 14 * HOUR],
      [11 * HOUR, 12 * HOUR],
    ] as const) {
      time = began + moved;
      offset = zone;
      expect(refused(1)?.code).toBe('budget-exceeded');
      crash();
      expect(refused(1)?.code).toBe('budget-exceeded');
    }
    expect(budgets.notices().some((notice) => english(notice).includes('used up'))).toBe(true);
    time = began - 30 * DAY;
    expect(budgets.notices().map(english).at(-1)).toContain('The clock of this computer is behind');
  });

  it('that jumped ahead and came back counts on in the window it opened', () => {
    budgets.set(cap());
    spend(USD);
    time += 3 * DAY;
    spend(0.75 * USD);
    time -= 3 * DAY;
    expect(used()).toEqual([0.75 * USD]);
    expect(refused(0.5 * USD)?.code).toBe('budget-exceeded');
  });
});

describe('the person', () => {
  it('is told at 50, 80 and 100 %, once a window', () => {
    const told: CapWarning[] = [];
    budgets.set(cap({ soft: true }));
    budgets.onWarning((warning) => void told.push(warning));
    for (let times = 0; times < 12; times++) spend(0.1 * USD);
    expect(told.map(({ percent }) => percent)).toEqual([50, 80, 100]);
    expect(told[0] && english(told[0].said)).toBe('50 % of your cap of $1.00 a day is used.');
    expect(budgets.notices().map(english)).toEqual(['Your cap of $1.00 a day is used up.']);
    crash();
    budgets.onWarning((warning) => void told.push(warning));
    spend(1);
    expect(told).toHaveLength(3);
    time += DAY;
    expect(budgets.notices()).toEqual([]);
    spend(0.6 * USD);
    expect(told.map(({ percent }) => percent)).toEqual([50, 80, 100, 50]);
  });

  it('sees what is left, what was spent and what the month will come to', () => {
    budgets.set(cap());
    budgets.set(cap({ scope: 'tag:work', window: 'request', limits: { nanoDollars: 50 } }));
    time -= DAY;
    spend(30);
    time += DAY;
    budgets.reserve(spending(20));
    spend(10);
    expect(budgets.state()).toMatchObject({
      left: USD - 60,
      caps: [
        { scope: 'total', words: 'cap of $1.00 a day', left: { nanoDollars: USD - 60 } },
        { scope: 'tag:work', left: { nanoDollars: 50 } },
      ],
      spentThisMonth: 40,
    });
    // The clock was a day behind when 30 were spent, and time does not run backwards.
    expect(budgets.state().spentToday).toBe(40);
    expect(budgets.forecast()).toBe(40 + Math.round(40 * 12.5));
  });
});

describe('a charge that was an estimate', () => {
  it('is corrected once, after a crash as well, under its caps, in the sums and on the disk', () => {
    budgets.set(cap());
    budgets.set(cap({ scope: 'tag:work', window: 'month' }));
    budgets.set(cap({ scope: 'app:other', window: 'month' }));
    const one = spending(0.5 * USD);
    budgets.reserve(one);
    crash();
    expect(used()).toEqual([0.5 * USD, 0.5 * USD, 0]);
    expect(budgets.correct(one.requestId, undefined, 0.1 * USD)).toMatchObject({ attempt: 1, wasNanoDollars: 0.5 * USD });
    const check = () => {
      expect(used()).toEqual([0.1 * USD, 0.1 * USD, 0]);
      expect(budgets.state()).toMatchObject({ spentToday: 0.1 * USD, spentThisMonth: 0.1 * USD, left: 0.9 * USD });
      const days = database.handle
        .prepare('SELECT kind, cost_nano_dollars AS cost, estimated_nano_dollars AS estimated FROM usage_days')
        .all();
      expect(days.length).toBeGreaterThan(4);
      for (const day of days) expect(day).toMatchObject({ cost: 0.1 * USD, estimated: 0 });
    };
    check();
    restart();
    check();
    expect(() => budgets.correct(one.requestId, undefined, 0)).toThrow('has no charge that is an estimate');
  });

  it('is named where there are several, and counts in no window that is over', () => {
    budgets.set(cap());
    const first = spending(0.2 * USD);
    for (const number of [1, 2]) budgets.reserve({ ...first, number });
    crash();
    expect(() => budgets.correct(first.requestId, undefined, 0)).toThrow('1, 2');
    time += DAY;
    expect(used()).toEqual([0]);
    budgets.correct(first.requestId, 2, 0.3 * USD);
    expect(used()).toEqual([0]);
    expect(budgets.state().spentThisMonth).toBe(0.5 * USD);
  });
});
