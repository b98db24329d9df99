import type { Edit } from './hidden-edit.ts';
import { BLANKS, classOf, DASHES, DIGITS, DRESSED, JOINED, SMALL_SIGNS, UNSEEN, ZEROS } from './hidden-ranges.ts';

const TAG = '\\udb40[\\udc00-\\uddef]';
const DRESSED_PAIR = '\\ud835[\\udc00-\\udfff]|\\ud83c[\\udd00-\\udd69]';
const UNSEEN_CLASS = classOf(UNSEEN);
const JOINED_CLASS = classOf(JOINED);

// What is not seen goes with all that follows it; marks belong to the character they are on.
const HIDDEN = new RegExp(
  `(?:[${UNSEEN_CLASS}]|${TAG})(?:[${UNSEEN_CLASS}${JOINED_CLASS}]|${TAG})*|(?:[\\ud800-\\udbff][\\udc00-\\udfff]|[^\\s\\ud800-\\udfff])?[${JOINED_CLASS}]+`,
  'g',
);
const WRITTEN_OTHERWISE = new RegExp(`[${classOf(DIGITS, DRESSED, BLANKS, SMALL_SIGNS, DASHES)}]|${DRESSED_PAIR}`, 'g');
const IS_UNSEEN = new RegExp(`^(?:[${UNSEEN_CLASS}]|${TAG})`);
const IS_JOINED = new RegExp(`^[${JOINED_CLASS}]`);
const IS_DIGIT = new RegExp(`[${classOf(DIGITS)}]`);
const IS_BLANK = new RegExp(`[${classOf(BLANKS)}]`);
const IS_SMALL_SIGN = new RegExp(`[${classOf(SMALL_SIGNS)}]`);
const IS_DASH = new RegExp(`[${classOf(DASHES, [[0x2010, 0x2011]])}]`);
// Of the full-width signs, those that addresses and numbers are made of.
const PART_OF_TOKENS = /[0-9A-Za-z@.+_-]/;

/** True where a letter or digit of ASCII, or an @, stands. */
const isPlain = (text: string, index: number) => /[0-9A-Za-z@]/.test(text[index] ?? '');
const isNumber = (text: string, index: number) => /[0-9]/.test(text[index] ?? '');

/** Characters that are not seen, and characters written otherwise than ASCII has them, by position. */
export function editsOfCharacters(text: string): Edit[] {
  return [...editsOfUnseen(text), ...editsOfDress(text)].sort((a, b) => a.start - b.start || b.end - a.end);
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
    if (plain === ' ' || IS_SMALL_SIGN.test(dressed)) matters = isPlain(text, start - 1) && isPlain(text, end);
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
