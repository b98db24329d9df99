import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../electron/ledger/migrations.ts';
import { hasSignals, type LintelProcess, newDataFolder, startLintel } from './lintel-process.ts';

const PACKAGING = join(import.meta.dirname, '..', '..', 'packaging');

let dataFolder: string;
let started: LintelProcess | undefined;
beforeEach(() => {
  dataFolder = newDataFolder();
  started = undefined;
});
afterEach(async () => {
  started?.kill('SIGKILL');
  await started?.exited;
  rmSync(dataFolder, { recursive: true, force: true });
});

/** Puts a program in place of systemd's that writes down what it was told. */
function standInForSystemd(): { environment: Record<string, string>; told: () => string[] } {
  const folder = join(dataFolder, 'programs');
  const file = join(folder, 'told');
  mkdirSync(folder);
  writeFileSync(join(folder, 'systemd-notify'), `#!/bin/sh\necho "$NOTIFY_SOCKET $*" >> '${file}'\n`);
  chmodSync(join(folder, 'systemd-notify'), 0o755);
  return {
    environment: { NOTIFY_SOCKET: '/run/stand-in', PATH: `${folder}${delimiter}${process.env.PATH}` },
    told: () => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []),
  };
}

/** Each test starts whole programs, which take as long as this computer has others to do: nothing here is about speed. */
const PATIENCE = { timeout: 120_000 };
const SAID = { timeout: 30_000 };

describe.skipIf(!hasSignals)('as a service', PATIENCE, () => {
  it.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('ends cleanly on %s, and starts on the same folder again', async (signal) => {
    for (let start = 0; start < 2; start += 1) {
      started = await startLintel({ dataFolder });
      started.kill(signal);
      expect(await started.exited).toBe(0);
      expect(existsSync(join(dataFolder, 'instance.json'))).toBe(false);
    }
  });

  it('tells systemd once it can answer, and that it is ending', async () => {
    const { environment, told } = standInForSystemd();
    started = await startLintel({ dataFolder, environment });
    expect((await fetch(`${started.address}/health`)).status).toBe(200);
    await expect.poll(told, SAID).toEqual(['/run/stand-in READY=1']);
    started.kill('SIGTERM');
    expect(await started.exited).toBe(0);
    expect(told()).toEqual(['/run/stand-in READY=1', '/run/stand-in STOPPING=1']);
  });

  it('goes on where systemd cannot be told, and says so in one line', async () => {
    started = await startLintel({ dataFolder, environment: { NOTIFY_SOCKET: '/run/stand-in', PATH: dataFolder, LINTEL_LOG: 'json' } });
    expect((await fetch(`${started.address}/health`)).status).toBe(200);
    // Whole lines alone: the rest of one may still be on its way.
    const lines = () => (started?.errors() ?? '').split('\n').slice(0, -1);
    const told = () => lines().filter((line) => line.includes('systemd could not be told'));
    await expect.poll(told, SAID).toHaveLength(1);
    expect(JSON.parse(told()[0] ?? '')).toMatchObject({ level: 'error', event: 'systemd could not be told' });
    expect((await fetch(`${started.address}/health`)).status).toBe(200);
    for (const line of lines()) expect(JSON.parse(line)).toMatchObject({ level: expect.any(String), event: expect.any(String) });
  });

  it('brings a ledger of an older Lintel up to date, keeping the file from before', async () => {
    const file = join(dataFolder, 'lintel.db');
    const old = new DatabaseSync(file);
    const before = MIGRATIONS.length - 1;
    for (const migration of MIGRATIONS.slice(0, before)) old.exec(migration);
    old.exec(`PRAGMA user_version = ${before}`);
    old.exec(`INSERT INTO conversations (id, title, created_at, updated_at) VALUES ('kept', 'From before', 1, 1)`);
    old.close();
    started = await startLintel({ dataFolder });
    const page = await fetch(started.address);
    const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? '';
    const conversations = (await (await fetch(`${started.address}/ui/conversations`, { headers: { cookie } })).json()) as {
      title: string;
    }[];
    expect(conversations.map(({ title }) => title)).toEqual(['From before']);
    started.kill('SIGTERM');
    expect(await started.exited).toBe(0);
    const now = new DatabaseSync(file, { readOnly: true });
    expect(now.prepare('PRAGMA user_version').get()).toEqual({ user_version: MIGRATIONS.length });
    now.close();
    expect(
      readdirSync(dataFolder).filter((name) => /^lintel\.db\..*before|^lintel\..*\.db$|lintel\.db\.v/.test(name)).length,
    ).toBeGreaterThan(0);
  });
});

describe('what starts it', () => {
  const read = (...path: string[]) => readFileSync(join(PACKAGING, ...path), 'utf8');

  it('gives it time to end, secrets of its own, and no more rights than it needs', () => {
    const unit = read('services', 'lintel.service');
    for (const line of [
      'Type=notify',
      'Restart=on-failure',
      'UMask=0077',
      'NoNewPrivileges=yes',
      'ProtectSystem=strict',
      'WantedBy=default.target',
    ])
      expect(unit.split('\n')).toContain(line);
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(5);
    const agent = read('services', 'app.lintel.serve.plist');
    expect(Number(/ExitTimeOut<\/key>\s*<integer>(\d+)/.exec(agent)?.[1])).toBeGreaterThan(5);
    expect(Number(/Umask<\/key>\s*<integer>(\d+)/.exec(agent)?.[1])).toBe(0o077);
    // In a folder of everybody's, another user could lay a link to a file of this one.
    expect(agent).not.toMatch(/>\/(?:private\/)?(?:tmp|var\/tmp)\//);
    // V8 compiles as it runs, and graphics cards are devices.
    expect(unit).not.toMatch(/^(?:MemoryDenyWriteExecute|PrivateDevices)=/m);
    const container = read('Containerfile');
    expect(container).toMatch(/^USER node$/m);
    // Docker reads its own list of what stays out, by the name of the file it builds.
    expect(read('Containerfile.dockerignore')).toBe(read('..', '.containerignore'));
    expect(read('Containerfile.dockerignore').split('\n')).toEqual(expect.arrayContaining(['.git', 'node_modules', 'dist']));
    expect(container).not.toMatch(/0\.0\.0\.0/);
    for (const text of [unit, agent, container]) expect(text).toMatch(/serve.*--port.*5468|serve<\/string>\s*<string>--port/s);
  });
});
