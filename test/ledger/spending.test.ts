import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBudgets } from '../../electron/ledger/budgets.ts';
import { type Database, openDatabase } from '../../electron/ledger/database.ts';
import { keepFor } from '../../electron/ledger/retention.ts';
import { createSpendingReading, type SpendingReading } from '../../electron/ledger/spending.ts';
import { exportUsage, USAGE_COLUMNS } from '../../electron/ledger/usage-export.ts';
import { NO_USAGE } from '../../shared/chat/usage.ts';
import type { Spending, Spent } from '../../shared/routing/spending.ts';

const DAY = 86_400_000;
let folder: string;
let database: Database;
let time: number;
let reading: SpendingReading;
let budgets: ReturnType<typeof createBudgets>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-spending-'));
  database = openDatabase(join(folder, 'lintel.db'), { repair: true });
  time = Date.parse('2026-11-18T12:00:00Z');
  budgets = createBudgets(database, { now: () => time, offsetAt: () => 0 });
  reading = createSpendingReading(database);
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

let count = 0;
function use(nanoDollars: number, rest: Partial<Spending> = {}, spent: Partial<Spent> = {}) {
  const spending: Spending = {
    requestId: `r${++count}`,
    number: 1,
    app: 'a1',
    tags: ['work', 'public'],
    target: { id: 'openai/gpt', zone: 'cloud', provider: 'openai' },
    most: { nanoDollars, inputTokens: 1000, outputTokens: 1000 },
    expectedNanoDollars: 7,
    ...rest,
  };
  const usage = { ...NO_USAGE, inputTokens: 100, cachedInputTokens: 60, outputTokens: 10, costNanoDollars: nanoDollars };
  budgets.reserve(spending).settle({ outcome: 'answered', usage, energyJoules: 1.5, ...spent });
  budgets.flush();
}
const here = { target: { id: 'tiny', zone: 'device' } } as const;
const brief = (by: Parameters<SpendingReading['by']>[0], days?: Parameters<SpendingReading['by']>[1]) =>
  reading.by(by, days).map(({ name, tries, costNanoDollars }) => [name, tries, costNanoDollars]);

describe('the sums', () => {
  beforeEach(() => {
    use(500);
    use(300, { app: 'a2', tags: ['work'], project: 'house', conversationId: 'c' });
    use(0, here, { wouldCostNanoDollars: 90 });
    time += DAY;
    const usage = { ...NO_USAGE, inputTokens: 10, outputTokens: 5, costNanoDollars: 50, isEstimate: true } as const;
    use(50, { target: { id: 'groq/llama', zone: 'cloud', provider: 'groq' } }, { usage, outcome: 'cancelled' });
  });

  it('are kept by day, app, model, provider, zone, tag, project and conversation', () => {
    expect(brief('day')).toEqual([
      ['2026-11-18', 3, 800],
      ['2026-11-19', 1, 50],
    ]);
    expect(brief('app')).toEqual([
      ['a1', 3, 550],
      ['a2', 1, 300],
    ]);
    expect(brief('model').map(([name]) => name)).toEqual(['openai/gpt', 'groq/llama', 'tiny']);
    expect(brief('provider')).toEqual([
      ['openai', 2, 800],
      ['groq', 1, 50],
    ]);
    expect(brief('zone')).toEqual([
      ['cloud', 3, 850],
      ['device', 1, 0],
    ]);
    expect(brief('tag')).toEqual([
      ['work', 4, 850],
      ['public', 3, 550],
    ]);
    expect(brief('project')).toEqual([['house', 1, 300]]);
    expect(brief('conversation')).toEqual([['c', 1, 300]]);
    expect(brief('provider', { from: '2026-11-19' })).toEqual([['groq', 1, 50]]);
    expect(brief('day', { to: '2026-11-18' })).toEqual([['2026-11-18', 3, 800]]);
    expect(reading.wasTried('openai/gpt', '2026-11-18')).toBe(true);
    expect(reading.wasTried('openai/gpt', '2026-11-19')).toBe(false);
    expect(reading.wasTried('openai', '2026-11-18')).toBe(false);
  });

  it('say what was estimated, what was saved and the energy', () => {
    expect(reading.by('zone')).toMatchObject([
      { name: 'cloud', inputTokens: 210, cachedInputTokens: 120, outputTokens: 25, estimatedNanoDollars: 50, energyJoules: 4.5 },
      { name: 'device', wouldCostNanoDollars: 90, costNanoDollars: 0 },
    ]);
  });

  it('stay when single tries go, and so do those of caps', async () => {
    const { id } = budgets.set({ scope: 'total', window: 'lifetime', rolling: false, soft: false, limits: { nanoDollars: 1e9 } });
    const before = reading.by('day');
    const stop = keepFor(
      reading,
      () => 1,
      () => time + DAY / 2,
      (error) => expect.unreachable(String(error)),
    );
    while (Number(database.handle.prepare('SELECT COUNT(*) AS count FROM usage').get()?.count) > 1)
      await new Promise((resolve) => setImmediate(resolve));
    stop();
    expect(reading.by('day')).toEqual(before);
    budgets = createBudgets(database, { now: () => time, offsetAt: () => 0 });
    expect(budgets.standings()[0]?.used.nanoDollars).toBe(850);
    budgets.remove(id);
    budgets.set({ scope: 'provider:openai', window: 'lifetime', rolling: false, soft: false, limits: { nanoDollars: 1e9 } });
    expect(budgets.standings()[0]?.used.nanoDollars).toBe(800);
  });
});

describe('an export', () => {
  it('has a flat row a try, typed, with the decision it came from', () => {
    database.handle.exec(
      `INSERT INTO requests (id, app, dialect, model, created_at, status) VALUES ('asked', 'a1', 'd', 'auto', 0, 'done');
       INSERT INTO decisions VALUES ('asked', 4, 'cloud', '{}')`,
    );
    use(1_500_000_000, { requestId: 'asked', tags: ['=cmd', 'a"b'] });
    time += DAY;
    use(0, here, { wouldCostNanoDollars: 90 });
    const rows = JSON.parse([...exportUsage(database, 'json', 0)].join('')) as Record<string, unknown>[];
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      expect(Object.keys(row)).toEqual([...USAGE_COLUMNS]);
      for (const value of Object.values(row)) expect(typeof value === 'object' && value !== null).toBe(false);
    }
    expect(rows[0]).toMatchObject({
      time: '2026-11-18T12:00:00.000Z',
      requestId: 'asked',
      attempt: 1,
      tags: '=cmd,a"b',
      policyVersion: 4,
      ceiling: 'cloud',
      costNanoDollars: 1_500_000_000,
      costUsd: 1.5,
      estimated: false,
      expectedNanoDollars: 7,
      project: null,
    });
    expect(rows[1]).toMatchObject({ zone: 'device', wouldCostNanoDollars: 90, provider: null, policyVersion: null });
    expect(JSON.parse([...exportUsage(database, 'json', time)].join(''))).toHaveLength(1);
    expect(JSON.parse([...exportUsage(database, 'json', time + 1)].join(''))).toEqual([]);
    const [head, first] = [...exportUsage(database, 'csv', 0)];
    expect(head).toBe(`${USAGE_COLUMNS.map((name) => `"${name}"`).join(',')}\r\n`);
    expect(first).toContain(`"'=cmd,a""b"`);
  });
});
