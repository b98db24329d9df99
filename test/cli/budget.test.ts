import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createBudgets } from '../../electron/ledger/budgets.ts';
import { openDatabase } from '../../electron/ledger/database.ts';
import { NO_USAGE } from '../../shared/chat/usage.ts';
import { lintel, newDataFolder, startLintel } from '../e2e/lintel-process.ts';

const dataFolder = newDataFolder();
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));
const here = (...argv: string[]) => lintel([...argv, '--data-dir', dataFolder]);

interface Listed {
  readonly caps: { id: string; scope: string; window: string; soft: boolean; rolling: boolean; limits: object; used: object }[];
}
const listed = async () => (JSON.parse((await here('budget', 'list', '--json')).stdout) as Listed).caps;

it('sets, lists and removes caps, while Lintel runs and while it does not', async () => {
  const set = await here('budget', 'set', '--scope', 'total', '--window', 'day', '--usd', '1.00');
  expect(set).toMatchObject({ code: 0 });
  expect(set.stdout).toMatch(/^Holds your cap of \$1\.00 a day\. \$0 of it used\. \([0-9a-f-]{36}\)\n$/);
  const running = await startLintel({ dataFolder });
  try {
    const soft = await running.cli(
      'budget',
      'set',
      '--scope',
      'tag:work',
      '--window',
      'month',
      '--tokens',
      '5000',
      '--soft',
      '--rolling',
      '--json',
    );
    expect(JSON.parse(soft.stdout)).toMatchObject({ scope: 'tag:work', soft: true, rolling: true, limits: { tokens: 5000 } });
    await running.createKey('Editor');
    expect(await running.cli('budget', 'set', '--scope', 'app:Editor', '--window', 'hour', '--requests', '10')).toMatchObject({ code: 0 });
    await running.cli('budget', 'set', '--scope', 'total', '--window', 'day', '--usd', '0.29');
  } finally {
    await running.stop({ keepData: true });
  }
  const caps = await listed();
  expect(caps).toMatchObject([
    { scope: 'total', window: 'day', limits: { nanoDollars: 290_000_000 }, used: { nanoDollars: 0 } },
    { scope: 'tag:work', window: 'month', limits: { tokens: 5000 } },
    { scope: expect.stringMatching(/^app:(?!Editor)/), limits: { requests: 10 } },
  ]);
  const table = await here('budget', 'list');
  expect(table.stdout).toMatch(/^Spent today \$0, this month \$0; about \$0 by its end\.\n/);
  expect(table.stdout).toMatch(/total +day +\$0\.29 +\$0 +hard/);
  expect(table.stdout).toMatch(/tag:work +month, rolling +5,000 tokens +0 tokens +soft/);
  expect(table.stdout).toMatch(/app:Editor +hour +10 requests/);
  expect(await here('budget', 'remove', '--scope', 'app:editor')).toMatchObject({
    code: 0,
    stdout: 'Removed the cap for app:editor, hour.\n',
  });
  expect(await here('budget', 'remove', caps[0]?.id ?? '')).toMatchObject({ code: 0, stdout: 'Removed the cap for total, day.\n' });
  expect((await here('budget', 'remove', '--scope', 'tag:work', '--window', 'month', '--json')).stdout).toContain('tag:work');
  expect(await listed()).toHaveLength(0);
}, 60_000);

it('takes an amount without its nought, and says when nothing goes by the scope yet', async () => {
  const set = await here('budget', 'set', '--scope', 'provider:Later Cloud', '--window', 'day', '--usd', '.5');
  expect(set).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('cap of $0.50 a day for provider later-cloud'),
    stderr: 'Nothing is called “Later Cloud” yet; the cap holds once something is.\n',
  });
  expect(await here('budget', 'remove', '--scope', 'provider:later cloud')).toMatchObject({ code: 0 });
}, 60_000);

it.each<[number, string, string[]]>([
  [2, 'name an amount with --usd, --tokens or --requests', ['set', '--scope', 'total', '--window', 'day']],
  [2, 'A scope is', ['set', '--scope', 'everything', '--window', 'day', '--usd', '1']],
  [2, 'Allowed choices', ['set', '--scope', 'total', '--window', 'year', '--usd', '1']],
  [2, 'an amount such as', ['set', '--scope', 'total', '--window', 'day', '--usd', '-1']],
  [2, 'an amount such as', ['set', '--scope', 'total', '--window', 'day', '--usd', '.']],
  [2, 'an amount such as', ['set', '--scope', 'total', '--window', 'day', '--usd', '']],
  [2, 'can roll', ['set', '--scope', 'total', '--window', 'lifetime', '--usd', '1', '--rolling']],
  [2, 'required option', ['set', '--window', 'day', '--usd', '1']],
  [1, 'There is no', ['remove', 'gone']],
  [1, 'no such cap', ['remove', '--scope', 'tag:gone']],
  [2, 'Name a cap', ['remove']],
])('ends with %i and says “%s” for budget %j', async (code, words, argv) => {
  const ended = await here('budget', ...argv);
  expect([ended.code, ended.stderr.includes(words) || ended.stderr]).toEqual([code, true]);
});

it('exports every try with what it used, and what left apart from it', async () => {
  const database = openDatabase(join(dataFolder, 'lintel.db'), { repair: false });
  const budgets = createBudgets(database, { now: Date.now, offsetAt: () => 0 });
  for (const requestId of ['old', 'new']) {
    const spending = {
      requestId,
      number: 1,
      app: 'window',
      tags: [],
      target: { id: 'openai/gpt', zone: 'cloud', provider: 'openai' },
    } as const;
    const reservation = budgets.reserve({ ...spending, most: { nanoDollars: 5, inputTokens: 1, outputTokens: 1 } });
    reservation.settle({ outcome: 'answered', usage: { ...NO_USAGE, costNanoDollars: 5 }, energyJoules: 0 });
  }
  budgets.close();
  database.handle.prepare(`UPDATE usage SET at = at - 10 * 86400000 WHERE request_id = 'old'`).run();
  database.close();
  const rows = (text: string) => (JSON.parse(text) as { requestId: string }[]).map(({ requestId }) => requestId);
  expect(rows((await here('ledger', 'export', '--json')).stdout)).toEqual(['old', 'new']);
  expect(rows((await here('ledger', 'export', '--since', '3d')).stdout)).toEqual(['new']);
  const csv = (await here('ledger', 'export', '--csv', '--since', '2020-01-01')).stdout.trimEnd().split('\r\n');
  expect(csv).toHaveLength(3);
  expect(csv[1]).toContain('"old","1","window"');
  for (const argv of [
    ['--csv', '--json'],
    ['--since', 'yesterday'],
    ['--sent', '--since', '3d'],
  ])
    expect((await here('ledger', 'export', ...argv)).code).toBe(2);
}, 30_000);
