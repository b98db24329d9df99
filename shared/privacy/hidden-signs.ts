import { MEANT } from './hidden-lookalikes.ts';
import {
  BLANKS,
  DASHES,
  DIGITS,
  DOTS,
  DRESSED,
  JOINED,
  LOOKALIKE_SCRIPTS,
  type Ranges,
  SMALL_SIGNS,
  STRAY,
  UNSEEN,
} from './hidden-ranges.ts';

/** Fewest characters of a run that may be base64 or hexadecimal writing. */
export const SHORTEST_RUN = 16;

/** Fewest characters that stand alone, one after the other, to be a word or number written apart. */
export const FEWEST_APART = 8;

/** What a text shows at first sight of other ways of writing. */
export interface Signs {
  /** Characters that are not seen, or that ASCII has in another form. */
  readonly characters: boolean;
  /** `%`, `&` or `\`, which begin escapes. */
  readonly escapes: boolean;
  /** Single characters between single spaces, many in a row. */
  readonly apart: boolean;
  /** Asterisks, tildes or backticks within a word or beside a number; underscores on both sides of a space. */
  readonly emphasis: boolean;
  /** `=` and two hexadecimal digits, as quoted-printable writing has them. */
  readonly quoted: boolean;
  /** Places of tabs and ends of lines that may stand in the middle of a number, key or address. */
  readonly breaks: readonly number[];
  /** Starts and ends, in turn, of groups of one length, parted by a few signs each, that may be one run together. */
  readonly groups: readonly number[];
  /** Starts and ends, in turn, of long runs of what base64 is written with. */
  readonly runs: readonly number[];
  /** Starts and ends, in turn, of words of other scripts all of whose letters look like Latin ones. */
  readonly lookalikes: readonly number[];
}

const ORDINARY = 0;
const RUN = 1;
const ESCAPE = 2;
const SPACE = 3;
const CHARACTER = 4;
const WITHIN_WORDS = 5;
const WITHIN_NUMBERS = 6;
const PAIR = 7;
const BREAK = 8;
const EMPHASIS = 9;
const QUOTED = 10;
const LOOKALIKE = 11;
const SCRIPT = 12;

/** What each code unit may be a sign of. */
const KINDS = new Uint8Array(0x10000);
const mark = (ranges: Ranges, kind: number) => {
  for (const [from, to] of ranges) KINDS.fill(kind, from, to + 1);
};
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-') KINDS[character.charCodeAt(0)] = RUN;
for (const character of '%&\\') KINDS[character.charCodeAt(0)] = ESCAPE;
for (const character of '*~`') KINDS[character.charCodeAt(0)] = EMPHASIS;
mark(LOOKALIKE_SCRIPTS, SCRIPT);
for (const code of MEANT.keys()) KINDS[code] = LOOKALIKE;
for (const ranges of [UNSEEN, JOINED, DRESSED, DIGITS, STRAY]) mark(ranges, CHARACTER);
for (const ranges of [BLANKS, SMALL_SIGNS]) mark(ranges, WITHIN_WORDS);
for (const ranges of [DASHES, DOTS]) mark(ranges, WITHIN_NUMBERS);
// The first halves of mathematical letters, of circled ones in squares, of tags, of signs that only lay out, and of private use.
for (const half of [0xd835, 0xd83c, 0xdb40, 0xd834, 0xd82f]) KINDS[half] = PAIR;
mark([[0xdb80, 0xdbff]], PAIR);
KINDS[9] = BREAK;
KINDS[10] = BREAK;
KINDS[32] = SPACE;
KINDS[61] = QUOTED;

const kindAt = (text: string, index: number) => KINDS[text.charCodeAt(index)] ?? ORDINARY;
const isBlankAt = (text: string, index: number) => index >= text.length || text.charCodeAt(index) <= 32;
const isHexAt = (text: string, index: number) => isDigitAt(text, index) || (text.charCodeAt(index) >= 65 && text.charCodeAt(index) <= 70);
const isDigitAt = (text: string, index: number) => text.charCodeAt(index) >= 48 && text.charCodeAt(index) <= 57;

/** True when a digit stands beside a place, or past one blank beside it. */
const isNearDigit = (text: string, index: number, step: 1 | -1) =>
  isDigitAt(text, index + step) || (text.charCodeAt(index + step) === 32 && isDigitAt(text, index + 2 * step));

/** Fewest characters of a word that may be a key's first half. */
const SHORTEST_HALF = 6;

/** True when what ends before a break may go on after it: a digit, a capital, a sign of addresses or keys, or a word as long as keys are. */
function mayBreak(text: string, index: number, wordStart: number): boolean {
  const next = text.charCodeAt(index + 1);
  if (next === 10 || next === 13) return false;
  if (index - wordStart >= SHORTEST_HALF) return true;
  let before = index - 1;
  while (before > index - 3 && (text.charCodeAt(before) === 32 || text.charCodeAt(before) === 13)) before--;
  const unit = text.charCodeAt(before);
  return (unit >= 45 && unit <= 57) || (unit >= 64 && unit <= 90) || unit === 92 || (before < index - 1 && unit > 64);
}

