import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createActivityCalls } from '../../electron/api/activity.ts';
import { type Database, openDatabase } from '../../electron/ledger/database.ts';
import { keepHardwareHistory } from '../../electron/platform/hardware-history.ts';
import { NO_USAGE } from '../../shared/chat/usage.ts';
import { projectionOf } from '../../shared/money/forecast.ts';
import { middleAndMost } from '../../shared/routing/quantiles.ts';
import type { Hardware } from '../../shared/routing/situation.ts';
import { activityIn } from '../fakes/activity.ts';
import { moneyIn } from '../fakes/money.ts';

let folder: string;
let database: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-activity-'));
  database = openDatabase(join(folder, 'lintel.db'), { repair: true });
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const calls = () => createActivityCalls({ ...moneyIn(database), ...activityIn(database) });

interface Kept {
  readonly zone?: string;
  readonly tags?: readonly string[];
  readonly app?: string;
  readonly firstTokenMs?: number;
  readonly refused?: readonly object[];
}

/** A request as the ledger keeps it. */
function keep(id: string, at: number, { zone, tags = [], app = 'window', firstTokenMs = 100, refused = [] }: Kept = {}): void {
  const target = zone === undefined ? undefined : { targetId: `${zone}-model`, name: `The ${zone} one`, zone };
  const plan = {
    requestId: id,
    policyVersion: 3,
    ceiling: { zone: 'cloud', because: [] },
    objective: 'balanced',
    trace: [],
    tags,
    refused,
  };
  const answer = {
    requestId: id,
    status: target === undefined ? 'failed' : 'done',
    ...(target === undefined ? {} : { target }),
    usage: { ...NO_USAGE, outputTokens: 10 },
    timings: { queueMs: 0, loadMs: 0, firstTokenMs, totalMs: 900, tokensPerSecond: 1000 / firstTokenMs },
  };
  const { handle } = database;
  handle
    .prepare(
      `INSERT INTO requests (id, app, dialect, model, created_at, finished_at, status, target_id, zone, answer) VALUES (?, ?, 'lintel', 'auto', ?, ?, ?, ?, ?, ?)`,
    )
    .run(id, app, at, at + 900, answer.status, target?.targetId ?? null, zone ?? null, JSON.stringify(answer));
  handle
    .prepare('INSERT INTO decisions (request_id, policy_version, ceiling, plan) VALUES (?, 3, ?, ?)')
    .run(id, 'cloud', JSON.stringify({ ...plan, permitted: target === undefined ? [] : [target], sentence: 'It was decided.' }));
  if (target !== undefined)
    handle.prepare(`INSERT INTO attempts VALUES (?, 1, ?, ?, ?, ?, 'answered', NULL)`).run(id, target.targetId, target.zone, at, at + 900);
}

describe('the list of requests', () => {
  const list = async (body: object) => (await calls().requests({ id: '', body: { limit: 100, ...body } })).entries.map(({ id }) => id);

  it('has the newest first and goes on where a page ended', async () => {
    for (let count = 1; count <= 5; count++) keep(`r${count}`, count, { zone: 'device' });
    const first = await calls().requests({ id: '', body: { limit: 2 } });
    expect(first.entries.map(({ id }) => id)).toEqual(['r5', 'r4']);
    const second = await calls().requests({ id: '', body: { limit: 3, ...(first.next === undefined ? {} : { before: first.next }) } });
    expect(second.entries.map(({ id }) => id)).toEqual(['r3', 'r2', 'r1']);
    expect(second).not.toHaveProperty('next');
  });

  it('is filtered by what each request was', async () => {
    keep('home', 10, { zone: 'device', tags: ['work'] });
    keep('away', 20, { zone: 'cloud', app: 'editor' });
    keep('none', 30);
    expect(await list({})).toEqual(['none', 'away', 'home']);
    expect(await list({ zone: 'cloud' })).toEqual(['away']);
    expect(await list({ zone: 'refused' })).toEqual(['none']);
    expect(await list({ app: 'editor' })).toEqual(['away']);
    expect(await list({ tag: 'work' })).toEqual(['home']);
    expect(await list({ status: 'done', from: 15, to: 25 })).toEqual(['away']);
    expect(await list({ targetId: 'device-model' })).toEqual(['home']);
  });
});

