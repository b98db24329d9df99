import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../electron/ledger/database.ts';
import { createEgressLog } from '../../electron/ledger/egress-log.ts';
import { createEgressReading } from '../../electron/ledger/egress-reading.ts';
import { createRequestLedger } from '../../electron/ledger/requests.ts';
import { english } from '../../shared/chat/english.ts';
import { consider } from '../../shared/routing/plan-for.ts';
import { fakePorts, request, target } from '../fakes/ports.ts';

let folder: string;
let file: string;
let pending: string;
const opened: Database[] = [];
beforeEach(() => use(mkdtempSync(join(tmpdir(), 'lintel-journal-'))));
afterEach(() => {
  for (const database of opened.splice(0)) database.close();
  rmSync(folder, { recursive: true, force: true });
});

function open() {
  const database = openDatabase(file, { repair: true });
  opened.push(database);
  return database;
}

const AT = 1_750_000_000_000;
const faults: unknown[] = [];
const logOn = (database: Database) =>
  createEgressLog(database, { now: () => AT, keepsText: () => false, onFault: (error) => void faults.push(error) });
const requestsOn = (database: Database) =>
  createRequestLedger(
    database,
    () => AT,
    (error) => void faults.push(error),
  );

const departure = (requestId: string) =>
  ({
    kind: 'prompt',
    requestId,
    targetId: 'far',
    host: 'provider.example',
    zone: 'cloud',
    permit: `${requestId}/1`,
    masked: false,
    findings: { email: 1 },
  }) as const;

/** Decides a request for a cloud, as the path does before anything leaves. */
function decide(database: Database, id: string) {
  const ports = fakePorts([target('far', { zone: 'cloud' })]);
  const asked = request('Hi', { id, tags: ['public'] });
  const { plan, ...considered } = consider(asked, ports);
  requestsOn(database).opened(asked, plan, considered);
}

const count = (database: Database, table: string) => database.handle.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.rows;

/** What was kept of journals that could not all be written. */
const copies = () =>
  readdirSync(folder)
    .filter((name) => name.includes('.pending.damaged-'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));

/** What is on the disk now, as a process that is killed leaves it, in another folder. */
function crash(): void {
  const copy = mkdtempSync(join(tmpdir(), 'lintel-journal-'));
  cpSync(folder, copy, { recursive: true });
  for (const database of opened.splice(0)) database.close();
  rmSync(folder, { recursive: true, force: true });
  use(copy);
}

function use(path: string): void {
  folder = path;
  file = join(folder, 'lintel.db');
  pending = `${file}.pending`;
}

