import type { Edit } from './hidden-edit.ts';

// Marks of Markdown, and those that end one stretch where the next begins: `**4111** **1111**`.
const MARKS = /(?:[*`]{1,3}|~~)(?:[ -](?:[*`]{1,3}|~~)?)?|[ -](?:[*`]{1,3}|~~)/g;

const DIGIT = /[0-9]/;
const PART = /[\p{L}\p{N}@._]/u;

/** Marks of emphasis within a word, an address or a number, which are not seen once the text is shown. */
export function editsOfEmphasis(text: string): Edit[] {
  const edits: Edit[] = [];
  for (const { index: start, 0: marks } of text.matchAll(MARKS)) {
    const end = start + marks.length;
    const [before, after] = [text[start - 1] ?? '', text[end] ?? ''];
    const parting = marks.replaceAll(/[*~`]/g, '');
    const isWithin = parting === '' ? PART.test(before) && PART.test(after) : DIGIT.test(before) && DIGIT.test(after);
    if (isWithin) edits.push({ start, end, text: parting, matters: true });
  }
  return edits;
}
