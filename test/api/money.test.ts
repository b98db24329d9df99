import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createMoneyCalls } from '../../electron/api/money.ts';
import { type Database, openDatabase } from '../../electron/ledger/database.ts';
import { createKeyStore } from '../../electron/ledger/keys.ts';
import { contract } from '../../shared/api/contract.ts';
import { NO_USAGE } from '../../shared/chat/usage.ts';
import { moneyIn } from '../fakes/money.ts';

let folder: string;
let database: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-money-calls-'));
  database = openDatabase(join(folder, 'lintel.db'), { repair: true });
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const set = (body: object) => contract.setBudget.body.safeParse(body);

it('takes a cap as it is meant, and no other', () => {
  expect(set({ scope: 'model:openai/gpt 4', window: 'month', nanoDollars: 5 }).data).toEqual({
    scope: 'model:openai/gpt 4',
    window: 'month',
    rolling: false,
    soft: false,
    nanoDollars: 5,
  });
  for (const wrong of [
    { scope: 'total', window: 'day' },
    { scope: 'totals', window: 'day', tokens: 1 },
    { scope: 'tag:', window: 'day', tokens: 1 },
    { scope: 'tag: work', window: 'day', tokens: 1 },
    { scope: `tag:${'x'.repeat(257)}`, window: 'day', tokens: 1 },
    { scope: 'total', window: 'year', tokens: 1 },
    { scope: 'total', window: 'day', nanoDollars: -1 },
    { scope: 'total', window: 'day', nanoDollars: 0.5 },
    { scope: 'total', window: 'day', tokens: Number.NaN },
    { scope: 'total', window: 'lifetime', rolling: true, tokens: 1 },
    { scope: 'total', window: 'request', requests: 1 },
    { scope: 'total', window: 'day', tokens: 1, id: 'mine' },
  ])
    expect([wrong, set(wrong).success]).toEqual([wrong, false]);
});

it('knows an app by the name of its key, and sums up what was just used', async () => {
  const keys = createKeyStore(database, Date.now);
  const { id } = keys.create('Editor', []);
  const parts = { ...moneyIn(database), keys: () => keys.list() };
  const calls = createMoneyCalls(parts);
  const cap = { window: 'day', rolling: false, soft: false, nanoDollars: 1000 } as const;
  expect(calls.setBudget({ id: '', body: { ...cap, scope: 'app:Editor' } })).toMatchObject({ scope: `app:${id}` });
  expect(calls.setBudget({ id: '', body: { ...cap, scope: 'app:window' } })).toMatchObject({ scope: 'app:window' });
  const reservation = parts.budgets.reserve({
    requestId: 'r1',
    number: 1,
    app: id,
    tags: [],
    target: { id: 'openai/gpt', zone: 'cloud', provider: 'openai' },
    most: { nanoDollars: 900, inputTokens: 10, outputTokens: 10 },
  });
  reservation.settle({ outcome: 'answered', usage: { ...NO_USAGE, inputTokens: 7, costNanoDollars: 600 }, energyJoules: 0 });
  expect(await calls.spending({ id: '', body: { by: 'app' } })).toMatchObject({ by: 'app', rows: [{ name: id, costNanoDollars: 600 }] });
  expect(await calls.budgets({ id: '', body: undefined })).toMatchObject({
    caps: [
      { scope: `app:${id}`, used: { nanoDollars: 600 }, warning: 50 },
      { scope: 'app:window', used: { nanoDollars: 0 } },
    ],
    spentToday: 600,
    spentThisMonth: 600,
  });
  const query = contract.spending.body;
  expect(query.safeParse({ by: 'day', from: '2026-11-01', to: '2026-11-30' }).success).toBe(true);
  for (const wrong of [{}, { by: 'person' }, { by: 'day', from: 'yesterday' }]) expect(query.safeParse(wrong).success).toBe(false);
});
