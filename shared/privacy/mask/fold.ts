import type { MaskedKind } from './placeholder.ts';

/**
 * How two spellings of a value are compared. `words`: without regard to case, accents and how much space lies
 * between words. `digits`: also without spaces, hyphens, dots, slashes, underscores and brackets, as numbers are grouped at will.
 */
export type Folding = 'words' | 'digits';

const DIGITS: ReadonlySet<MaskedKind> = new Set<MaskedKind>([
  'payment-card',
  'iban',
  'bank-account',
  'national-id',
  'tax-id',
  'health-id',
  'passport',
  'driving-licence',
  'phone',
  'mac-address',
]);

export function foldingOf(kind: MaskedKind): Folding {
  return DIGITS.has(kind) ? 'digits' : 'words';
}

const SPACE = 32;
/** Stands for what parts numbers: no value holds it. */
const BREAK = 10;
const GROUPING: ReadonlySet<number> = new Set([...' -./()+_'].map((character) => character.charCodeAt(0)));

// Zero-width and direction marks, soft hyphens, variation selectors, and accents that stand alone.
const UNSEEN = /[\u0300-\u036f]|[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|[\ufe00-\ufe0f]/;

/** Folded code units of a character beyond ASCII. */
function unfolded(character: string): string {
  if (UNSEEN.test(character)) return '';
  if (/\s/.test(character)) return ' ';
  return character
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}

/**
 * Reads a text folded, a code unit at a time. One character may give none or several of them.
 * @param emit gets the folded unit, and where its character begins and ends in `text`
 */
export function fold(text: string, folding: Folding, emit: (unit: number, start: number, end: number) => void): void {
  let wasSpace = false;
  const pass = (unit: number, start: number, end: number) => {
    if (folding === 'digits') {
      const isAlphanumeric = (unit >= 48 && unit <= 57) || (unit >= 97 && unit <= 122) || unit > 127;
      if (isAlphanumeric) emit(unit, start, end);
      else if (!GROUPING.has(unit)) emit(BREAK, start, end);
    } else if (unit !== SPACE || !wasSpace) emit(unit, start, end);
    wasSpace = unit === SPACE;
  };
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 128) {
      pass(unit >= 65 && unit <= 90 ? unit + 32 : unit >= 9 && unit <= 13 ? SPACE : unit, index, index + 1);
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(index) ?? unit);
    const start = index;
    index += character.length - 1;
    const folded = unfolded(character);
    for (let at = 0; at < folded.length; at++) pass(folded.charCodeAt(at), start, index + 1);
  }
}

/** A value folded: equal for two spellings of the same. */
export function foldedText(text: string, folding: Folding): string {
  let folded = '';
  fold(text, folding, (unit) => {
    folded += String.fromCharCode(unit);
  });
  return folded.trim();
}

const LETTER = /[\p{L}\p{N}\p{M}]/u;

/** True for a code unit that joins with its neighbours into a word: letters and digits of the scripts that part words by spaces. */
export function isWordUnit(unit: number): boolean {
  if (unit < 128) return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);
  // Thai and Lao, Myanmar, Khmer; then Han, kana and Hangul, whose particles follow without a space. Not a number for NaN.
  const isUnspaced = (unit >= 0xe00 && unit <= 0xeff) || (unit >= 0x1000 && unit <= 0x109f) || (unit >= 0x1780 && unit <= 0x17ff);
  return unit < 0x2e80 && !isUnspaced && LETTER.test(String.fromCharCode(unit));
}

/** True where no word goes on across `index`. */
export function isBoundary(text: string, index: number): boolean {
  return !(isWordUnit(text.charCodeAt(index - 1)) && isWordUnit(text.charCodeAt(index)));
}
