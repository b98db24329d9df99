import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { LintelError } from '../../shared/chat/error.ts';
import { type Said, say } from '../../shared/chat/said.ts';
import { createEgressLinks } from './egress-links.ts';
import { keepCopy, leftIn, type Note, openJournal, SET_MARK } from './journal.ts';
import { MIGRATIONS } from './migrations.ts';
import { createRequestRows } from './request-rows.ts';
import { isDamage, isOfTheDisk, storageError } from './storage-error.ts';
import { createWaitingWrites, withinSavepoint } from './waiting-writes.ts';

/** Past this size a whole-file check costs too long at every start; then only an unclean end asks for one. */
const CHECK_ALWAYS_BYTES = 16 * 2 ** 20;

/** How long to wait, with everything else waiting too, for another program that is writing. Its writes take well under a millisecond. */
const BUSY_MS = 250;

export interface Database {
  readonly file: string;
  readonly handle: DatabaseSync;
  /** Sentences for the person, such as that a damaged file was set aside. */
  readonly notices: readonly Said[];
  /** A damaged file was set aside just now: what it held is not here any more. */
  readonly isNewAfterDamage: boolean;
  /** Runs `work`, turning SQLite's errors into ones a person can act on. */
  guard<Result>(work: () => Result): Result;
  /** The same, for what reads rows that are written later: what was told is there then. */
  fresh<Result>(read: () => Result): Result;
  /** Runs `work` in one transaction: all of it or nothing. */
  transaction<Result>(work: () => Result): Result;
  /**
   * Writes along with the next transaction, some milliseconds from now at the latest: for what nothing has to wait for. While the
   * disk is full it waits on. @param onLost told where it can never be written
   */
  later(write: () => void, onLost: (error: unknown) => void): void;
  /**
   * The same for what must outlive the process before that: `note`, from which a row is written anew, is in the journal when this
   * returns, with what is owed under `requires`. Throws what keeps it from there.
   */
  journal(note: Note, write: () => void, onLost: (error: unknown) => void, requires?: string): void;
  /**
   * The same for what others must not go on without, which they see to themselves: `require`. While nothing can be written it does not
   * wait: it is written at once, or throws what keeps it.
   */
  owe(name: string, note: Note, write: () => void, onLost: (error: unknown) => void): void;
  /** What is owed under a name is on disk: with the transaction that this is called in, else in the journal. Throws what keeps it. */
  require(name: string): void;
  /** Nobody will require it any more. */
  disown(name: string): void;
  /** Calls `act` after each transaction that was taken back: what was read within it was never there. */
  onTakenBack(act: () => void): void;
  /** Writes the log back into the database and empties it, so that what was deleted is in neither. */
  emptyLog(): void;
  close(): void;
}

/**
 * Opens the database and brings it to the newest version, with a copy kept of the version before.
 * @param options.repair set a damaged file aside and begin a new one; only the instance that holds
 *   the data folder may. Without it a damaged file is an error.
 */
export function openDatabase(file: string, options: { repair: boolean }): Database {
  const notices: Said[] = [];
  let handle: DatabaseSync;
  let isNewAfterDamage = false;
  const pending = `${file}.pending`;
  const opened = () => openAndMigrate(file, notices, options.repair ? pending : undefined);
  try {
    handle = opened();
  } catch (error) {
    if (!options.repair || !isDamage(error)) throw storageError(error, file);
    const aside = setAside(file);
    notices.push(say`The database was damaged. It was kept as ${aside} and a new one was begun; your earlier chats are in the old file.`);
    handle = opened();
    isNewAfterDamage = true;
  }
  const guard: Database['guard'] = (work) => {
    try {
      return work();
    } catch (error) {
      throw storageError(error, file);
    }
  };
  const begin = handle.prepare('BEGIN IMMEDIATE');
  const commit = handle.prepare('COMMIT');
  const takenBack: (() => void)[] = [];
  const tellTakenBack = () => takenBack.forEach((act) => void act());
  const transact = <Result>(work: () => Result): Result => {
    begin.run();
    try {
      const result = work();
      commit.run();
      return result;
    } catch (error) {
      if (handle.isTransaction) handle.exec('ROLLBACK');
      tellTakenBack();
      throw error;
    }
  };
  const journal = openJournal(handle, pending);
  const waiting = createWaitingWrites({ handle, journal, transact, takenBack: tellTakenBack });
  const withWaiting = <Result>(work: () => Result): Result => {
    let isOnDisk = false;
    try {
      const result = transact(() => {
        // Without a savepoint, for which SQLite would copy every page that is written.
        if (!waiting.join()) {
          tellTakenBack();
          begin.run();
        }
        return work();
      });
      isOnDisk = true;
      return result;
    } finally {
      waiting.ended(isOnDisk);
    }
  };
  const transaction: Database['transaction'] = (work) => guard(() => withWaiting(work));
  return {
    file,
    handle,
    notices,
    isNewAfterDamage,
    guard,
    fresh: (read) =>
      guard(() => {
        waiting.writeAll();
        return read();
      }),
    transaction,
    later: waiting.later,
    onTakenBack: (act) => void takenBack.push(act),
    journal(note, write, onLost, requires) {
      guard(() => {
        if (!waiting.isStuck()) return waiting.journal(note, write, onLost, requires);
        withWaiting(() => {
          if (requires !== undefined) waiting.require(requires);
          write();
        });
      });
    },
    owe(name, note, write, onLost) {
      if (waiting.isStuck()) guard(() => withWaiting(write));
      else waiting.owe(name, note, write, onLost);
    },
    require(name) {
      const isBlocked = waiting.isStuck() && waiting.isOwed(name) && !handle.isTransaction;
      guard(() => (isBlocked ? withWaiting(() => waiting.require(name)) : waiting.require(name)));
    },
    disown: waiting.disown,
    emptyLog: () =>
      guard(() => {
        waiting.writeAll();
        handle.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      }),
    close() {
      waiting.close();
      journal.close();
      handle.close();
    },
  };
}