const UNDERSCORE = 95;

/** True when emphasis stands within a word or beside a digit. */
const isWithin = (text: string, index: number) =>
  isDigitAt(text, index - 1) || isDigitAt(text, index + 1) || (kindAt(text, index - 1) === RUN && !isBlankAt(text, index + 1));

/** True when a character beyond ASCII is a reason to look closer. Blanks and dashes are full of prose: only those within words and numbers hide any. */
function isSign(kind: number, text: string, index: number): boolean {
  if (kind === WITHIN_WORDS) return kindAt(text, index - 1) === RUN && kindAt(text, index + 1) === RUN;
  if (kind === WITHIN_NUMBERS) return isNearDigit(text, index, -1) && isNearDigit(text, index, 1);
  if (kind !== PAIR || text.charCodeAt(index) !== 0xd83c) return kind === CHARACTER || kind === PAIR;
  const low = text.charCodeAt(index + 1);
  return low >= 0xdd00 && low <= 0xdd69;
}

/** Fewest groups in a row, and most signs between two: an end of a line, quotation marks. */
const FEWEST_GROUPS = 3;
const MOST_BETWEEN = 6;

/** True when so many groups of one width are long enough to be something. Two long ones are lines. */
const isRow = (count: number, width: number) =>
  width > 1 && count * width >= SHORTEST_RUN && count >= (width < SHORTEST_RUN ? FEWEST_GROUPS : 2);

/** True when a shorter group goes on with what ends at `end`: a last one does, unless padding comes before it; behind a single line it must be a line, too. */
function isLastGroup(text: string, end: number, start: number, count: number): boolean {
  if (start - end > MOST_BETWEEN || text[end] === '=') return false;
  return count > 1 || text.slice(end, start).includes('\n');
}

/** One pass over a text, the only cost of plain writing. */
export function signsOf(text: string): Signs {
  let characters = false;
  let escapes = false;
  let apart = false;
  let emphasis = false;
  let quoted = false;
  const breaks: number[] = [];
  const groups: number[] = [];
  const runs: number[] = [];
  const lookalikes: number[] = [];
  let runStart = 0;
  let wordStart = 0;
  let alone = 0;
  let groupStart = 0;
  let groupEnd = 0;
  let groupWidth = 0;
  let groupCount = 0;
  for (let index = 0; index <= text.length; index++) {
    // The end of a text ends what stands before it as any sign does.
    const kind = index < text.length ? (KINDS[text.charCodeAt(index)] ?? ORDINARY) : ORDINARY;
    if (kind === RUN) continue;
    const width = index - runStart;
    if (width > 0) {
      if (width >= SHORTEST_RUN) runs.push(runStart, index);
      if (width !== groupWidth || runStart - groupEnd > MOST_BETWEEN) {
        if (groupWidth >= SHORTEST_RUN || (groupCount > 1 && isRow(groupCount, groupWidth))) {
          if (width < groupWidth && isLastGroup(text, groupEnd, runStart, groupCount)) groups.push(groupStart, index);
          else if (groupCount > 1) groups.push(groupStart, groupEnd);
        }
        groupStart = runStart;
        groupWidth = width;
        groupCount = 1;
      } else groupCount++;
      groupEnd = index;
    }
    if (kind === SPACE) {
      // Two or three spaces part words that are themselves written apart.
      if (index - wordStart === 1) alone++;
      else if (index > wordStart) alone = 0;
      if (alone >= FEWEST_APART - 1) apart = true;
      if (text.charCodeAt(index - 1) === UNDERSCORE) emphasis ||= text.charCodeAt(index + 1) === UNDERSCORE;
      wordStart = index + 1;
    } else if (kind === BREAK) {
      if (mayBreak(text, index, runStart)) breaks.push(index);
    } else if (kind === ESCAPE) escapes = true;
    else if (kind === EMPHASIS) emphasis ||= isWithin(text, index);
    else if (kind === QUOTED) quoted ||= isHexAt(text, index + 1) && isHexAt(text, index + 2);
    else if (kind >= LOOKALIKE) {
      const end = scriptEnd(text, index);
      if (end > 0) lookalikes.push(index, end);
      index = Math.abs(end) - 1;
    } else if (kind !== ORDINARY) characters ||= isSign(kind, text, index);
    runStart = index + 1;
  }
  if (isRow(groupCount, groupWidth)) groups.push(groupStart, groupEnd);
  return { characters, escapes, apart, emphasis, quoted, breaks, groups, runs, lookalikes };
}

/** Where a word of scripts with lookalikes ends; less than nothing, by as much, when not all of it are lookalikes. */
function scriptEnd(text: string, start: number): number {
  let end = start;
  let areAll = true;
  for (; end < text.length; end++) {
    const kind = kindAt(text, end);
    if (kind < LOOKALIKE) break;
    areAll &&= kind === LOOKALIKE;
  }
  return areAll ? end : -end;
}