describe('what leaves', () => {
  it('outlives the process with the request that it leaves for, before any table has them', async () => {
    const first = open();
    decide(first, 'r1');
    expect(existsSync(pending)).toBe(false);
    logOn(first).opened(departure('r1'));
    expect([count(first, 'egress'), count(first, 'requests')]).toEqual([0, 0]);
    expect(statSync(pending).mode & 0o777).toBe(0o600);
    crash();

    const second = open();
    expect(existsSync(pending)).toBe(false);
    expect(second.handle.prepare('SELECT id, model, status, created_at FROM requests').all()).toEqual([
      { id: 'r1', model: 'auto', status: 'open', created_at: AT },
    ]);
    expect(
      requestsOn(second)
        .read('r1')
        ?.plan.permitted.map(({ targetId }) => targetId),
    ).toEqual(['far']);
    expect(second.handle.prepare('SELECT status FROM requests').get()).toEqual({ status: 'interrupted' });
    logOn(second);
    const reading = createEgressReading(second);
    expect(reading.list({ limit: 9 })).toMatchObject([{ ...departure('r1'), seq: 1, at: AT, ending: { outcome: 'unknown' } }]);
    expect(await reading.verify()).toMatchObject({ intact: true, head: { count: 2 } });
  });

  it('is in its tables soon, and once: what they have is not written into them again', async () => {
    const first = open();
    const log = logOn(first);
    log.opened(departure('r1'));
    await expect.poll(() => count(first, 'egress')).toBe(1);
    expect(readFileSync(pending, 'utf8')).toBe('');
    log.opened(departure('r2'));
    const line = readFileSync(pending);
    first.transaction(() => undefined);
    crash();
    // As where the process ended between the transaction and the moment the file was emptied.
    writeFileSync(pending, line);
    const second = open();
    expect(count(second, 'egress')).toBe(2);
    logOn(second).opened(departure('r3'));
    crash();
    expect(count(open(), 'egress')).toBe(3);
  });

  it('is kept whatever moment the process is killed at', () => {
    const script = `
      import { openDatabase } from ${JSON.stringify(new URL('../../electron/ledger/database.ts', import.meta.url).href)};
      import { createEgressLog } from ${JSON.stringify(new URL('../../electron/ledger/egress-log.ts', import.meta.url).href)};
      const log = createEgressLog(openDatabase(process.argv[1], { repair: true }), { now: Date.now, keepsText: () => false, onFault() {} });
      for (let number = 0; ; number++) {
        log.opened({ kind: 'prompt', requestId: String(number), host: 'h', zone: 'cloud', masked: false, findings: {} });
        process.stdout.write(number + ' ');
        if (number % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
        if (number > 2_000 + Number(process.argv[2])) process.kill(process.pid, 'SIGKILL');
      }`;
    for (let at = 0; at < 4; at++) {
      let told = '';
      try {
        execFileSync(process.execPath, ['--input-type=module', '-e', script, file, String(at * 7)], {
          stdio: ['ignore', 'pipe', 'ignore'],
        });
      } catch (error) {
        told = String((error as { stdout: Buffer }).stdout);
      }
      const numbers = told.trim().split(' ');
      expect(numbers.length).toBeGreaterThan(1_000);
      const database = open();
      const kept = database.handle.prepare('SELECT request_id AS id FROM egress ORDER BY seq DESC LIMIT ?').all(numbers.length + 1);
      // In order, each once; one more may have been put down and not told.
      const ids = kept.map(({ id }) => String(id)).reverse();
      expect(ids.slice(ids.indexOf('0')).slice(0, numbers.length)).toEqual(numbers);
      opened.pop()?.close();
    }
  });
});

describe('a journal that was left', () => {
  it('is read as far as its lines are whole, whatever they hold', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.json(), fc.constant('[1,"departure"'), fc.constant('[2,"else",{}]')), { maxLength: 8 }),
        (lines) => {
          for (const name of readdirSync(folder)) rmSync(join(folder, name));
          writeFileSync(
            pending,
            `${lines.join('\n')}\n[1000000,"departure",${JSON.stringify({ departure: departure('r1'), at: AT })}]\n[1000001,"depart`,
          );
          const database = open();
          expect(count(database, 'egress')).toBe(1);
          logOn(database).opened(departure('r2'));
          opened.pop()?.close();
          expect(count(open(), 'egress')).toBe(2);
          opened.pop()?.close();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is gone on with where a line of it was being written when the process ended', () => {
    writeFileSync(pending, '[7,"depart');
    logOn(open()).opened(departure('r1'));
    crash();
    const database = open();
    expect([count(database, 'egress'), database.notices]).toEqual([1, []]);
  });

  it('is kept and told of where a row of it can be written no more, beside those that can', async () => {
    const row = (id: string) =>
      `{"row":{"id":"${id}","app":"a","dialect":"d","model":"auto","at":1,"policyVersion":1,"ceiling":"cloud"},"plan":{}}`;
    const left = (id: string, host?: string) => JSON.stringify({ departure: { ...departure(id), host }, at: AT });
    const lines = [
      `[1,"request",${row('r1')}]`,
      `[2,"request",${row('r1')}]`,
      `[3,"departure",${left('r1', 'h')}]`,
      // The chain's head moves before it fails.
      `[4,"departure",${left('r2')}]`,
      `[5,"departure",${left('r3', 'h')}]`,
      `[6,"request",${row('r2')}]`,
    ];
    writeFileSync(pending, `${lines.join('\n')}\n`);
    const database = open();
    expect([count(database, 'requests'), count(database, 'decisions'), count(database, 'egress')]).toEqual([2, 2, 2]);
    expect(await createEgressReading(database).verify()).toMatchObject({ intact: true });
    expect(database.notices.map(english)).toEqual([expect.stringContaining('lintel.db.pending.damaged-')]);
    expect(copies()).toEqual([`${lines.join('\n')}\n`]);
    expect(existsSync(pending)).toBe(false);
  });

  it.each([
    ['a number that no line has', 2 ** 53 - 1],
    ['another’s number', 1],
  ])('is kept and gone on with where %s was written into it', (_, number) => {
    const line = (at: number, id: string) => `[${at},"departure",${JSON.stringify({ departure: departure(id), at: AT })}]\n`;
    writeFileSync(pending, line(1, 'r1') + line(number, 'r2') + line(3, 'r3'));
    const database = open();
    expect([copies().length, database.notices.length]).toEqual([1, 1]);
    logOn(database).opened(departure('r4'));
    crash();
    expect(open().handle.prepare(`SELECT 1 FROM egress WHERE request_id = 'r4'`).all()).toHaveLength(1);
  });

  it('is left to the instance that holds the folder', () => {
    const first = open();
    logOn(first).opened(departure('r1'));
    const other = openDatabase(file, { repair: false });
    expect(count(other, 'egress')).toBe(0);
    other.close();
    expect(readFileSync(pending, 'utf8')).not.toBe('');
    crash();
    expect(count(open(), 'egress')).toBe(1);
  });
});

