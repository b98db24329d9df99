import type { Edit } from './hidden-edit.ts';

/** The zeros of the scripts that have digits of their own; nine more follow each. */
const ZEROS = [
  ...[0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090],
  ...[
    0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0,
  ],
];
const unit = (code: number) => `\\u${code.toString(16).padStart(4, '0')}`;
const DIGITS = ZEROS.map((zero) => `${unit(zero)}-${unit(zero + 9)}`).join('');

// Not to be seen: soft hyphens, zero widths, marks of direction, fillers, tags.
const UNSEEN =
  '\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0';
// Seen only with what they follow: joiners, variation selectors, marks over, under and through letters (not the vowel signs of scripts).
const JOINED = '\\u200c\\u200d\\ufe00-\\ufe0f\\u0300-\\u036f\\u0483-\\u0489\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f';
const TAG = '\\udb40[\\udc00-\\uddef]';
// Letters and digits in another dress: full width, mathematical, circled, raised, lowered. NFKC names what they are.
const DRESSED =
  '\\uff01-\\uff5e\\u2460-\\u249b\\u24b6-\\u24ea\\u2070-\\u208e\\u2090-\\u209c\\u00b2\\u00b3\\u00b9\\u2024\\ufe52-\\ufe6b\\u02b0-\\u02b8\\u1d2c-\\u1d6a\\u2102\\u210a-\\u2113\\u2115\\u2119-\\u211d\\u2124\\u2128\\u212a-\\u212d\\u212f-\\u2134';
const DRESSED_PAIR = '\\ud835[\\udc00-\\udfff]|\\ud83c[\\udd00-\\udd69]';
const BLANK = '\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000';
const DASH = '\\u2010-\\u2015\\u2043\\u2212';

/** Whether a text holds anything of all this at all: one pass for most texts beyond ASCII. */
const ANY = new RegExp(`[${UNSEEN}${JOINED}${DIGITS}${DRESSED}${BLANK}${DASH}\\u3002\\udb40\\ud835]|\\ud83c[\\udd00-\\udd69]`);
// What is not seen goes with all that follows it; marks belong to the character they are on.
const HIDDEN = new RegExp(
  `(?:[${UNSEEN}]|${TAG})(?:[${UNSEEN}${JOINED}]|${TAG})*|(?:[\\ud800-\\udbff][\\udc00-\\udfff]|[^\\s\\ud800-\\udfff])?[${JOINED}]+`,
  'g',
);
const WRITTEN_OTHERWISE = new RegExp(`[${DIGITS}${DRESSED}${BLANK}${DASH}\\u3002]|${DRESSED_PAIR}`, 'g');
const IS_UNSEEN = new RegExp(`^(?:[${UNSEEN}]|${TAG})`);
const IS_JOINED = new RegExp(`^[${JOINED}]`);
const IS_DIGIT = new RegExp(`[${DIGITS}]`);
const IS_BLANK = new RegExp(`[${BLANK}]`);
const IS_DASH = new RegExp(`[${DASH}]`);
// Between letters these are no dashes of prose.
const SMALL_SIGNS = /[\u2010\u2011\u3002]/;
// Of the full-width signs, those that addresses and numbers are made of.
const PART_OF_TOKENS = /[0-9A-Za-z@.+_-]/;

/** True where a letter or digit of ASCII, or an @, stands. */
const isPlain = (text: string, index: number) => /[0-9A-Za-z@]/.test(text[index] ?? '');
const isNumber = (text: string, index: number) => /[0-9]/.test(text[index] ?? '');

/** Characters that are not seen, and characters written otherwise than ASCII has them, by position. */
export function editsOfCharacters(text: string): Edit[] {
  return ANY.test(text) ? [...editsOfUnseen(text), ...editsOfDress(text)].sort((a, b) => a.start - b.start || b.end - a.end) : [];
}

function editsOfUnseen(text: string): Edit[] {
  const edits: Edit[] = [];
  for (const { index: start, 0: hidden } of text.matchAll(HIDDEN)) {
    const end = start + hidden.length;
    const plain = IS_UNSEEN.test(hidden) ? '' : unmarked(hidden);
    if (plain === hidden) continue;
    edits.push({ start, end, text: plain, matters: IS_UNSEEN.test(hidden) || isPlain(plain, 0) || isPlain(text, end) });
  }
  return edits;
}

/** A character without the marks on it, or the letter that it makes with one, such as é. */
function unmarked(marked: string): string {
  if (IS_JOINED.test(marked)) return '';
  const base = marked.slice(0, (marked.codePointAt(0) ?? 0) > 0xffff ? 2 : 1);
  const composed = marked.length === base.length + 1 ? marked.normalize('NFC') : marked;
  return composed.length === 1 ? composed : base;
}

function editsOfDress(text: string): Edit[] {
  const edits: Edit[] = [];
  let pastDress = -1;
  for (const { index: start, 0: dressed } of text.matchAll(WRITTEN_OTHERWISE)) {
    const end = start + dressed.length;
    const plain = undressed(dressed);
    let matters: boolean;
    if (plain === ' ' || SMALL_SIGNS.test(dressed)) matters = isPlain(text, start - 1) && isPlain(text, end);
    else if (plain === '-') matters = isNumber(text, start - 1) && isNumber(text, end);
    else if (IS_DIGIT.test(dressed)) matters = true;
    else {
      // One of these alone, as in m² or ①, is ordinary.
      matters = PART_OF_TOKENS.test(plain) && (pastDress === start || (isPlain(text, start - 1) && isPlain(text, end)));
      pastDress = end;
    }
    edits.push({ start, end, text: plain, matters });
  }
  return edits;
}

function undressed(dressed: string): string {
  if (IS_BLANK.test(dressed)) return ' ';
  if (IS_DASH.test(dressed)) return '-';
  if (dressed === '。') return '.';
  if (!IS_DIGIT.test(dressed)) return dressed.normalize('NFKC');
  const code = dressed.charCodeAt(0);
  return String(code - (ZEROS.findLast((zero) => zero <= code) ?? code));
}
