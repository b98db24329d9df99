import { firstMatch } from '../../first-match.ts';
/** A word of a text. `start` and `end` are UTF-16 offsets; `folded` is it without case and accents. */
export interface Word {
  readonly start: number;
  readonly end: number;
  readonly folded: string;
}

/** Latin, Greek and Cyrillic letters are folded, those of Vietnamese too; scripts that part no words by spaces end a word here. */
const FOLDED: readonly (readonly [from: number, below: number])[] = [
  [0, 0x530],
  [0x1e00, 0x1f00],
];
/** What a combining accent folds to: part of a word, but no letter of its own. */
const ACCENT = 1;
// Letters that Unicode does not decompose; ß stands for one s on both sides of every comparison.
const UNDECOMPOSED: Readonly<Record<string, string>> = { ß: 's', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 't', æ: 'a', œ: 'o', ı: 'i', ħ: 'h' };

/** The folded letter of each UTF-16 unit, 0 for what is no letter. */
const FOLD = new Uint16Array(0x10000);
for (const [from, below] of FOLDED) {
  for (let unit = from; unit < below; unit++) {
    const lower = String.fromCharCode(unit).toLowerCase();
    if (/^\p{M}$/u.test(lower)) FOLD[unit] = ACCENT;
    else if (/^\p{L}/u.test(lower)) FOLD[unit] = (UNDECOMPOSED[lower] ?? lower.normalize('NFD')).charCodeAt(0);
  }
}

/** The folded letter at `index`; 0 where there is none, and past the end. */
const letterAt = (text: string, index: number): number => FOLD[text.charCodeAt(index)] ?? 0;

/** `text` without case and accents; what is no letter stays. */
export function fold(text: string): string {
  let folded = '';
  for (let index = 0; index < text.length; index++) {
    const letter = letterAt(text, index);
    if (letter > ACCENT) folded += String.fromCharCode(letter);
    else if (letter === 0) folded += text[index];
  }
  return folded;
}

/** True when a letter stands at `index`. */
export const isLetterAt = (text: string, index: number): boolean => index >= 0 && letterAt(text, index) !== 0;

/** True when a capital letter stands at `index`. */
export function isCapitalAt(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  if (unit < 128) return unit >= 65 && unit <= 90;
  return letterAt(text, index) > ACCENT && text.charAt(index) !== text.charAt(index).toLowerCase();
}

/** Of Chinese and Japanese, the sign for a repeated one. */
const FIRST_UNPARTED = 0x3005;
const UNPARTED = /[\u3005-\u30ff\u4e00-\u9fff].*/g;

/** The lines of a text that hold Chinese or Japanese, each from the first such character, and where that is. */
export function unpartedLines(text: string): readonly (readonly [line: string, at: number])[] {
  const lines: [line: string, at: number][] = [];
  for (let match = firstMatch(UNPARTED, text); match !== null; match = UNPARTED.exec(text)) lines.push([match[0], match.index]);
  return lines;
}

/** Words longer than this are in no lexicon. */
const LONGEST = 32;

interface Entry<Meaning> {
  readonly folded: string;
  readonly meaning: Meaning;
  readonly needsCapital: boolean;
}

/** A hash with one more letter: a rotation costs less than a multiplication, which is done once a word. */
const withLetter = (hash: number, letter: number): number => ((hash << 5) | (hash >>> 27)) ^ letter;
const placeOf = (hash: number, last: number): number => (Math.imul(hash, 0x9e3779b1) >>> 8) & last;

const hashOf = (folded: string): number => {
  let hash = 0;
  for (let index = 0; index < folded.length; index++) hash = withLetter(hash, folded.charCodeAt(index));
  return hash;
};

/** True when `folded` is what the word from `start` to `end` folds to. */
function isFolded(text: string, start: number, end: number, folded: string): boolean {
  let at = 0;
  for (let index = start; index < end; index++) {
    const letter = letterAt(text, index);
    if (letter > ACCENT && letter !== folded.charCodeAt(at++)) return false;
  }
  return at === folded.length;
}

/** Words to look for, whatever their case and accents, in one pass over a text however many there are. */
export class Lexicon<Meaning> {
  readonly #entries: (Entry<Meaning> | undefined)[];
  // Hashes in the places of their entries, 0 where there is none: most words of a text are turned away by
  // one look at them, without being copied.
  readonly #hashes: Int32Array;

  /**
   * @param words words, each of letters only, and what they mean; the first of two equal ones stays
   * @param needsCapital of which meanings only a capitalised word is wanted
   */
  constructor(words: Iterable<readonly [word: string, meaning: Meaning]>, needsCapital: (meaning: Meaning) => boolean = () => false) {
    const meanings = new Map<string, Meaning>();
    for (const [word, meaning] of words) if (word !== '' && !meanings.has(fold(word))) meanings.set(fold(word), meaning);
    const places = 2 ** Math.ceil(Math.log2(meanings.size * 4 + 1));
    this.#hashes = new Int32Array(places);
    this.#entries = new Array<Entry<Meaning> | undefined>(places).fill(undefined);
    for (const [folded, meaning] of meanings) {
      const hash = hashOf(folded);
      let place = placeOf(hash, places - 1);
      while (this.#hashes[place] !== 0) place = (place + 1) & (places - 1);
      this.#hashes[place] = hash;
      this.#entries[place] = { folded, meaning, needsCapital: needsCapital(meaning) };
    }
  }

  /**
   * Calls `visit` with each word of `text` that is in here, in order. Returns whether there may be letters of
   * scripts that part no words.
   */
  each(text: string, visit: (word: Word, meaning: Meaning) => void): boolean {
    const { length } = text;
    let mayBeUnparted = false;
    let start = 0;
    let hash = 0;
    for (let index = 0; index < length; index++) {
      const unit = text.charCodeAt(index);
      const letter = FOLD[unit] as number;
      if (letter > ACCENT) hash = withLetter(hash, letter);
      else if (letter === 0) {
        if (hash !== 0) this.#look(text, start, index, hash, visit);
        if (unit >= FIRST_UNPARTED) mayBeUnparted = true;
        hash = 0;
        start = index + 1;
      }
    }
    if (hash !== 0) this.#look(text, start, length, hash, visit);
    return mayBeUnparted;
  }

  #look(text: string, start: number, end: number, hash: number, visit: (word: Word, meaning: Meaning) => void): void {
    const hashes = this.#hashes;
    const last = hashes.length - 1;
    for (let place = placeOf(hash, last); hashes[place] !== 0; place = (place + 1) & last) {
      if (hashes[place] !== hash) continue;
      const entry = this.#entries[place];
      if (entry === undefined || end - start > LONGEST || (entry.needsCapital && !isCapitalAt(text, start))) continue;
      if (!isFolded(text, start, end, entry.folded)) continue;
      visit({ start, end, folded: entry.folded }, entry.meaning);
      return;
    }
  }
}
