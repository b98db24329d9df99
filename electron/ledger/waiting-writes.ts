import type { DatabaseSync } from 'node:sqlite';
import type { Journal, Note } from './journal.ts';
import { isOfTheDisk } from './storage-error.ts';

/** Something told that is still to be written. */
interface Waiting {
  /** Under which somebody asks for it. */
  readonly name?: string;
  /** What the journal is to hold of it. */
  readonly note?: Note;
  isNoted?: true;
  /** What was thrown where it never can be written. */
  readonly fault?: { readonly error: unknown };
  write(): void;
  /** Told where it never can be. */
  onLost(error: unknown): void;
}

/**
 * Writes that wait to join the next transaction, since one apiece costs many times as much. They are written in the order in
 * which they were told, all or none of them at a time.
 */
export interface WaitingWrites {
  later(write: () => void, onLost: (error: unknown) => void): void;
  /** The same for what others must not go on without, under a name by which they ask for it. */
  owe(name: string, note: Note, write: () => void, onLost: (error: unknown) => void): void;
  /** The same for what is in the journal when this returns, with what is owed under `requires`. Throws what keeps it from there. */
  journal(note: Note, write: () => void, onLost: (error: unknown) => void, requires?: string): void;
  /** Whether what is owed under a name is not on disk yet. */
  isOwed(name: string): boolean;
  /** Nobody will ask for it any more. */
  disown(name: string): void;
  /** Something waits that could not be written when it was tried. */
  isStuck(): boolean;
  /** Within a transaction: writes all that waits. False where that failed: the transaction was taken back, and it is tried apart soon. */
  join(): boolean;
  /** What is owed under a name is on disk: with the transaction that this is called in, else in the journal. Throws what keeps it. */
  require(name: string): void;
  /** How that transaction ended. */
  ended(isOnDisk: boolean): void;
  /** Writes what waits now, as far as it can be written. */
  writeAll(): void;
  /** The same for the last time: what is told after it is not written. */
  close(): void;
}

/** Nothing waits longer than so many milliseconds for a transaction to join. */
const EVERY_MS = 20;
/** The same while the disk is full or another program writes. */
const PATIENCE_MS = 500;

interface Parts {
  readonly handle: DatabaseSync;
  readonly journal: Journal;
  /** Runs its work in one transaction; throws what SQLite throws. */
  transact(work: () => void): void;
  /** Told where a part of a transaction was taken back. */
  takenBack(): void;
}

export function createWaitingWrites({ handle, journal, transact, takenBack }: Parts): WaitingWrites {
  const waiting: Waiting[] = [];
  const owed = new Map<string, Waiting>();
  /** Of those that wait, how many are written in the transaction under way, and which besides. */
  let joining = 0;
  let apart: Waiting[] = [];
  let isStuck = false;
  let isClosed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function soon(ms: number): void {
    if (!isClosed) timer ??= setTimeout(writeAll, ms).unref();
  }

  function later(one: Waiting): void {
    if (isClosed) return;
    waiting.push(one);
    soon(EVERY_MS);
  }

  function taken(count: number): void {
    for (const { name } of waiting.splice(0, count)) if (name !== undefined) owed.delete(name);
  }

  /** All that waited is on disk; what was put into the journal since is not. */
  function written(): void {
    isStuck = false;
    if (waiting.length === 0) journal.clear();
  }

  function writeWaiting(): void {
    for (const { write } of waiting) write();
    journal.mark();
  }

  /** What the journal lacks of one that is owed. Throws what lost it, if anything did. */
  function noteOf(one: Waiting | undefined): Note | undefined {
    if (one?.fault !== undefined) throw one.fault.error;
    return one?.isNoted === true ? undefined : one?.note;
  }

  /** Puts into the journal what is owed, if it is in no table and not there yet, and what is told. */
  function append(one: Waiting | undefined, ...told: Note[]): void {
    const note = noteOf(one);
    const notes = note === undefined ? told : [note, ...told];
    if (notes.length > 0) journal.append(notes);
    if (one !== undefined) one.isNoted = true;
  }

  function writeAll(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    try {
      transact(writeWaiting);
      taken(waiting.length);
      written();
    } catch (error) {
      if (isOfTheDisk(error)) stuck();
      else writeApart();
    }
  }

  function stuck(): void {
    isStuck = true;
    soon(PATIENCE_MS);
  }

  /** So that one that cannot be written keeps no other back, nor what holds it in the journal is lost. */
  function writeApart(): void {
    const lost = new Map<Waiting, unknown>();
    try {
      transact(() => {
        for (const one of waiting) {
          try {
            withinSavepoint(handle, one.write);
          } catch (error) {
            if (isOfTheDisk(error)) throw error;
            lost.set(one, error);
            takenBack();
          }
        }
        if ([...lost.keys()].some(({ isNoted }) => isNoted)) journal.keep();
        journal.mark();
      });
    } catch {
      stuck();
      return;
    }
    for (const [one, error] of lost) {
      // Whoever asks for it learns why it is missing.
      if (one.name !== undefined && owed.get(one.name) === one) owed.set(one.name, { ...one, fault: { error } });
    }
    for (const one of waiting.splice(0)) if (one.name !== undefined && !lost.has(one)) owed.delete(one.name);
    written();
    for (const [one, error] of lost) one.onLost(error);
  }

  return {
    later: (write, onLost) => later({ write, onLost }),
    owe(name, note, write, onLost) {
      const one = { name, note, write, onLost };
      owed.set(name, one);
      later(one);
    },
    journal(note, write, onLost, requires = '') {
      append(owed.get(requires), note);
      later({ isNoted: true, write, onLost });
    },
    isOwed: (name) => owed.has(name),
    disown: (name) => void owed.delete(name),
    isStuck: () => isStuck,
    join() {
      try {
        writeWaiting();
        joining = waiting.length;
        return true;
      } catch (error) {
        // Of what could not be written nothing may stay; a failure of the disk may have ended the transaction by itself.
        if (!handle.isTransaction) throw error;
        handle.exec('ROLLBACK');
        return false;
      }
    },
    require(name) {
      const one = owed.get(name);
      if (!handle.isTransaction) return append(one);
      const isWritten = one === undefined || apart.includes(one) || waiting.slice(0, joining).includes(one);
      if (isWritten || noteOf(one) === undefined) return;
      one.write();
      apart.push(one);
    },
    ended(isOnDisk) {
      const [joined, besides] = [joining, apart];
      joining = 0;
      apart = [];
      if (!isOnDisk) return;
      taken(joined);
      for (const one of besides) {
        waiting.splice(waiting.indexOf(one), 1);
        if (one.name !== undefined) owed.delete(one.name);
      }
      if (joined > 0) written();
    },
    writeAll,
    close() {
      writeAll();
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

/** Within a transaction: all that `work` writes, or nothing of it. Throws what it throws. */
export function withinSavepoint(handle: DatabaseSync, work: () => void): void {
  handle.exec('SAVEPOINT one');
  try {
    work();
    handle.exec('RELEASE one');
  } catch (error) {
    // A failure of the disk may have ended the transaction by itself.
    if (handle.isTransaction) handle.exec('ROLLBACK TO one; RELEASE one');
    throw error;
  }
}
