import { firstMatch } from './first-match.ts';
import type { Edit } from './hidden-edit.ts';
import { BLANKS, classOf, DASHES, DIGITS, DOTS, DRESSED, JOINED, SMALL_SIGNS, STRAY, UNSEEN, ZEROS } from './hidden-ranges.ts';
import { smuggled } from './hidden-tags.ts';

const TAG = '\\udb40[\\udc00-\\uddef]';
const DRESSED_PAIR = '\\ud835[\\udc00-\\udfff]|\\ud83c[\\udd00-\\udd69]';
const UNSEEN_CLASS = classOf(UNSEEN);
const JOINED_CLASS = classOf(JOINED);
const STRAY_CLASS = classOf(STRAY);
// Colours of terminals, whole; then what a single unit or a pair of them shows to be unseen (of these, signs of music and shorthand that only lay out).
const UNSEEN_ONE = `\\u001b\\[[0-?]{0,20}[@-~]|[${UNSEEN_CLASS}]|${TAG}|\\ud834[\\udd73-\\udd7a]|\\ud82f[\\udca0-\\udca3]`;

// What is not seen goes with all that follows it; marks belong to the character they are on.
const HIDDEN = new RegExp(
  `(?:${UNSEEN_ONE})(?:${UNSEEN_ONE}|[${JOINED_CLASS}])*|(?:[${STRAY_CLASS}]|[\\udb80-\\udbff][\\udc00-\\udfff])+|(?:[\\ud800-\\udbff][\\udc00-\\udfff]|[^\\s\\ud800-\\udfff])?[${JOINED_CLASS}]+`,
  'g',
);
const WRITTEN_OTHERWISE = new RegExp(
  `[${classOf(DIGITS, DRESSED, BLANKS, SMALL_SIGNS, DASHES)}]| ?[${classOf(DOTS)}] ?|${DRESSED_PAIR}`,
  'g',
);
const IS_UNSEEN = new RegExp(`^(?:${UNSEEN_ONE})`);
const IS_STRAY = new RegExp(`^[${STRAY_CLASS}\\udb80-\\udbff]`);
const IS_DOT = new RegExp(`[${classOf(DOTS)}]`);
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
  for (let match = firstMatch(HIDDEN, text); match !== null; match = HIDDEN.exec(text)) {
    const { index: start, 0: hidden } = match;
    const end = start + hidden.length;
    if (IS_UNSEEN.test(hidden)) {
      edits.push({ start, end, text: smuggled(hidden, text.slice(Math.max(0, start - 2), start)), matters: true });
      continue;
    }
    if (IS_STRAY.test(hidden)) {
      edits.push({ start, end, text: '', matters: isPlain(text, start - 1) && isPlain(text, end) });
      continue;
    }
    const plain = unmarked(hidden);
    if (plain !== hidden) edits.push({ start, end, text: plain, matters: isPlain(plain, 0) || isPlain(text, end) });
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
  for (let match = firstMatch(WRITTEN_OTHERWISE, text); match !== null; match = WRITTEN_OTHERWISE.exec(text)) {
    const { index: start, 0: dressed } = match;
    const end = start + dressed.length;
    if (IS_DOT.test(dressed)) {
      if (isNumber(text, start - 1) && isNumber(text, end)) edits.push({ start, end, text: ' ', matters: true });
      continue;
    }
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