/**
 * Pages of 4 KiB in the log before they are put in their places, which waits for the disk: as every request writes the same
 * few pages again and again, a longer log makes most of that unnecessary.
 */
const LOG_PAGES = 8_192;

/** @param pending the journal that the process before may have left; absent: it is another's */
function openAndMigrate(file: string, notices: Said[], pending: string | undefined): DatabaseSync {
  const wasOpen = existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0;
  const handle = new DatabaseSync(file, { timeout: BUSY_MS, enableForeignKeyConstraints: true });
  try {
    versionOf(handle, file);
    // What a person deletes is overwritten, not only forgotten.
    handle.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;');
    handle.exec(`PRAGMA wal_autocheckpoint = ${LOG_PAGES}`);
    if (wasOpen || statSync(file).size <= CHECK_ALWAYS_BYTES) check(handle);
    migrate(handle, file, notices);
    if (pending !== undefined) redo(handle, pending, notices);
    return handle;
  } catch (error) {
    handle.close();
    throw error;
  }
}

function check(handle: DatabaseSync): void {
  const row = handle.prepare('PRAGMA quick_check(1)').get();
  if (row?.quick_check !== 'ok') throw Object.assign(new Error(`quick_check: ${String(row?.quick_check)}`), { errcode: 11 });
}

/** The file's format. Throws for one from a newer Lintel, before anything is changed. */
function versionOf(handle: DatabaseSync, file: string): number {
  const version = Number(handle.prepare('PRAGMA user_version').get()?.user_version ?? 0);
  if (version <= MIGRATIONS.length) return version;
  throw new LintelError(
    'storage-failed',
    say`${file} was written by a newer Lintel (format ${version}, this one knows ${MIGRATIONS.length}). Update Lintel, or choose another folder with --data-dir.`,
  );
}

function migrate(handle: DatabaseSync, file: string, notices: Said[]): void {
  const before = versionOf(handle, file);
  if (before === MIGRATIONS.length) return;
  if (before > 0) {
    const copy = `${file}.v${before}-${Date.now()}`;
    handle.prepare('VACUUM INTO ?').run(copy);
    notices.push(say`The database was brought to format ${MIGRATIONS.length}. A copy from before is kept as ${copy}.`);
  }
  handle.exec('BEGIN IMMEDIATE');
  try {
    // Another program may have been quicker: what counts is the version once nobody else can write.
    for (const step of MIGRATIONS.slice(versionOf(handle, file))) handle.exec(step);
    handle.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
    handle.exec('COMMIT');
  } catch (error) {
    if (handle.isTransaction) handle.exec('ROLLBACK');
    throw error;
  }
}

/** Writes into their tables what the process that had the file before had only put into its journal. */
function redo(handle: DatabaseSync, pending: string, notices: Said[]): void {
  const { rows, isWhole } = leftIn(handle, pending);
  const links = createEgressLinks(handle);
  const writeRow = createRequestRows(handle);
  let isAll = isWhole;
  handle.exec('BEGIN IMMEDIATE');
  try {
    for (const { kind, row } of rows) {
      try {
        withinSavepoint(handle, () => {
          if (kind === 'request') writeRow(row.row, JSON.stringify(row.plan));
          else links.depart(row.departure, row.at);
        });
      } catch (error) {
        if (isOfTheDisk(error) || isDamage(error)) throw error;
        isAll = false;
      }
    }
    if (!isAll) notices.push(say`Some of what was under way when Lintel ended could not be put down. It was kept as ${keepCopy(pending)}.`);
    const last = rows.at(-1);
    if (last !== undefined) handle.prepare(SET_MARK).run(last.number);
    handle.exec('COMMIT');
  } catch (error) {
    if (handle.isTransaction) handle.exec('ROLLBACK');
    throw error;
  }
  try {
    rmSync(pending, { force: true });
  } catch {
    // Somebody looks at it just now. Its lines are marked.
  }
}

/** Renames the database and its side files; returns the new path. */
function setAside(file: string): string {
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const aside = `${file}.damaged-${stamp}`;
  // The database last: SQLite would delete a log that stands beside none.
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  }
  return aside;
}
