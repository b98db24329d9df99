import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMoneyCalls } from '../../electron/api/money.ts';
import { type Database, openDatabase } from '../../electron/ledger/database.ts';
import { createKeyStore } from '../../electron/ledger/keys.ts';
import { contract } from '../../shared/api/contract.ts';
import type { BudgetsView, CapView } from '../../shared/api/views.ts';
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

describe('the scope of a cap', () => {
  const limits = { window: 'day', rolling: false, soft: false, requests: 1 } as const;
  function callsAmong() {
    const keys = createKeyStore(database, Date.now);
    const old = keys.create({ name: 'Editor', tags: [] }).id;
    const app = keys.create({ name: 'Editor', tags: ['work'] }).id;
    keys.revoke(old);
    const parts = {
      ...moneyIn(database),
      keys: () => keys.list(),
      providers: () => [
        { id: 'openai2', name: 'OpenAI2' },
        { id: 'my-cloud', name: 'My Cloud' },
      ],
      models: () => [{ id: 'openai2/gpt-4o', provider: 'openai2' }, { id: 'Qwen3' }],
      tags: () => ['private', 'work'],
      projects: () => [{ id: 'kitchen', name: 'My Kitchen' }],
    };
    const calls = createMoneyCalls(parts);
    const set = (scope: string) => calls.setBudget({ id: '', body: { ...limits, scope } }) as CapView;
    return { app, budgets: parts.budgets, calls, set };
  }
  const tryOf = (provider: string) =>
    ({
      requestId: 'r1',
      number: 1,
      app: 'window',
      tags: [],
      target: { id: `${provider}/gpt-4o`, zone: 'cloud', provider },
      most: { nanoDollars: 1, inputTokens: 1, outputTokens: 1 },
    }) as const;

  it('is what requests are counted under, however the name was typed', () => {
    const { app, set } = callsAmong();
    for (const [typed, scope] of [
      ['provider:OpenAI2', 'provider:openai2'],
      ['provider:my CLOUD', 'provider:my-cloud'],
      ['model:OpenAI2/GPT-4o', 'model:openai2/gpt-4o'],
      ['model:GPT-4O', 'model:gpt-4o'],
      ['model:my cloud/none', 'model:my cloud/none'],
      ['model:qwen3', 'model:Qwen3'],
      ['app:editor', `app:${app}`],
      ['app:Window', 'app:window'],
      ['tag:work', 'tag:work'],
      ['project:my kitchen', 'project:kitchen'],
      ['project:elsewhere', 'project:elsewhere'],
      ['total', 'total'],
    ] as const)
      expect([typed, set(typed).scope]).toEqual([typed, scope]);
    expect(set('provider:OpenAI2')).not.toHaveProperty('notice');
  });

  it('holds a provider that was named as its person spells it', () => {
    const { budgets, set } = callsAmong();
    set('provider:OpenAI2');
    budgets.reserve(tryOf('openai2'));
    expect(() => budgets.reserve({ ...tryOf('openai2'), requestId: 'r2' })).toThrow('for provider openai2');
  });

  it('is said to name nothing where it does, and holds a provider that comes later', () => {
    const { budgets, set } = callsAmong();
    for (const scope of ['provider:Later Cloud', 'model:later', 'tag:later'])
      expect(set(scope).notice).toBe(`Nothing is called “${scope.split(':')[1]}” yet; the cap holds once something is.`);
    expect(set('app:Later').notice).toContain('No app is called “Later” yet');
    for (const scope of ['project:later', 'conversation:later', 'total']) expect(set(scope)).not.toHaveProperty('notice');
    budgets.remove(set('total').id);
    budgets.reserve(tryOf('later-cloud'));
    expect(() => budgets.reserve({ ...tryOf('later-cloud'), requestId: 'r2' })).toThrow('for provider later-cloud');
  });

  it('is found again by the name that it was set with, and shown by it', () => {
    const { app, calls, set } = callsAmong();
    for (const scope of ['app:Editor', 'provider:OpenAI2', 'tag:work']) set(scope);
    const over = (scope: string) => (calls.budgets({ id: '', body: { scope } }) as BudgetsView).caps.map((cap) => [cap.scope, cap.over]);
    expect(over('app:EDITOR')).toEqual([[`app:${app}`, 'app:Editor']]);
    expect(over('provider:openai2')).toEqual([['provider:openai2', 'provider:OpenAI2']]);
    expect(over('tag:gone')).toEqual([]);
    expect(set('app:Editor').words).toBe('cap of 1 request a day for the app Editor');
  });
});

it('knows an app by the name of its key, and sums up what was just used', async () => {
  const keys = createKeyStore(database, Date.now);
  const { id } = keys.create({ name: 'Editor', tags: [] });
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
  expect(await calls.budgets({ id: '', body: {} })).toMatchObject({
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
