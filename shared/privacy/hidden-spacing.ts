import type { Edit } from './hidden-edit.ts';

// Eight characters or more that stand alone, parted by a few spaces each.
const APART = /(?<![A-Za-z0-9])[A-Za-z0-9](?: {1,3}[A-Za-z0-9@._+-]){7,}(?![A-Za-z0-9])/g;

/** `4 2 4 2  4 2 4 2` as `4242 4242`: a single space goes, more become one. */
export function editsOfSpacing(text: string): Edit[] {
  const edits: Edit[] = [];
  for (const { index, 0: apart } of text.matchAll(APART)) {
    // A character stands at each end, so every gap is followed by one.
    for (let start = index + 1; start < index + apart.length; ) {
      let end = start;
      while (text.charCodeAt(end) === 32) end++;
      edits.push({ start, end, text: end - start === 1 ? '' : ' ', matters: true });
      start = end + 1;
    }
  }
  return edits;
}
