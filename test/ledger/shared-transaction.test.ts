import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../electron/ledger/database.ts';

let folder: string;
let file: string;
let database: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-shared-'));
  file = join(folder, 'lintel.db');
  database = openDatabase(file, { repair: true });
  database.handle.exec('CREATE TABLE notes (text TEXT NOT NULL UNIQUE, of TEXT) STRICT');
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const write = (text: string | null) => void database.handle.prepare('INSERT INTO notes (text) VALUES (?)').run(text);

/** What another reader of the file finds. */
function onDisk(): unknown[] {
  const other = new DatabaseSync(file, { readOnly: true });
  const rows = other.prepare('SELECT text FROM notes ORDER BY rowid').all();
  other.close();
  return rows.map(({ text }) => text);
}

it('holds all that asks for it in one turn, each resolved only once it is on disk', async () => {
  const seen: unknown[][] = [];
  const asked = ['a', 'b', 'c'].map((text) =>
    database
      .together(() => {
        write(text);
        return onDisk().length;
      })
      .then((before) => seen.push([before, onDisk()])),
  );
  expect(onDisk()).toEqual([]);
  await Promise.all(asked);
  // None of them found another on disk: there was one transaction.
  expect(seen).toEqual(Array(3).fill([0, ['a', 'b', 'c']]));
});

it('takes nothing back for what another cannot write', async () => {
  const results = await Promise.allSettled(['a', null, 'b', 'a'].map((text) => database.together(() => write(text))));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
  expect(results[1]).toMatchObject({ reason: { code: 'storage-failed' } });
  expect(onDisk()).toEqual(['a', 'b']);
});

it('keeps back each that requires what cannot be written, also when it is tried alone', async () => {
  database.owe(
    'r1',
    () => write(null),
    () => undefined,
  );
  const leave = (name: string, text: string) =>
    database.together(() => {
      database.require(name);
      write(text);
    });
  const results = await Promise.allSettled([leave('r1', 'mine'), leave('r2', 'another')]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  await expect.poll(() => database.fresh(onDisk)).toEqual(['another']);
  await expect(leave('r1', 'mine')).rejects.toThrow(/NOT NULL/);
  database.disown('r1');
  await leave('r1', 'mine');
  expect(onDisk()).toEqual(['another', 'mine']);
});

it('holds what is required within it, and leaves what else waits to wait', async () => {
  const noFault = () => undefined;
  database.later(() => write('waits'), noFault);
  database.owe('r1', () => write('owed'), noFault);
  database.later(() => write('waits, too'), noFault);
  const leave = (text: string) =>
    database.together(() => {
      database.require('r1');
      write(text);
    });
  // Two tries of one request leave at once.
  await Promise.all([leave('first'), leave('second')]);
  expect(onDisk()).toEqual(['owed', 'first', 'second']);
  await expect.poll(onDisk).toEqual(['owed', 'first', 'second', 'waits', 'waits, too']);
});

it('is written before the file is closed', async () => {
  const asked = database.together(() => write('last'));
  database.close();
  await asked;
  expect(onDisk()).toEqual(['last']);
  database = openDatabase(file, { repair: true });
});
