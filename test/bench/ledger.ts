// npm run bench -- ledger: a million tries in the ledger. What sums by day cost to read beside the single tries, and what a try costs to put down.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBudgets } from '../../electron/ledger/budgets.ts';
import { openDatabase } from '../../electron/ledger/database.ts';
import { createSpendingReading } from '../../electron/ledger/spending.ts';
import { createUsageRecord, type UsageEntry } from '../../electron/ledger/usage.ts';
import { NO_USAGE } from '../../shared/chat/usage.ts';
import { SPENDING_BY } from '../../shared/money/spending.ts';
import type { Spending } from '../../shared/routing/spending.ts';
import { interleave, type Line } from './measure.ts';

const ROWS = Number(process.env.LINTEL_BENCH_ROWS ?? 1_000_000);
const AT_A_TIME = 20_000;
const DAYS = 365;
const DAY_MS = 86_400_000;
const ROUNDS = 9;
const TRIES = 2_000;
/** The most that a page of the window may wait for a table. */
const GOAL_MS = 20;

const usage = { ...NO_USAGE, inputTokens: 900, cachedInputTokens: 300, outputTokens: 200, costNanoDollars: 1_234_567 };

/** A year of 20 apps, 40 models of eight providers and a local one, five tags, ten projects. */
const spending = (index: number): Spending => ({
  requestId: `request-${index}`,
  number: 1,
  app: `app-${index % 20}`,
  tags: [`tag-${index % 5}`],
  ...(index % 3 === 0 ? { project: `project-${index % 10}` } : {}),
  target:
    index % 4 === 0
      ? { id: 'local', zone: 'device' }
      : { id: `provider-${index % 8}/model-${index % 40}`, zone: 'cloud', provider: `provider-${index % 8}` },
  most: { nanoDollars: 2_000_000, inputTokens: 1_000, outputTokens: 300 },
});

const timed = (work: () => unknown) => async () => {
  const began = performance.now();
  work();
  return performance.now() - began;
};

export async function measureLedger(): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-bench-'));
  const database = openDatabase(join(folder, 'lintel.db'), { repair: true });
  try {
    const end = Date.parse('2026-11-18T12:00:00Z');
    const record = createUsageRecord(database, () => 0);
    for (let from = 0; from < ROWS; from += AT_A_TIME)
      database.transaction(() => {
        const entries: UsageEntry[] = [];
        for (let index = from; index < Math.min(from + AT_A_TIME, ROWS); index++) {
          const at = end - DAYS * DAY_MS + Math.floor((index / ROWS) * DAYS * DAY_MS);
          entries.push({ spending: spending(index), used: { outcome: 'answered', usage, energyJoules: 1 }, at });
        }
        record(entries);
      });
    const reading = createSpendingReading(database);
    const raw = database.handle.prepare('SELECT app, SUM(cost_nano_dollars) FROM usage GROUP BY app');
    const opened = performance.now();
    const budgets = createBudgets(database, { now: () => end, offsetAt: () => 0 });
    for (const scope of ['total', 'app:app-1', 'tag:tag-1'])
      budgets.set({ scope, window: 'month', rolling: false, soft: false, limits: { nanoDollars: 1e15 } });
    const openMs = performance.now() - opened;
    const tables = SPENDING_BY.map((name) => [name, timed(() => reading.by(name))] as const);
    const by = await interleave<string>(ROUNDS, { ...Object.fromEntries(tables), raw: timed(() => raw.all()) });
    let next = ROWS;
    const puttingDown = await interleave(ROUNDS, {
      tries: timed(() => {
        for (let index = 0; index < TRIES; index++)
          budgets.reserve(spending(next++)).settle({ outcome: 'answered', usage, energyJoules: 1 });
      }),
    });
    const rawMs = by.raw ?? Number.NaN;
    return [
      ...SPENDING_BY.map((name): Line => {
        const took = by[name] ?? Number.NaN;
        return {
          measure: `a year by ${name}, ${ROWS.toLocaleString('en')} tries`,
          value: `${took.toFixed(2)} ms`,
          against: `by app from the tries ${rawMs.toFixed(0)} ms`,
          ratio: (took / rawMs).toFixed(4),
          goal: `${GOAL_MS} ms`,
          reached: took <= GOAL_MS,
        };
      }),
      {
        measure: 'setting aside and settling a try',
        value: `${((puttingDown.tries / TRIES) * 1000).toFixed(0)} us`,
        against: '',
        ratio: '',
        goal: '',
      },
      { measure: 'three caps over a month that has begun', value: `${openMs.toFixed(0)} ms`, against: '', ratio: '', goal: '' },
    ];
  } finally {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
