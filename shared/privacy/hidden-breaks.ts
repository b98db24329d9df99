import type { Edit } from './hidden-edit.ts';

/** Farthest that a line's own beginning is looked for, and the farthest that a number goes on beyond a break. */
const LONGEST_LINE = 300;
const LONGEST_NUMBER = 40;
/** Fewest digits around a break that may be one number, and most digits of lines that hold nothing else: more are a table. */
const FEWEST_DIGITS = 6;
const MOST_DIGITS = 24;
/** Most characters of a line with nothing but a part of a number on it. */
const LONGEST_BARE = 60;
/** Most lines with nothing but a number on them that may be one. */
const MOST_LINES = 6;

const QUOTE = /^[ \t]{0,8}(?:[>|][ \t]?){0,4}/;
const NUMBER_BEFORE = /(?:^|[^0-9A-Za-z])(?=[0-9A-Z]*$)[0-9A-Z]{1,34}$/;
const NUMBER_AFTER = /^[0-9A-Z]{1,34}(?![0-9A-Za-z])/;
// Begins where no such character stands before it, so that no word is read from each of its own.
const KEY_BEFORE = /(?<![\w+/=~-])[\w+/=~-]{4,}$/;
const KEY_AFTER = /^[\w+/=~-]{4,}/;
/** What begins an assignment or a call rather than goes on with a key. */
const NAME_AFTER = /^[\w+/=~-]*[ \t]{0,2}[:=(]/;
const ADDRESS_BEFORE = /[0-9A-Za-z]@$|[0-9A-Za-z]@[0-9A-Za-z-]{1,63}\.$/;
const ADDRESS_AFTER = /^[0-9a-z]/;
const BARE = /^[ \t>|]*[0-9][0-9 \t-]*\\?\r?$/;

/** Breaks within what may be one number, key or address, each where it reads as a blank and where it reads as nothing. */
export interface Breaks {
  readonly asBlank: readonly Edit[];
  readonly asNothing: readonly Edit[];
}

/**
 * Tabs and single ends of lines that may stand in the middle of a value, as a wrapped or quoted letter has them.
 * Tables and logs, in which number meets number at one line's end after another, are left alone.
 * @param places where they are
 */
export function breaksOf(text: string, places: readonly number[]): Breaks {
  const asBlank: Edit[] = [];
  const asNothing: Edit[] = [];
  let past = 0;
  for (const place of places) {
    if (place < past) continue;
    const { start, end } = aroundBreak(text, place);
    if (!goesOn(text.charCodeAt(end))) continue;
    const before = text.slice(Math.max(0, start - LONGEST_NUMBER), start);
    const after = text.slice(end, end + LONGEST_NUMBER);
    const isLine = text[place] === '\n';
    const isNumber = mayBeNumber(before, after) && !(isLine ? isInRows(text, place, end) : isInTable(text, place));
    const isAddress = isLine && ADDRESS_BEFORE.test(before) && ADDRESS_AFTER.test(after);
    if (!isNumber && !isAddress && !(isLine && mayBeKey(before, after) && !isInList(text, place, end))) continue;
    if (isNumber && !before.endsWith('-')) asBlank.push({ start, end, text: ' ', matters: true });
    if (isLine) asNothing.push({ start, end, text: '', matters: true });
    past = end;
  }
  return { asBlank, asNothing };
}

/** True for what a value goes on with: letters, digits, `+`, `-`, `.`, `/` and `_`. */
const goesOn = (unit: number) => (unit >= 43 && unit <= 57) || (unit >= 65 && unit <= 122);

/** A break with the blanks before it, a sign that the line goes on, and the blanks and marks of quoting after it. */
function aroundBreak(text: string, place: number): { start: number; end: number } {
  let start = place;
  while (start > place - 4 && start > 0 && /[ \r\\]/.test(text[start - 1] ?? '')) start--;
  const quote = text[place] === '\n' ? (QUOTE.exec(text.slice(place + 1, place + 40))?.[0].length ?? 0) : 0;
  return { start, end: place + 1 + quote };
}

function mayBeNumber(before: string, after: string): boolean {
  const last = NUMBER_BEFORE.exec(before.replace(/-$/, ''));
  if (last === null || !NUMBER_AFTER.test(after)) return false;
  return /[0-9]/.test(last[0] + (after[0] ?? '')) && digitsIn(before) + digitsIn(after) >= FEWEST_DIGITS;
}

function digitsIn(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) >= 48 && text.charCodeAt(index) <= 57) count++;
  return count;
}

