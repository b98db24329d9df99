import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createBudgets } from '../../electron/ledger/budgets.ts';
import { openDatabase } from '../../electron/ledger/database.ts';
import { createEgressLog } from '../../electron/ledger/egress-log.ts';
import { lintel, newDataFolder } from '../e2e/lintel-process.ts';

const dataFolder = newDataFolder();
const file = join(dataFolder, 'lintel.db');
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));
const here = (...argv: string[]) => lintel(['ledger', ...argv, '--data-dir', dataFolder]);

/** Does something to the database as the running Lintel, or as somebody else. */
function withDatabase(work: (database: ReturnType<typeof openDatabase>) => void): void {
  const database = openDatabase(file, { repair: false });
  work(database);
  database.close();
}

beforeAll(() =>
  withDatabase((database) => {
    const log = createEgressLog(database, { now: Date.now, keepsText: () => false, onFault: () => {} });
    for (const [index, zone] of (['cloud', 'lan'] as const).entries())
      log
        .opened({
          kind: 'prompt',
          requestId: `r${index}`,
          targetId: 't',
          targetName: 'A \u001b[31mplace',
          host: 'provider.example',
          zone,
          permit: `r${index}/1`,
          masked: index === 1,
          findings: { email: 2 },
        })
        .ended({ outcome: 'sent', bytesOut: 10, bytesIn: 20 });
    log.refused({ kind: 'prompt', host: 'other.example', zone: 'cloud', masked: false, findings: {} }, 'Nobody permitted it.');
  }),
);

it('lists what left', async () => {
  const { code, stdout } = await here('sent');
  expect(code).toBe(0);
  expect(stdout.split('\n')).toHaveLength(5);
  expect(stdout).toMatch(/5, 6 +\S+ \S+ +prompt +other\.example +cloud +no +0 B +refused/);
  expect(stdout).toMatch(/3, 4 +\S+ \S+ +prompt +A .*place \(provider\.example\) +lan +yes +10 B +email 2 +sent/);
  expect(stdout).not.toContain('\u001b');
  expect(JSON.parse((await here('sent', '--json', '--limit', '1')).stdout)).toMatchObject([{ seq: 5, ending: { outcome: 'refused' } }]);
  expect((await here('sent', '--limit', 'many')).code).toBe(2);
});

it('exports it, for others to check, and checks it', async () => {
  const csv = join(dataFolder, 'log.csv');
  const exported = await here('export', '--sent', '--csv', '--out', csv);
  expect(exported).toMatchObject({ code: 0, stdout: '' });
  expect(statSync(csv).mode & 0o777).toBe(0o600);
  const { stdout } = await here('export', '--sent', '--json');
  const { head } = JSON.parse(stdout) as { head: { hash: string; count: number } };
  expect(exported.stderr).toContain(head.hash);
  const json = join(dataFolder, 'log.json');
  writeFileSync(json, stdout);
  for (const path of [csv, json]) {
    const verified = await here('verify', path);
    expect(verified).toMatchObject({ code: 0 });
    expect(verified.stdout).toContain(
      'All 6 rows are there, in order and as they were written. The log on this computer goes on from there.',
    );
    expect(verified.stdout).toContain(head.hash);
  }
  writeFileSync(csv, readFileSync(csv, 'utf8').replace('provider.example', 'innocent.example'));
  expect(await here('verify', csv)).toMatchObject({ code: 1, stdout: expect.stringContaining('Row 1 of 6 was changed') });
  expect((await here('verify', file)).code).toBe(2);
  expect((await here('export', '--sent', '--out', join(dataFolder, 'no', 'such', 'folder'))).stderr).toContain('could not be written');
  expect((await here('export', '--csv', '--json')).code).toBe(2);
  expect(JSON.parse((await here('verify', '--json')).stdout)).toMatchObject({ intact: true, head });

  withDatabase(({ handle }) => handle.exec(`UPDATE egress SET zone = 'lan' WHERE seq = 1`));
  expect(await here('verify')).toMatchObject({ code: 1, stdout: expect.stringContaining('Row 1 of 6 was changed') });
  withDatabase(({ handle }) =>
    handle.exec(`UPDATE egress SET zone = 'cloud' WHERE seq = 1; UPDATE egress_endings SET hash = 'x' WHERE seq = 6`),
  );
  expect((await here('verify', json)).stdout).toContain('says something else there');
});

it('corrects a charge that a crash left as an estimate', async () => {
  withDatabase((database) => {
    const budgets = createBudgets(database, { now: Date.now, offsetAt: () => 0 });
    budgets.set({ scope: 'total', window: 'month', rolling: false, soft: false, limits: { nanoDollars: 1e9 } });
    const target = { id: 'far/model', zone: 'cloud', provider: 'far' } as const;
    budgets.reserve({
      requestId: 'cut',
      number: 1,
      app: 'a',
      tags: [],
      target,
      most: { nanoDollars: 5e8, inputTokens: 9, outputTokens: 9 },
    });
  });
  const { code, stdout } = await here('correct', 'cut', '--usd', '0.0123');
  expect(code).toBe(0);
  expect(stdout).toBe('Try 1 of cut cost $0.01, not $0.50 (estimate).\n');
  expect((await here('export', '--csv')).stdout).toContain('12300000');
  expect(await here('correct', 'cut', '--usd', '1')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('has no charge that is an estimate'),
  });
  expect((await here('correct', 'cut', '--usd', 'much')).code).toBe(2);
});