describe('where something that waits cannot be written', () => {
  const bad = () => {
    throw new Error('a bad row');
  };
  /** A disk that is full from here on, until it is said not to be. */
  function filledUp(database: Database) {
    const disk = { isFull: true };
    const write = () => {
      if (disk.isFull) throw Object.assign(new Error('full'), { errcode: 13 });
    };
    database.later(write, () => undefined);
    return disk;
  }

  it('writes nothing twice, though the disk fills up meanwhile and the process ends', async () => {
    const database = open();
    const log = logOn(database);
    log.opened(departure('r1'));
    database.later(bad, () => undefined);
    log.opened(departure('r2'));
    const disk = filledUp(database);
    database.fresh(() => undefined);
    expect(count(database, 'egress')).toBe(0);
    disk.isFull = false;
    crash();
    const later = open();
    expect(count(later, 'egress')).toBe(2);
    expect(await createEgressReading(later).verify()).toMatchObject({ intact: true });
  });

  it('keeps a copy of the journal that holds what no table takes, also where that shows at a second try', () => {
    const database = open();
    database.handle.exec(`CREATE TRIGGER no BEFORE INSERT ON egress WHEN NEW.request_id = 'r1' BEGIN SELECT RAISE(ABORT, 'no'); END`);
    logOn(database).opened(departure('r1'));
    const disk = filledUp(database);
    database.fresh(() => undefined);
    disk.isFull = false;
    database.fresh(() => undefined);
    expect([count(database, 'egress'), readFileSync(pending, 'utf8')]).toEqual([0, '']);
    expect(copies()).toEqual([expect.stringContaining('"requestId":"r1"')]);
  });

  it('leaves the journal to the next start where another program keeps the database busy at the end', async () => {
    const database = open();
    logOn(database).opened(departure('r1'));
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    opened.pop()?.close();
    other.exec('COMMIT');
    other.close();
    await wait(700);
    expect(copies()).toEqual([]);
    expect(count(open(), 'egress')).toBe(1);
  });
});

it.skipIf(process.platform === 'win32')('lets nothing leave where there is no room, and leaves no half of a line', () => {
  const limit = 8 * 2 ** 20;
  const padding = `${'x'.repeat(limit - 101)}\n`;
  writeFileSync(pending, padding);
  const script = `
    import { openDatabase } from ${JSON.stringify(new URL('../../electron/ledger/database.ts', import.meta.url).href)};
    import { createEgressLog } from ${JSON.stringify(new URL('../../electron/ledger/egress-log.ts', import.meta.url).href)};
    const log = createEgressLog(openDatabase(process.argv[1], { repair: false }), { now: Date.now, keepsText: () => false, onFault() {} });
    try {
      log.opened(${JSON.stringify(departure('r1'))});
    } catch ({ code }) {
      console.log(code);
    }`;
  // A file may not grow past the limit, as on a full disk: a hundred bytes of the line still fit.
  const told = execFileSync('sh', [
    '-c',
    `trap '' XFSZ; ulimit -f ${limit / 512}; exec "$0" --input-type=module -e "$1" "$2"`,
    process.execPath,
    script,
    file,
  ]);
  expect(String(told)).toBe('storage-full\n');
  expect(readFileSync(pending, 'utf8')).toBe(padding);
  expect(count(open(), 'egress')).toBe(0);
});
