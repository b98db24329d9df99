import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
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
 * transaction would put down some twenty pages. The lines are numbered, and the database keeps the number of the last one that its
 * tables have: so each is written into them once, whenever the process ends.
 */
export interface Journal {
  /** The system has them when this returns. Throws what the disk throws; then none of them counts. */
  append(notes: readonly Note[]): void;
  /** To be called within the transaction after which the tables have all that was appended. */
  mark(): void;
  /** To be called after it: nothing of the file is needed any more. Never throws: what cannot be emptied is marked. */
  clear(): void;
  /** Keeps a copy of the file, since something of it can never be written into its tables. Throws what the disk throws. */
  keep(): void;
  close(): void;
}

/** @param file which is made with the first note */
export function openJournal(handle: DatabaseSync, file: string): Journal {
  const setMark = handle.prepare(SET_MARK);
  let descriptor: number | undefined;
  let number = 0;
  /** Bytes of whole lines in the file; the next are written behind them, over what is left of one that is not whole. */
  let length = 0;

  function opened(): number {
    if (descriptor !== undefined) return descriptor;
    const { lines, bytes } = read(file);
    const last = Math.max(markIn(handle), ...lines.map((line) => line[0]));
    // Not to append: Windows would not let such a file be emptied.
    const opening = openSync(file, constants.O_RDWR | constants.O_CREAT, 0o600);
    if (fstatSync(opening).size > bytes) quietly(() => ftruncateSync(opening, bytes));
    [descriptor, number, length] = [opening, last, bytes];
    return opening;
  }

  return {
    append(notes) {
      const into = opened();
      let last = number;
      let lines = '';
      for (const { kind, json } of notes) lines += `[${++last},"${kind}",${json}]\n`;
      const bytes = Buffer.from(lines);
      try {
        for (let at = 0; at < bytes.length; ) at += writeSync(into, bytes, at, bytes.length - at, length + at);
      } catch (error) {
        quietly(() => ftruncateSync(into, length));
        throw error;
      }
      number = last;
      length += bytes.length;
    },
    mark() {
      if (length > 0) setMark.run(number);
    },
    clear() {
      const from = descriptor;
      if (from === undefined || length === 0) return;
      quietly(() => {
        ftruncateSync(from, 0);
        length = 0;
      });
    },
    keep() {
      const kept = readdirSync(dirname(file)).filter((name) => name.startsWith(`${basename(file)}.damaged-`));
      if (kept.length < MOST_KEPT) keepCopy(file);
    },
    close() {
      const closing = descriptor;
      descriptor = undefined;
      if (closing !== undefined) closeSync(closing);
    },
  };
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // What is still there is read as what it is.
  }
}

/** Copies kept, so that a database which refuses all does not fill the disk with them. */
const MOST_KEPT = 16;

/** Copies a journal that cannot all be written into its tables, over a copy of the same; returns the copy's path. */
export function keepCopy(file: string): string {
  const copy = `${file}.damaged-${read(file).lines[0]?.[0] ?? 0}`;
  if (existsSync(file)) copyFileSync(file, copy);
  return copy;
}

/** Remembers the number of the last line that the tables have. */
export const SET_MARK = 'INSERT INTO journal VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET number = excluded.number';

/**
 * What a process that ended had appended and its tables do not have, in order.
 * @returns `isWhole`: whether all of it can be read, but for a line at its end that was never told to be there
 */
export function leftIn(
  handle: DatabaseSync,
  file: string,
): { readonly rows: readonly (JournalRow & { readonly number: number })[]; readonly isWhole: boolean } {
  const { lines, isWhole } = read(file);
  const mark = markIn(handle);
  const rows = lines.filter(([number]) => number > mark).map(([number, kind, row]) => ({ number, kind, row }));
  return { rows: rows as readonly (JournalRow & { number: number })[], isWhole };
}

const markIn = (handle: DatabaseSync): number => Number(handle.prepare('SELECT number FROM journal WHERE id = 1').get()?.number ?? 0);

type Line = readonly [number: number, kind: unknown, row: unknown];

/** @returns `bytes` of all lines that have an end */
function read(file: string): { readonly lines: readonly Line[]; readonly bytes: number; readonly isWhole: boolean } {
  if (!existsSync(file)) return { lines: [], bytes: 0, isWhole: true };
  const all = readFileSync(file);
  const bytes = all.lastIndexOf(0x0a) + 1;
  const texts = all.toString('utf8', 0, bytes).split('\n').slice(0, -1);
  const lines = texts.map(lineIn).filter((line) => line !== undefined);
  const isInOrder = lines.every(([number], index) => index === 0 || number === (lines[index - 1]?.[0] ?? 0) + 1);
  return { lines, bytes, isWhole: isInOrder && lines.length === texts.length };
}

/** Far more lines than any program writes, and far fewer than can be counted. */
const MOST_LINES = 2 ** 48;

function lineIn(text: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && Number.isInteger(value[0]) && value[0] > 0 && value[0] < MOST_LINES
      ? (value as unknown as Line)
      : undefined;
  } catch {
    return undefined;
  }
}
