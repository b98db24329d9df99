import { firstMatch } from './first-match.ts';
import type { Edit } from './hidden-edit.ts';

// Marks of Markdown, and those that end one stretch where the next begins: `**4111** **1111**`.
const MARKS = /(?:[*`]{1,3}|~~)(?:[ -](?:[*`]{1,3}|~~)?)?|[ -](?:[*`]{1,3}|~~)|_{1,2} _{1,2}/g;

const DIGIT = /[0-9]/;
// A point is part of a word only where the word goes on behind it.
const ENDS_IN_WORD = /[\p{L}\p{N}@_]\.?$/u;
const BEGINS_IN_WORD = /^\.?[\p{L}\p{N}@_]/u;

/** Marks of emphasis within a word, an address or a number, which are not seen once the text is shown. */
export function editsOfEmphasis(text: string): Edit[] {
  const edits: Edit[] = [];
  for (let match = firstMatch(MARKS, text); match !== null; match = MARKS.exec(text)) {
    const { index: start, 0: marks } = match;
    const end = start + marks.length;
    const [before, after] = [text.slice(Math.max(0, start - 3), start), text.slice(end, end + 3)];
    const parting = marks.replaceAll(/[*~`_]/g, '');
    const isWithin =
      parting === ''
        ? ENDS_IN_WORD.test(before) && BEGINS_IN_WORD.test(after)
        : DIGIT.test(before.at(-1) ?? '') && DIGIT.test(after[0] ?? '');
    if (isWithin) edits.push({ start, end, text: parting, matters: true });
  }
  return edits;
}
