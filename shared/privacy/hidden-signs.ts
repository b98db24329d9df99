import { MEANT } from './hidden-lookalikes.ts';
import { BLANKS, DASHES, DIGITS, DRESSED, JOINED, LOOKALIKE_SCRIPTS, type Ranges, SMALL_SIGNS, UNSEEN } from './hidden-ranges.ts';

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
const LOOKALIKE = 8;
const SCRIPT = 9;

/** What each code unit may be a sign of. */
const KINDS = new Uint8Array(0x10000);
const mark = (ranges: Ranges, kind: number) => {
  for (const [from, to] of ranges) KINDS.fill(kind, from, to + 1);
};
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-') KINDS[character.charCodeAt(0)] = RUN;
for (const character of '%&\\') KINDS[character.charCodeAt(0)] = ESCAPE;
KINDS[32] = SPACE;
mark(LOOKALIKE_SCRIPTS, SCRIPT);
for (const code of MEANT.keys()) KINDS[code] = LOOKALIKE;
for (const ranges of [UNSEEN, JOINED, DRESSED, DIGITS]) mark(ranges, CHARACTER);
for (const ranges of [BLANKS, SMALL_SIGNS]) mark(ranges, WITHIN_WORDS);
mark(DASHES, WITHIN_NUMBERS);
// The first halves of mathematical letters, of circled ones in squares, and of tags.
for (const half of [0xd835, 0xd83c, 0xdb40]) KINDS[half] = PAIR;

const kindAt = (text: string, index: number) => KINDS[text.charCodeAt(index)] ?? ORDINARY;
const isDigitAt = (text: string, index: number) => text.charCodeAt(index) >= 48 && text.charCodeAt(index) <= 57;

/** True when a character beyond ASCII is a reason to look closer. Blanks and dashes are full of prose: only those within words and numbers hide any. */
function isSign(kind: number, text: string, index: number): boolean {
  if (kind === WITHIN_WORDS) return kindAt(text, index - 1) === RUN && kindAt(text, index + 1) === RUN;
  if (kind === WITHIN_NUMBERS) return isDigitAt(text, index - 1) && isDigitAt(text, index + 1);
  if (kind !== PAIR || text.charCodeAt(index) !== 0xd83c) return kind === CHARACTER || kind === PAIR;
  const low = text.charCodeAt(index + 1);
  return low >= 0xdd00 && low <= 0xdd69;
}

/** One pass over a text, the only cost of plain writing. */
export function signsOf(text: string): Signs {
  let characters = false;
  let escapes = false;
  let apart = false;
  const runs: number[] = [];
  const lookalikes: number[] = [];
  let runStart = 0;
  let wordStart = 0;
  let alone = 0;
  for (let index = 0; index < text.length; index++) {
    const kind = KINDS[text.charCodeAt(index)] ?? ORDINARY;
    if (kind === RUN) continue;
    if (index - runStart >= SHORTEST_RUN) runs.push(runStart, index);
    if (kind === SPACE) {
      // Two or three spaces part words that are themselves written apart.
      if (index - wordStart === 1) alone++;
      else if (index > wordStart) alone = 0;
      if (alone >= FEWEST_APART - 1) apart = true;
      wordStart = index + 1;
    } else if (kind === ESCAPE) escapes = true;
    else if (kind >= LOOKALIKE) {
      const end = scriptEnd(text, index);
      if (end > 0) lookalikes.push(index, end);
      index = Math.abs(end) - 1;
    } else if (kind !== ORDINARY) characters ||= isSign(kind, text, index);
    runStart = index + 1;
  }
  if (text.length - runStart >= SHORTEST_RUN) runs.push(runStart, text.length);
  return { characters, escapes, apart, runs, lookalikes };
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