it('tells all that is kept of one request, and says so where nothing is', async () => {
  keep('r1', 1000, { zone: 'cloud' });
  database.handle
    .prepare(`INSERT INTO egress VALUES (7, 1001, 'prompt', 'r1', 'cloud-model', 'x', 'h', 'cloud', NULL, 0, NULL, '{}', NULL, 'aa')`)
    .run();
  expect(await calls().trace({ id: 'r1', body: undefined })).toMatchObject({
    request: { id: 'r1', targetName: 'The cloud one', totalMs: 900 },
    plan: { sentence: 'It was decided.', policyVersion: 3 },
    attempts: [{ number: 1, outcome: 'answered', errorCode: null }],
    charges: [],
    reserved: [],
    left: [7],
  });
  expect(() => calls().trace({ id: 'gone', body: undefined })).toThrow('The request gone is not kept');
});

it('measures targets by their last answers', async () => {
  for (let count = 1; count <= 20; count++) keep(`r${count}`, count, { zone: 'device', firstTokenMs: count * 10 });
  const [target] = await calls().targetFigures({ id: '', body: undefined });
  expect(target).toMatchObject({ id: 'device-model', answered: 20, failed: 0, firstTokenMs: { p50: 100, p95: 190, count: 20 } });
  expect(target?.tokensPerSecond?.p95).toBeCloseTo(1000 / 190);
  expect(middleAndMost([], 'most')).toBeUndefined();
});

it('says what a hard cap held back, and when a cap begins anew', async () => {
  const money = moneyIn(database);
  money.budgets.set({ scope: 'total', window: 'month', rolling: false, soft: false, limits: { nanoDollars: 1e9 } });
  const words = money.budgets.standings()[0]?.words;
  const refused = [
    { targetId: 'c', name: 'c', zone: 'cloud', constraint: 'budget', reason: `It can take up to $2, and your ${words} has $1 left.` },
  ];
  keep('held', Date.now() - 1000, { zone: 'device', refused });
  keep('lost', Date.now() - 900, { refused });
  keep('free', Date.now() - 800, { zone: 'device' });
  const { caps } = await createActivityCalls({ ...money, ...activityIn(database) }).capOutlooks({ id: '', body: undefined });
  expect(caps[0]).toMatchObject({ heldBack: { answered: 1, unanswered: 1 }, over: 'total' });
  expect(caps[0]?.resetsAt).toBeGreaterThan(Date.now());
});

it('sums days by zone, and all together', async () => {
  const money = moneyIn(database);
  for (const [zone, cost] of [
    ['device', 0],
    ['cloud', 500],
    ['cloud', 700],
  ] as const)
    money.budgets
      .reserve({
        requestId: `${zone}${cost}`,
        number: 1,
        app: 'window',
        tags: [],
        target: { id: zone, zone },
        most: { nanoDollars: cost, inputTokens: 10, outputTokens: 10 },
      })
      .settle({ outcome: 'answered', usage: { ...NO_USAGE, inputTokens: 5, costNanoDollars: cost }, energyJoules: 0 });
  const activity = createActivityCalls({ ...money, ...activityIn(database) });
  const seen = await activity.overview({ id: '', body: { from: '2000-01-01', to: '2999-12-31' } });
  expect(seen.total).toMatchObject({ tries: 3, costNanoDollars: 1200, inputTokens: 15 });
  expect(seen.days.map(({ zone, tries, costNanoDollars }) => [zone, tries, costNanoDollars])).toEqual([
    ['cloud', 2, 1200],
    ['device', 1, 0],
  ]);
  expect((await activity.overview({ id: '', body: { from: '2000-01-01', to: '2000-01-02' } })).total.tries).toBe(0);
});

it('foretells nothing of a window that has hardly begun', () => {
  const span = { from: 0, to: 1000 };
  expect(projectionOf(50, span, 99)).toBeUndefined();
  expect(projectionOf(50, span, 250)).toBe(200);
  expect(projectionOf(50, span, 2000)).toBe(50);
});

it('keeps what was seen of this computer for a while, and no longer', () => {
  vi.useFakeTimers({ now: 0 });
  const hardware = { cpu: 0.5 } as Hardware;
  const history = keepHardwareHistory(() => hardware, Date.now, 3);
  vi.advanceTimersByTime(5 * 60_000);
  expect(history.samples().map(({ at }) => at / 60_000)).toEqual([3, 4, 5, 5]);
  history.stop();
  vi.advanceTimersByTime(60_000);
  expect(history.samples()).toHaveLength(4);
  vi.useRealTimers();
});
