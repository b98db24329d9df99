import { readBracketed } from './bracketed.ts';
import type { MaskEntry } from './entry.ts';
import { isWordUnit } from './fold.ts';
import { keyOf, parseKey } from './placeholder.ts';
import { createSurrogateReader } from './surrogate-reader.ts';

/** A placeholder where it was read. */
export interface Reading {
  readonly end: number;
  readonly entry: MaskEntry;
  /** `percent`: in percent-encoded brackets. `link`: its brackets are those of a markdown link. */
  readonly wrapping: 'none' | 'percent' | 'link';
}

/** What is told when the text ends before one can say. */
export const MORE = 'more';

/** What values are put back into. `json`: JSON text, in which a value is escaped, and an escape ends before a word begins. */
export type Surface = 'plain' | 'json';

/** Reads a placeholder that begins exactly at `at`; `isEnd`: nothing follows the text. */
export interface PlaceholderReader {
  read(text: string, at: number, isEnd: boolean, surface: Surface): Reading | typeof MORE | undefined;
  /** Matches, with flags `gu`, every character at which one may begin. */
  readonly candidates: RegExp;
}

/** What follows `[…]` in a link; after anything else the brackets are the placeholder's own. */
const LINKS = ['(http:', '(https:', '(mailto:', '(tel:', '(www.'];
const LONGEST_LINK = 8;

const BARE = /[A-Z][A-Z0-9_]{0,30}/y;

/** A reader of the placeholders of these entries, however a model spells them. Others are left alone. */
export function createReader(entries: readonly MaskEntry[]): PlaceholderReader {
  const byKey = new Map<string, MaskEntry>();
  const beginnings = new Set<string>(['']);
  for (const entry of entries) {
    const key = keyOf(entry.placeholder);
    if (key === undefined || byKey.has(key)) continue;
    byKey.set(key, entry);
    for (let length = key.length; length > 0 && !beginnings.has(key.slice(0, length)); length--) beginnings.add(key.slice(0, length));
  }
  const surrogates = createSurrogateReader(entries);
  const mayBegin = (key: string) => beginnings.has(key) || (key.endsWith('_') && beginnings.has(key.slice(0, -1)));

  function bracketed(text: string, at: number, isEnd: boolean): Reading | typeof MORE | undefined {
    const found = readBracketed(text, at);
    if (found === undefined) return undefined;
    if ('more' in found) return !isEnd && mayBegin(found.more) ? MORE : undefined;
    const entry = byKey.get(found.key);
    if (entry === undefined) return undefined;
    if (found.isPercent) return { end: found.end, entry, wrapping: 'percent' };
    if (text[at] !== '[') return { end: found.end, entry, wrapping: 'none' };
    const rest = text.slice(found.end, found.end + LONGEST_LINK).toLowerCase();
    if (LINKS.some((link) => rest.startsWith(link))) return { end: found.end, entry, wrapping: 'link' };
    return !isEnd && LINKS.some((link) => link.startsWith(rest)) ? MORE : { end: found.end, entry, wrapping: 'none' };
  }

  /** `PERSON_1` without brackets: in capitals and whole, since a program may have a `person_1` of its own. */
  function bare(text: string, at: number, isEnd: boolean): Reading | typeof MORE | undefined {
    BARE.lastIndex = at;
    const key = BARE.exec(text)?.[0] ?? '';
    const end = at + key.length;
    if (end === text.length && !isEnd) return mayBegin(key) ? MORE : undefined;
    const entry = byKey.get(key);
    if (entry === undefined) return undefined;
    if (text[end] === 's') {
      if (end + 1 === text.length && !isEnd) return MORE;
      return isPart(text, end + 1) ? undefined : { end, entry, wrapping: 'none' };
    }
    return isPart(text, end) ? undefined : { end, entry, wrapping: 'none' };
  }

  return {
    candidates: surrogates === undefined ? /[[\\%［【〔A-Z]/gu : /[[\\%［【〔+(]|[\p{L}\p{N}]/gu,
    read(text, at, isEnd, surface) {
      const unit = text.charCodeAt(at);
      const isLetter = isWordUnit(unit);
      if (isLetter && isWordUnit(text.charCodeAt(at - 1)) && !(surface === 'json' && isPastEscape(text, at))) return undefined;
      const found = surrogates?.(text, at, isEnd);
      if (found !== undefined) return found;
      if (!isLetter) return bracketed(text, at, isEnd);
      return unit <= 90 && unit >= 65 && text[at - 1] !== '_' ? bare(text, at, isEnd) : undefined;
    },
  };
}

/** True where a character of a name, as programs spell names, stands. */
function isPart(text: string, index: number): boolean {
  return isWordUnit(text.charCodeAt(index)) || text[index] === '_';
}

/** How far back `isPastEscape` looks. */
const LONGEST_ESCAPE = 64;

/** True just past an escape of JSON, such as the one of a line break in `\nClara`; not after `\\n`, which is a backslash and an n. */
function isPastEscape(text: string, at: number): boolean {
  const isShort = text[at - 2] === '\\' && 'nrtbf'.includes(text[at - 1] ?? ' ');
  const isLong = !isShort && text[at - 6] === '\\' && /^u[\da-f]{4}$/i.test(text.slice(at - 5, at));
  if (!isShort && !isLong) return false;
  const last = isShort ? at - 2 : at - 6;
  let backslashes = 1;
  while (backslashes < LONGEST_ESCAPE && text[last - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

const SHAPES = /[[\\%［【〔]|(?<![\p{L}\p{N}_])[A-Z][A-Z0-9_]{2,30}/gu;

/** The keys of everything in a text that has a placeholder's shape, whether or not it stands for something. */
export function keysIn(text: string): string[] {
  const keys: string[] = [];
  for (const { 0: written, index } of text.matchAll(SHAPES)) {
    const found = written.length > 1 ? { key: written } : readBracketed(text, index);
    if (found !== undefined && 'key' in found && parseKey(found.key) !== undefined) keys.push(found.key);
  }
  return keys;
}

/** Where the placeholders of a reader stand in a whole text, in order. */
export function placeholdersIn(text: string, reader: PlaceholderReader): { readonly start: number; readonly end: number }[] {
  const places: { start: number; end: number }[] = [];
  const candidates = new RegExp(reader.candidates);
  for (let match = candidates.exec(text); match !== null; match = candidates.exec(text)) {
    const found = reader.read(text, match.index, true, 'plain');
    if (found === undefined || found === MORE) continue;
    places.push({ start: match.index, end: found.end });
    candidates.lastIndex = found.end;
  }
  return places;
}
