import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../electron/ledger/database.ts';
import { lintel, newDataFolder } from '../e2e/lintel-process.ts';

const dataFolder = newDataFolder();
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));
const here = (...argv: string[]) => lintel([...argv, '--data-dir', dataFolder]);

/** A Node on the path that is too old for Lintel itself. */
function olderNode(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  return folders
    .map((folder) => join(folder, 'node'))
    .filter((file) => existsSync(file))
    .find((file) => Number(/^v(\d+)/.exec(execFileSync(file, ['--version'], { encoding: 'utf8' }))?.[1]) < 22);
}

describe('lintel, without a running Lintel', () => {
  it('decides without running', async () => {
    const { code, stdout } = await here('route', 'Write to anna@example.org', '--tags', 'internal', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      policyVersion: 1,
      ceiling: { zone: 'lan', because: ['it is tagged “internal”'] },
      permitted: [{ targetId: 'lintel-starter', zone: 'device' }],
      refused: [],
      sentence: expect.stringContaining('Stayed on this device'),
    });
    expect((await here('route', 'Hi', '--model', 'nope')).stdout).toMatch(/^Lintel starter +device +You asked for another model\.$/m);
  });

  it('chats with a model of its own, from an argument or from a pipe', async () => {
    const spoken = await here('chat', 'Hello');
    expect(spoken.code).toBe(0);
    expect(spoken.stdout.trim().length).toBeGreaterThan(0);
    // What it was like is kept for the next decision.
    const store = openDatabase(join(dataFolder, 'lintel.db'), { repair: false });
    const known = store.handle.prepare('SELECT known FROM experience WHERE target_id = ?').get('lintel-starter')?.known;
    store.close();
    expect(JSON.parse(String(known)).target.loadMs.mean).toBeGreaterThan(0);
    const piped = await lintel(['chat', '--data-dir', dataFolder, '--json'], { input: 'Hello from a pipe\n' });
    expect(JSON.parse(piped.stdout)).toMatchObject({
      text: expect.any(String),
      conversationId: expect.any(String),
      answer: { status: 'done' },
    });
  });

  it('fails with a sentence when nothing can answer, and with 2 when nothing was asked', async () => {
    const unknown = await here('chat', 'Hello', '--model', 'nope');
    expect(unknown).toMatchObject({ code: 1, stdout: '' });
    expect(unknown.stderr).toContain('There is no model “nope”. Use “auto” or one of: lintel-starter.');
    expect((await lintel(['chat', '--data-dir', dataFolder], { input: '' })).code).toBe(2);
  });

  it('makes, lists and revokes keys, and shows a key only once', async () => {
    const made = await here('keys', 'create', 'editor');
    const key = made.stdout.trim();
    expect(key).toMatch(/^lintel-[\w-]{43}$/);
    const listed = JSON.parse((await here('keys', 'list', '--json')).stdout) as { id: string; name: string; revokedAt?: number }[];
    expect(listed).toMatchObject([{ name: 'editor', lastFour: key.slice(-4) }]);
    expect(JSON.stringify(listed)).not.toContain(key);
    expect((await here('keys', 'revoke', listed[0]?.id ?? '')).stdout).toContain('Revoked editor');
    expect((await here('keys', 'list')).stdout).toContain('revoked');
    expect(readFileSync(join(dataFolder, 'lintel.db')).includes(key)).toBe(false);
  });

  it('makes keys from several commands at once on a fresh folder, in files that only their owner can read', async () => {
    const shared = newDataFolder();
    chmodSync(shared, 0o755);
    const made = await Promise.all(
      Array.from({ length: 5 }, (_, index) => lintel(['keys', 'create', `app-${index}`, '--data-dir', shared])),
    );
    expect(made.map(({ code, stderr }) => ({ code, stderr: code === 0 ? '' : stderr }))).toEqual(made.map(() => ({ code: 0, stderr: '' })));
    expect(JSON.parse((await lintel(['keys', 'list', '--json', '--data-dir', shared])).stdout)).toHaveLength(5);
    expect(readdirSync(shared).filter((name) => (statSync(join(shared, name)).mode & 0o077) !== 0)).toEqual([]);
    rmSync(shared, { recursive: true });
  });

  it('waits for another command that holds the folder', async () => {
    const both = await Promise.all([here('chat', 'One'), here('chat', 'Two')]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
  });

  it.skipIf(process.platform !== 'linux')('fails at once where no folder can be made', async () => {
    const { code, stderr } = await lintel(['keys', 'list', '--data-dir', '/proc/lintel']);
    expect(code).toBe(1);
    expect(stderr).toContain('Lintel cannot write to the data folder /proc/lintel');
  });

  it('says that nothing runs', async () => {
    expect(await here('status')).toMatchObject({ code: 0, stdout: 'Lintel is not running. Start it with: lintel serve\n' });
    const status = JSON.parse((await here('status', '--json')).stdout);
    expect(status).toMatchObject({ running: false, dataFolder });
    const { cores, cpu, cpuOthers, memoryFreeBytes, memoryTotalBytes, battery, thermal } = status.hardware;
    expect(cores).toBeGreaterThanOrEqual(1);
    expect(cpu).toBeGreaterThanOrEqual(cpuOthers);
    expect(memoryTotalBytes).toBeGreaterThan(memoryFreeBytes);
    expect([battery, thermal]).toEqual([expect.any(Number), expect.any(String)]);
  });

  it('examines the computer, and exits 1 with advice where something is broken', async () => {
    const well = JSON.parse((await here('doctor', '--json')).stdout) as { name: string; status: string; detail: string }[];
    expect(well.map((finding) => finding.name)).toEqual([
      'runtime',
      'llama.cpp',
      'processor',
      'memory',
      'hardware',
      'window',
      'data folder',
      'database',
      'models',
      'port',
    ]);
    expect(well.filter((finding) => finding.status === 'failed')).toEqual([]);
    expect(well.find(({ name }) => name === 'hardware')?.detail).toMatch(
      /^\d+ % of \d+ cores? busy, \d+ % with other programs; [\d.]+ GiB of [\d.]+ GiB of memory free; .*(mains power|charged); /,
    );
    const broken = newDataFolder();
    writeFileSync(join(broken, 'lintel.db'), 'no database '.repeat(500));
    const ill = await lintel(['doctor', '--data-dir', broken]);
    expect(ill.code).toBe(1);
    expect(ill.stdout).toMatch(/failed\s+database.*\n.*Start Lintel: it sets a damaged file aside/);
    expect(readFileSync(join(broken, 'lintel.db'), 'utf8')).toContain('no database');
    rmSync(broken, { recursive: true });
  });

  it('takes the data folder from LINTEL_DATA_DIR', async () => {
    const { stdout } = await lintel(['status', '--json'], { environment: { LINTEL_DATA_DIR: dataFolder } });
    expect(JSON.parse(stdout)).toMatchObject({ running: false, dataFolder });
  });

  const older = olderNode();
  it.skipIf(older === undefined)('hands over from an older Node to its own', async () => {
    const { stdout, code } = await lintel(['doctor', '--json', '--data-dir', dataFolder], older === undefined ? {} : { node: older });
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { detail: string }[])[0]?.detail).toMatch(/^Node 2[4-9]/);
  });
});
