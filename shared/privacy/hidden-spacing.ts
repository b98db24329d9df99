import type { Edit } from './hidden-edit.ts';
import { FEWEST_APART } from './hidden-signs.ts';

/** Most spaces between two characters that are written apart. */
const WIDEST_GAP = 3;

const SPACE = 32;
const isAlphanumeric = (unit: number) => (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);
// What else words and numbers are made of: @ . _ + -
const isPart = (unit: number) => isAlphanumeric(unit) || unit === 64 || unit === 46 || unit === 95 || unit === 43 || unit === 45;

/** `4 2 4 2  4 2 4 2` as `4242 4242`: a single space goes, more become one. The first and the last may have signs beside them. */
export function editsOfSpacing(text: string): Edit[] {
  const edits: Edit[] = [];
  let gaps: Edit[] = [];
  const close = () => {
    if (gaps.length >= FEWEST_APART - 1) for (const gap of gaps) edits.push(gap);
    if (gaps.length > 0) gaps = [];
  };
  let past = -1;
  for (let start = 0, end = 0; start < text.length; start = end + 1) {
    for (end = start; end < text.length && text.charCodeAt(end) !== SPACE; ) end++;
    if (end === start) continue;
    const isAlone = end - start === 1;
    const goesOn = isPart(text.charCodeAt(start)) && (isAlone || !isAlphanumeric(text.charCodeAt(start + 1)));
    const width = start - past;
    if (past >= 0 && goesOn && width <= WIDEST_GAP) gaps.push({ start: past, end: start, text: width === 1 ? '' : ' ', matters: true });
    else close();
    if (!isAlone) close();
    const begins = isPart(text.charCodeAt(end - 1)) && (isAlone || !isAlphanumeric(text.charCodeAt(end - 2)));
    past = begins ? end : -1;
  }
  close();
  return edits;
}
