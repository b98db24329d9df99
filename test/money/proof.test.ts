import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BudgetStore, createBudgets } from '../../electron/ledger/budgets.ts';
import { type Database, openDatabase } from '../../electron/ledger/database.ts';
import { LintelError } from '../../shared/chat/error.ts';
import type { ChatRequest } from '../../shared/chat/request.ts';
import { NO_USAGE, type Usage } from '../../shared/chat/usage.ts';
import { costOf, type Price } from '../../shared/money/price.ts';
import type { Engine, Ports } from '../../shared/routing/ports.ts';
import type { AnswerEvent } from '../../shared/routing/record.ts';
import { route } from '../../shared/routing/route.ts';
import { sizesOf } from '../../shared/routing/tokens/size.ts';
import { fakePorts, request, SITUATION, start, target, text } from '../fakes/ports.ts';

const USD = 1e9;
let folder: string;
let database: Database;
let budgets: BudgetStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-money-'));
  database = openDatabase(join(folder, 'lintel.db'), { repair: true });
  budgets = createBudgets(database, { now: () => Date.parse('2026-11-18T12:00:00Z'), offsetAt: () => 0 });
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const PRICE: Price = {
  input: 3e9,
  cachedInput: 0.3e9,
  output: 15e9,
  request: 100_000,
  source: 'https://provider.example/prices',
  date: '2026-01-01',
};

/** How a provider behaves: what it says of its usage, and how it ends. */
const WAYS = [
  'reports',
  'reports with cache',
  'omits',
  'more than possible',
  'negative',
  'not a number',
  'nothing used',
  'throws at once',
  'throws midway',
  'breaks midway',
  'refuses',
  'never stops',
  'is cancelled',
  'is left',
] as const;
type Way = (typeof WAYS)[number];

const wayOf = ({ id }: Pick<ChatRequest, 'id'>): Way => WAYS[Number(id.split('-')[1]) % WAYS.length] as Way;

/** A provider that knows what it truly did, whatever it says. */
function provider(name: string, price: Price | undefined) {
  const state = { trueCost: 0, calls: 0 };
  const engine: Engine = {
    async *chat(_permit, asked, signal) {
      state.calls++;
      const way = wayOf(asked);
      if (way === 'throws at once') throw new Error('It broke.');
      if (way === 'refuses') {
        yield { type: 'error', error: { ...new LintelError('rate-limited', 'Not now.'), message: 'Not now.', retryable: true } };
        return;
      }
      const estimate = sizesOf(asked).unknown;
      const isHonest = way === 'reports' || way === 'reports with cache';
      // Its own tokenizer counts a little otherwise than any estimate.
      const inputTokens = isHonest ? Math.ceil(estimate * 1.2) : estimate;
      const cachedInputTokens = way === 'reports with cache' ? Math.floor(inputTokens / 2) : 0;
      let outputTokens = 0;
      const charge = () => {
        state.trueCost += costOf(price, { inputTokens, cachedInputTokens, outputTokens });
      };
      try {
        yield start;
        const most = way === 'never stops' ? Number.POSITIVE_INFINITY : Math.min(20 + (state.calls % 30), asked.maxOutputTokens ?? 1e6);
        while (outputTokens < most) {
          if (signal.aborted) {
            yield { type: 'finish', reason: 'cancelled', usage: NO_USAGE };
            return;
          }
          outputTokens++;
          yield text(`${name} `);
          if (outputTokens % 5 === 0) await new Promise((resolve) => setImmediate(resolve));
          if (outputTokens === 10 && way === 'throws midway') throw new Error('It broke.');
          if (outputTokens === 10 && way === 'breaks midway') return;
        }
        const said: Record<string, Partial<Usage>> = {
          reports: { inputTokens, outputTokens },
          'reports with cache': { inputTokens, cachedInputTokens, outputTokens },
          'more than possible': { inputTokens: 5e8, outputTokens: 5e8 },
          negative: { inputTokens: -100, outputTokens: -1e9 },
          'not a number': { inputTokens: Number.NaN, outputTokens: Number.NaN },
        };
        yield { type: 'finish', reason: 'stop', usage: { ...NO_USAGE, ...said[way] } };
      } finally {
        charge();
      }
    },
  };
  return { state, engine };
}

/** Asks once, as an app does that may leave. */
async function ask(asked: ChatRequest, ports: Ports): Promise<AnswerEvent[]> {
  const way = wayOf(asked);
  const controller = new AbortController();
  const events: AnswerEvent[] = [];
  await route(
    asked,
    {
      normalise: (one) => one,
      async respond(_plan, answer) {
        let pieces = 0;
        for await (const event of answer) {
          events.push(event);
          if (event.type === 'text') pieces++;
          if (way === 'is cancelled' && pieces === 7) controller.abort();
          if (way === 'is left' && pieces === 7) return;
        }
      },
    },
    ports,
    controller.signal,
  );
  return events;
}

const sumOf = (sql: string) => Number(database.handle.prepare(sql).get()?.sum ?? 0);