function mayBeKey(before: string, after: string): boolean {
  const [head, tail] = [KEY_BEFORE.exec(before)?.[0], KEY_AFTER.exec(after)?.[0]];
  if (head === undefined || tail === undefined || NAME_AFTER.test(after)) return false;
  return /[\d_-]|^[A-Z]{4,}$/.test(head) || /\d|[a-z][A-Z]|[A-Z]{2}[a-z]/.test(tail);
}

/** The line that ends before a break; nothing when it is longer than can be looked through. */
function lineBefore(text: string, place: number, longest = LONGEST_LINE): string | undefined {
  const from = Math.max(0, place - longest);
  const piece = text.slice(from, place);
  const begin = piece.lastIndexOf('\n');
  return begin === -1 && from > 0 ? undefined : piece.slice(begin + 1);
}

function lineAfter(text: string, place: number, longest = LONGEST_LINE): string {
  const piece = text.slice(place, place + longest);
  const end = piece.indexOf('\n');
  return end === -1 ? piece : piece.slice(0, end);
}

const firstNumber = (line: string) => /^[ \t>|]*([0-9]+)/.exec(line)?.[1]?.length ?? 0;

/** How a line begins, with a 9 for each digit and an a for letters: its first word, and a sign of the second. */
const beginning = (line: string) =>
  (/^[ \t>|]*([0-9][^\s,;]{0,40}[\s,;]+\S)/.exec(line)?.[1] ?? '').replaceAll(/[0-9]/g, '9').replaceAll(/[A-Za-z]+/g, 'a');

/** True when two lines begin alike, as those of a log do, or when there are more bare numbers in a row than one number has. */
function isInRows(text: string, place: number, end: number): boolean {
  const before = lineBefore(text, place);
  const after = lineAfter(text, end);
  if (before === undefined) return false;
  const isBare = BARE.test(before);
  if (!isBare && beginning(before) !== '' && beginning(before) === beginning(after)) return true;
  if (!isBare && !BARE.test(after)) return false;
  let digits = isBare ? 0 : firstNumber(after);
  let lines = 0;
  const isMore = (line: string) => {
    if (!BARE.test(line)) return false;
    digits += digitsIn(line);
    return ++lines <= MOST_LINES && digits <= MOST_DIGITS;
  };
  for (let at = place, line: string | undefined = before; line !== undefined && isMore(line); ) {
    at -= line.length + 1;
    line = at > 0 ? lineBefore(text, at, LONGEST_BARE) : undefined;
  }
  for (let at = place + 1, line = lineAfter(text, at, LONGEST_BARE); isMore(line); line = lineAfter(text, at, LONGEST_BARE))
    at += line.length + 1;
  return digits > MOST_DIGITS || lines > MOST_LINES;
}

/** True when the line above or below has tabs, too. */
function isInTable(text: string, place: number): boolean {
  const around = text.slice(Math.max(0, place - LONGEST_LINE), place + LONGEST_LINE);
  const at = Math.min(place, LONGEST_LINE);
  const [start, end] = [around.lastIndexOf('\n', at), around.indexOf('\n', at)];
  return (start !== -1 && around.slice(0, start).includes('\t')) || (end !== -1 && around.slice(end).includes('\t'));
}

/** True when two lines begin alike, or are as long as each other and as the one beside them: a list or a block of data. */
function isInList(text: string, place: number, end: number): boolean {
  const before = lineBefore(text, place);
  if (before === undefined) return false;
  const after = lineAfter(text, end);
  if (before.slice(0, 2) === after.slice(0, 2)) return true;
  if (before.length !== after.length) return false;
  const above = lineBefore(text, place - before.length - 1);
  return above?.length === before.length || lineAfter(text, end + after.length + 1).length === before.length;
}
