import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../electron/ledger/database.ts';

let folder: string;
let file: string;
let database: Database;
const lost: unknown[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-waiting-'));
  file = join(folder, 'lintel.db');
  database = openDatabase(file, { repair: true });
  database.handle.exec('CREATE TABLE notes (text TEXT NOT NULL UNIQUE) STRICT');
  lost.length = 0;
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const write = (text: string | null) => void database.handle.prepare('INSERT INTO notes VALUES (?)').run(text);
const later = (text: string | null) =>
  database.later(
    () => write(text),
    (error) => lost.push(error),
  );

/** What another reader of the file finds. */
function onDisk(): unknown[] {
  const other = new DatabaseSync(file, { readOnly: true });
  const rows = other.prepare('SELECT text FROM notes ORDER BY rowid').all();
  other.close();
  return rows.map(({ text }) => text);
}

it('is on disk with the next transaction, before what that one writes', () => {
  later('told first');
  later('told second');
  expect(onDisk()).toEqual([]);
  database.transaction(() => write('done'));
  expect(onDisk()).toEqual(['told first', 'told second', 'done']);
});

it('is on disk by itself soon, and at once for whoever reads and when the file is closed', async () => {
  later('soon');
  await expect.poll(onDisk).toEqual(['soon']);
  later('read');
  expect(database.fresh(() => database.handle.prepare('SELECT count(*) AS count FROM notes').get())).toEqual({ count: 2 });
  later('closed');
  database.close();
  expect(onDisk()).toEqual(['soon', 'read', 'closed']);
  database = openDatabase(file, { repair: true });
});

it('waits on when the transaction it joined is taken back', () => {
  later('waits');
  expect(() =>
    database.transaction(() => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(onDisk()).toEqual([]);
  database.transaction(() => undefined);
  expect(onDisk()).toEqual(['waits']);
});

it('keeps nobody else back when it cannot be written: not the transaction it would join, nor what waits beside it', async () => {
  later('before');
  later(null);
  later('after');
  database.transaction(() => write('mine'));
  expect(onDisk()).toEqual(['mine']);
  await expect.poll(onDisk).toEqual(['mine', 'before', 'after']);
  expect(lost).toMatchObject([{ message: expect.stringContaining('NOT NULL') }]);
});

it('waits while the disk is full, and is written once there is room', async () => {
  const pages = Number(database.handle.prepare('PRAGMA page_count').get()?.page_count);
  database.handle.exec(`PRAGMA max_page_count = ${pages}`);
  later('x'.repeat(100_000));
  expect(() => database.transaction(() => write('y'.repeat(100_000)))).toThrow(/is full/);
  database.fresh(() => undefined);
  expect([onDisk(), lost]).toEqual([[], []]);
  database.handle.exec('PRAGMA max_page_count = 1000000');
  database.transaction(() => write('mine'));
  expect(onDisk()).toEqual(['x'.repeat(100_000), 'mine']);
});

const owe = (text: string | null) =>
  database.owe(
    `the row ${text}`,
    { kind: 'request', json: JSON.stringify(text) },
    () => write(text),
    (error) => lost.push(error),
  );

describe('what is owed', () => {
  it('is on disk with the transaction that requires it, and in the journal for whoever requires it in none', () => {
    owe('first');
    database.transaction(() => {
      database.require('the row first');
      write('second');
    });
    expect(onDisk()).toEqual(['first', 'second']);
    owe('third');
    database.require('the row third');
    database.require('the row third');
    expect(onDisk()).toEqual(['first', 'second']);
    expect(readFileSync(`${file}.pending`, 'utf8')).toBe('[1,"request","third"]\n');
    database.transaction(() => database.require('the row third'));
    expect(onDisk()).toEqual(['first', 'second', 'third']);
    expect(readFileSync(`${file}.pending`, 'utf8')).toBe('');
  });

  it('is written once for who requires it, though what waits before it cannot be', async () => {
    later(null);
    owe('mine');
    database.transaction(() => {
      database.require('the row mine');
      write('after it');
    });
    expect(onDisk()).toEqual(['mine', 'after it']);
    await expect.poll(() => lost.length).toBe(1);
    expect(onDisk()).toEqual(['mine', 'after it']);
  });

  it('keeps back who requires it where it cannot be written, before it was tried apart and after', async () => {
    const requiring = () =>
      database.transaction(() => {
        database.require('the row null');
        write('must not be there');
      });
    owe(null);
    expect(requiring).toThrow(/NOT NULL/);
    await expect.poll(() => lost.length).toBe(1);
    expect(requiring).toThrow(/NOT NULL/);
    // What else waits joins the same transaction, and is not what is required.
    later('another');
    expect(requiring).toThrow(/NOT NULL/);
    await expect.poll(onDisk).toEqual(['another']);
  });

  it('does not wait while nothing can be written, so that nothing piles up', () => {
    const pages = Number(database.handle.prepare('PRAGMA page_count').get()?.page_count);
    database.handle.exec(`PRAGMA max_page_count = ${pages}`);
    owe('x'.repeat(100_000));
    database.fresh(() => undefined);
    expect(() => owe('y'.repeat(100_000))).toThrow(/is full/);
    expect(() => database.require(`the row ${'x'.repeat(100_000)}`)).toThrow(/is full/);
    database.handle.exec('PRAGMA max_page_count = 1000000');
    database.fresh(() => undefined);
    expect(onDisk().length).toBe(1);
  });
});

it('is at most what a killed process had not told yet: what a transaction wrote stays', () => {
  const script = `
    import { openDatabase } from ${JSON.stringify(new URL('../../electron/ledger/database.ts', import.meta.url).href)};
    const database = openDatabase(${JSON.stringify(file)}, { repair: false });
    const write = (text) => database.handle.prepare('INSERT INTO notes VALUES (?)').run(text);
    database.later(() => write('waited'), () => {});
    database.transaction(() => write('told'));
    database.later(() => write('waits'), () => {});
    process.kill(process.pid, 'SIGKILL');`;
  expect(() => execFileSync(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' })).toThrow();
  expect(onDisk()).toEqual(['waited', 'told']);
});