function setUp(times = 1) {
  const price = { ...PRICE, input: PRICE.input * times, output: PRICE.output * times };
  const places = { a: provider('a', price), b: provider('b', price), home: provider('home', undefined) };
  const targets = [
    target('a', { zone: 'cloud', provider: 'one', price, contextWindow: 8192 }),
    target('b', { zone: 'cloud', provider: 'two', price, contextWindow: 8192 }),
  ];
  const ports: Ports = {
    ...fakePorts(targets, { a: places.a.engine, b: places.b.engine }),
    budgets,
    situation: () => ({ ...SITUATION, budget: budgets.state() }),
  };
  return { places, ports };
}

/** So many at once, one more whenever one is over. */
async function atOnce<Item>(items: readonly Item[], most: number, work: (item: Item) => Promise<AnswerEvent[]>): Promise<AnswerEvent[][]> {
  const waiting = [...items];
  const done: AnswerEvent[][] = [];
  const next = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) done.push(await work(item));
  };
  await Promise.all(Array.from({ length: most }, next));
  return done;
}

const requests = (isEveryAnswerShort: boolean) =>
  Array.from({ length: 1000 }, (_, index) =>
    request(`Question ${index}. ${'Tell me more. '.repeat(index % 20)}`, {
      id: `request-${index}`,
      ...(index % 3 === 0 && !isEveryAnswerShort ? {} : { maxOutputTokens: 40 }),
    }),
  );

describe('1,000 requests against a cap of $1.00', () => {
  it.each<[string, number, number, number]>([
    ['all at once', 1000, 1, 0.05],
    ['all at once, and dear', 1000, 10, 0.1],
    ['ten at a time, so that it is used up', 10, 5, 0.9],
  ])('spend no more by the true price of what was produced, and the ledger says what that is (%s)', async (_, most, times, least) => {
    const cap = USD;
    budgets.set({ scope: 'total', window: 'day', rolling: false, soft: false, limits: { nanoDollars: cap } });
    const { places, ports } = setUp(times);
    const answers = await atOnce(requests(most < 1000), most, (asked) => ask(asked, ports));

    budgets.flush();
    const trueCost = places.a.state.trueCost + places.b.state.trueCost;
    expect(trueCost).toBeLessThanOrEqual(cap);
    expect(trueCost).toBeGreaterThan(cap * least);
    expect(sumOf('SELECT SUM(cost_nano_dollars) AS sum FROM usage')).toBe(trueCost);
    expect(sumOf(`SELECT cost_nano_dollars AS sum FROM usage_days WHERE kind = 'total'`)).toBe(trueCost);
    expect(budgets.standings()[0]?.used.nanoDollars).toBe(trueCost);
    expect(budgets.state()).toMatchObject({ left: cap - trueCost, spentToday: trueCost });
    expect(sumOf('SELECT COUNT(*) AS sum FROM reservations')).toBe(0);

    const { answers: closed } = (ports as ReturnType<typeof fakePorts>).recorded;
    expect(closed).toHaveLength(1000);
    expect(closed.reduce((sum, { usage }) => sum + usage.costNanoDollars, 0)).toBe(trueCost);
    const codes = new Set(closed.map(({ error }) => error?.code));
    expect(codes).toContain('budget-exceeded');
    expect(closed.some(({ status }) => status === 'done')).toBe(true);
    expect(closed.some(({ status }) => status === 'cancelled')).toBe(true);
    expect(answers.flat().some((event) => event.type === 'end' && event.answer.finishReason === 'length')).toBe(true);
    for (const { usage } of closed) expect(Number.isSafeInteger(usage.costNanoDollars) && usage.costNanoDollars >= 0).toBe(true);

    database.close();
    database = openDatabase(join(folder, 'lintel.db'), { repair: true });
    budgets = createBudgets(database, { now: () => Date.parse('2026-11-18T13:00:00Z'), offsetAt: () => 0 });
    expect(budgets.standings()[0]?.used.nanoDollars).toBe(trueCost);
  });
});

it('a hard cap keeps a prompt at home, and the answer says what it did', async () => {
  budgets.set({ scope: 'total', window: 'day', rolling: false, soft: false, limits: { nanoDollars: 1000 } });
  const { places, ports } = setUp();
  const home = target('Tiny', { contextWindow: 8192 });
  const fleet = {
    targets: () => [...ports.fleet.targets(), home],
    engine: (id: string) => (id === 'Tiny' ? places.home.engine : ports.fleet.engine(id)),
  };
  const events = await ask(request('Hello', { id: 'request-0' }), { ...ports, fleet });
  const first = events.find((event) => event.type === 'start');
  expect(first).toMatchObject({ target: { targetId: 'Tiny' } });
  expect(first?.type === 'start' && first.sentence).toMatch(
    /^Stayed on this device because only Tiny can take it\. a was not asked: it can take up to \$0\.0\d+, and your cap of \$0\.000001 a day has \$0\.000001 left\. Nor was another\.$/,
  );
  budgets.flush();
  const row = database.handle.prepare('SELECT zone, would_cost_nano_dollars AS would, energy_joules AS energy FROM usage').get();
  expect(row?.zone).toBe('device');
});
