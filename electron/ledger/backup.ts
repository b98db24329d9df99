import { existsSync, rmSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { Database } from './database.ts';
import { MIGRATIONS } from './migrations.ts';

/** What a backup says of itself, beside all that the database holds. */
export interface BackupHead {
  /** The version of Lintel that made it. */
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly madeAt: number;
  /** The settings file, as JSON. */
  readonly settings: string;
}

/** An app's key that opens nothing any more. */
export interface RevokedKey {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Holds the settings in a backup; no database of ours has it. */
const HEAD = 'lintel_backup';

const HEAD_TABLE = `CREATE TABLE ${HEAD} (version TEXT NOT NULL, made_at INTEGER NOT NULL, settings TEXT NOT NULL) STRICT`;

const NO_BACKUP = say`This file is no backup of Lintel’s, or it is damaged. Nothing was changed.`;

/** Writes everything the database holds at this moment into one file, beside what else is needed. Work goes on meanwhile. */
export async function writeBackup({ handle, guard }: Database, file: string, head: BackupHead): Promise<void> {
  await backup(handle, file, { rate: 1_000 });
  guard(() => {
    const copy = new DatabaseSync(file);
    try {
      copy.exec(HEAD_TABLE);
      copy.prepare(`INSERT INTO ${HEAD} VALUES (?, ?, ?)`).run(head.version, head.madeAt, head.settings);
    } finally {
      copy.close();
    }
  });
}

/**
 * Looks whether a file is a whole backup that this Lintel can read, and makes it the plain database that it was.
 * Nothing in the file is run: its tables, indexes and triggers must be the very ones that Lintel makes.
 * @param revoked what was revoked since stays revoked
 * Throws `bad-request` with what is wrong.
 */
export function openBackup(file: string, revoked: readonly RevokedKey[] = []): BackupHead {
  let copy: DatabaseSync | undefined;
  try {
    copy = new DatabaseSync(file);
    copy.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;');
    const version = Number(copy.prepare('PRAGMA user_version').get()?.user_version);
    if (version > MIGRATIONS.length)
      throw new LintelError(
        'bad-request',
        say`This backup was made by a newer Lintel. Update Lintel, then restore it. Nothing was changed.`,
      );
    if (schemaOf(copy) !== ownSchema(version) || copy.prepare('PRAGMA integrity_check(1)').get()?.integrity_check !== 'ok')
      throw new LintelError('bad-request', NO_BACKUP);
    const row = copy.prepare(`SELECT version, made_at, settings FROM ${HEAD}`).get();
    if (row === undefined || !isObject(JSON.parse(String(row.settings)))) throw new LintelError('bad-request', NO_BACKUP);
    copy.exec(`DROP TABLE ${HEAD}`);
    for (const { id, at } of revoked) copy.prepare('UPDATE keys SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?').run(at, id);
    return { version: String(row.version), madeAt: Number(row.made_at), settings: String(row.settings) };
  } catch (error) {
    if (error instanceof LintelError) throw error;
    throw new LintelError('bad-request', NO_BACKUP, { cause: error });
  } finally {
    copy?.close();
    for (const side of ['-wal', '-shm', '-journal']) if (existsSync(file + side)) rmSync(file + side);
  }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** All that a database is made of, but for the head of a backup, just as it is made here, and what SQLite adds by itself. */
function schemaOf(handle: DatabaseSync): string {
  const rows = handle
    .prepare(
      `SELECT type, name, tbl_name, sql FROM sqlite_schema
       WHERE NOT (type IN ('table', 'index') AND name LIKE 'sqlite\\_%' ESCAPE '\\') AND NOT (type = 'table' AND name = ? AND sql = ?)
       ORDER BY type, name`,
    )
    .all(HEAD, HEAD_TABLE);
  return JSON.stringify(rows);
}

/** What a database of a format is made of. */
function ownSchema(version: number): string {
  const own = new DatabaseSync(':memory:');
  try {
    for (const step of MIGRATIONS.slice(0, version)) own.exec(step);
    return schemaOf(own);
  } finally {
    own.close();
  }
}
