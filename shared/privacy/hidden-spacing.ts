import type { Edit } from './hidden-edit.ts';

// Eight characters or more that stand alone, parted by a few spaces each.
const APART = /(?<![A-Za-z0-9])[A-Za-z0-9](?: {1,3}[A-Za-z0-9@._+-]){7,}(?![A-Za-z0-9])/g;
const GAP = / +/g;

/** `4 2 4 2  4 2 4 2` as `4242 4242`: a single space goes, more become one. */
export function editsOfSpacing(text: string): Edit[] {
  const edits: Edit[] = [];
  for (const { index: from, 0: apart } of text.matchAll(APART)) {
    for (const { index, 0: gap } of apart.matchAll(GAP)) {
      const start = from + index;
      edits.push({ start, end: start + gap.length, text: gap.length === 1 ? '' : ' ', matters: true });
    }
  }
  return edits;
}
