import type { DatabaseSync } from 'node:sqlite';
import { isOfTheDisk } from './storage-error.ts';

/** Something told that is still to be written. */
interface Waiting {
  /** Under which somebody asks for it. */
  readonly name?: string;
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
  owe(name: string, write: () => void, onLost: (error: unknown) => void): void;
  /** Whether what is owed under a name is not on disk yet. */
  isOwed(name: string): boolean;
  /** Nobody will ask for it any more. */
  disown(name: string): void;
  /** Something waits that could not be written when it was tried. */
  isStuck(): boolean;
  /** Within a transaction: writes all that waits. False where that failed: the transaction was taken back, and it is tried apart soon. */
  join(): boolean;
  /** Within a transaction, after `join` where it joins: what is owed under a name is written with it, once. Throws what keeps it. */
  require(name: string): void;
  /** How that transaction ended. */
  ended(isOnDisk: boolean): void;
  /** Writes what waits now, as far as it can be written. */
  writeAll(): void;
}

/** Nothing waits longer than so many milliseconds for a transaction to join. */
const EVERY_MS = 20;
/** The same while the disk is full or another program writes. */
const PATIENCE_MS = 500;

/** @param transact runs its work in one transaction; throws what SQLite throws */
export function createWaitingWrites(handle: DatabaseSync, transact: (work: () => void) => void): WaitingWrites {
  const waiting: Waiting[] = [];
  const owed = new Map<string, Waiting>();
  /** Of those that wait, how many are written in the transaction under way, and which besides. */
  let joining = 0;
  let apart: Waiting[] = [];
  let isStuck = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function soon(ms: number): void {
    timer ??= setTimeout(writeAll, ms).unref();
  }

  function later(one: Waiting): void {
    waiting.push(one);
    soon(EVERY_MS);
  }

  function taken(count: number): void {
    for (const { name } of waiting.splice(0, count)) if (name !== undefined) owed.delete(name);
  }

  function writeAll(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    try {
      transact(() => {
        for (const { write } of waiting) write();
      });
      taken(waiting.length);
      isStuck = false;
    } catch (error) {
      if (isOfTheDisk(error)) stuck();
      else writeApart();
    }
  }

  function stuck(): void {
    isStuck = true;
    soon(PATIENCE_MS);
  }

  /** So that one that cannot be written keeps no other back. */
  function writeApart(): void {
    isStuck = false;
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      try {
        transact(next.write);
        taken(1);
      } catch (error) {
        if (isOfTheDisk(error)) {
          stuck();
          return;
        }
        waiting.shift();
        // Whoever asks for it learns why it is missing.
        if (next.name !== undefined && owed.get(next.name) === next) owed.set(next.name, { ...next, write: () => fail(error) });
        next.onLost(error);
      }
    }
  }

  return {
    later: (write, onLost) => later({ write, onLost }),
    owe(name, write, onLost) {
      const one = { name, write, onLost };
      owed.set(name, one);
      later(one);
    },
    isOwed: (name) => owed.has(name),
    disown: (name) => void owed.delete(name),
    isStuck: () => isStuck,
    join() {
      try {
        for (const { write } of waiting) write();
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
      // One that was lost is owed still, though it no longer waits: writing it throws what lost it.
      if (one === undefined || apart.includes(one) || waiting.slice(0, joining).includes(one)) return;
      one.write();
      apart.push(one);
    },
    ended(isOnDisk) {
      if (isOnDisk) {
        taken(joining);
        for (const one of apart) {
          waiting.splice(waiting.indexOf(one), 1);
          if (one.name !== undefined) owed.delete(one.name);
        }
      }
      joining = 0;
      apart = [];
    },
    writeAll,
  };
}

function fail(error: unknown): never {
  throw error;
}
