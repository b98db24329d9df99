import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { Departure } from '../../shared/privacy/egress.ts';
import type { RequestRow } from './request-rows.ts';

/** A row before its tables have it. */
export interface Note {
  readonly kind: JournalRow['kind'];
  /** Its row in JSON. */
  readonly json: string;
}

/** What a note says. */
export type JournalRow =
  | { readonly kind: 'departure'; readonly row: { readonly departure: Departure; readonly at: number } }
  | { readonly kind: 'request'; readonly row: { readonly row: RequestRow; readonly plan: unknown } };

/**
 * What must outlive the process before its tables have it: a line apiece in a file beside the database, each in one write, where a
 * transaction would put down some ten pages. The lines are numbered, and the database keeps the number of the last one that its
 * tables have: so each is written into them once, whenever the process ends.
 */
export interface Journal {
  /** The system has them when this returns. Throws what the disk throws; then none of them is there. */
  append(notes: readonly Note[]): void;
  /** To be called within the transaction after which the tables have all that was appended. */
  mark(): void;
  /** To be called after it: nothing of the file is needed any more. */
  clear(): void;
  /** Keeps the file under another name, since something of it can never be written into its tables. */
  setAside(): void;
  close(): void;
}

/** @param file which is made with the first note */
export function openJournal(handle: DatabaseSync, file: string): Journal {
  const setMark = handle.prepare('UPDATE journal SET number = ? WHERE id = 1');
  let descriptor: number | undefined;
  let number = 0;
  /** Bytes in the file. */
  let length = 0;

  function opened(): number {
    if (descriptor === undefined) {
      descriptor = openSync(file, 'a', 0o600);
      length = fstatSync(descriptor).size;
      number = Math.max(markIn(handle), ...linesIn(file).map(([last]) => last));
    }
    return descriptor;
  }

  function close(): void {
    if (descriptor !== undefined) closeSync(descriptor);
    descriptor = undefined;
    length = 0;
  }

  return {
    append(notes) {
      const into = opened();
      let last = number;
      let lines = '';
      for (const { kind, json } of notes) lines += `[${++last},"${kind}",${json}]\n`;
      const bytes = Buffer.from(lines);
      try {
        for (let at = 0; at < bytes.length; ) at += writeSync(into, bytes, at);
      } catch (error) {
        // Half a line would spoil the next.
        whereItCan(() => ftruncateSync(into, length));
        throw error;
      }
      number = last;
      length += bytes.length;
    },
    mark() {
      if (length > 0) setMark.run(number);
    },
    clear() {
      if (descriptor === undefined || length === 0) return;
      ftruncateSync(descriptor, 0);
      length = 0;
    },
    setAside() {
      close();
      whereItCan(() => void asideFor(file));
    },
    close,
  };
}

/** What is no worse for it where the disk does not let it. */
function whereItCan(work: () => void): void {
  try {
    work();
  } catch {
    // What is left there is read as what it is at the next start.
  }
}

/** Renames a journal that is not whole; returns its new path. */
export function asideFor(file: string): string {
  const aside = `${file}.damaged-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  renameSync(file, aside);
  return aside;
}

/** What a process that ended had appended and its tables do not have, in order. */
export function leftIn(handle: DatabaseSync, file: string): readonly (JournalRow & { readonly number: number })[] {
  const mark = markIn(handle);
  return linesIn(file)
    .filter(([number]) => number > mark)
    .map(([number, kind, row]) => ({ number, kind, row }) as JournalRow & { number: number });
}

const markIn = (handle: DatabaseSync): number => Number(handle.prepare('SELECT number FROM journal WHERE id = 1').get()?.number ?? 0);

type Line = readonly [number: number, kind: unknown, row: unknown];

/** A line that is not whole was never told to be there. */
function linesIn(file: string): Line[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        const value: unknown = JSON.parse(line);
        return Array.isArray(value) && Number.isSafeInteger(value[0]) ? [value as unknown as Line] : [];
      } catch {
        return [];
      }
    });
}
