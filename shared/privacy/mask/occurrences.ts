import type { FindingType } from '../finding.ts';
import type { MaskEntry } from './entry.ts';
import { createFinder } from './finder.ts';
import { type Folding, foldedText, foldingOf } from './fold.ts';
import { isEndingAt, mayBeName, partsOfName, stemsOfName } from './person-names.ts';
import { keyOf, parseKey } from './placeholder.ts';
import type { Span } from './span.ts';

/** Somewhere a masked value is written again. `isPart`: only one part of a person's name. */
export interface Occurrence extends Span {
  readonly isPart: boolean;
}

interface Wanted {
  readonly type: FindingType;
  readonly value: string;
  readonly form: 'whole' | 'part' | 'stem';
}

/** Everything by which an entry is known. */
function* wantedOf({ type, value }: MaskEntry): Generator<Wanted> {
  yield { type, value, form: 'whole' };
  if (type !== 'person') return;
  for (const part of partsOfName(value)) yield { type, value: part, form: 'part' };
  for (const stem of stemsOfName(value)) yield { type, value: stem, form: 'stem' };
}

/** Shorter values are looked for nowhere else: any text is full of them. Scripts of ideographs say more with less. */
const shortest = (folded: string) => (folded.charCodeAt(0) < 128 ? 3 : 2);

/** Looks for values wherever else they are written, in any case and grouping, and for the parts of persons' names. Linear. */
export function createOccurrences(entries: readonly MaskEntry[]): (text: string) => Occurrence[] {
  const wanted: Record<Folding, { readonly text: string; readonly of: Wanted }[]> = { words: [], digits: [] };
  for (const entry of entries) {
    const key = keyOf(entry.placeholder);
    if (key !== undefined && parseKey(key)?.name === 'TEXT') continue;
    const folding = foldingOf(entry.type);
    for (const of of wantedOf(entry)) {
      const folded = foldedText(of.value, folding);
      if (folded.length >= shortest(folded)) wanted[folding].push({ text: of.value, of });
    }
  }
  const isName = ({ type, value }: Wanted) => type === 'person' && !/\s/.test(value.trim());
  const isInflected = ({ type, value }: Wanted, text: string, end: number) => type === 'person' && isEndingAt(text, end, value);
  const words = createFinder(
    wanted.words,
    'words',
    (what, text, start, end) =>
      what.form === 'stem' ? isInflected(what, text, end) : !isName(what) || mayBeName(text.slice(start, end), what.value),
    isInflected,
  );
  const digits = createFinder(wanted.digits, 'digits');
  return (text) =>
    [...words(text), ...digits(text)].map(({ start, end, of: { type, value, form } }) => ({
      start: start - leading(text, start, value),
      end,
      kind: type,
      isPart: form !== 'whole',
    }));
}

/** How many characters before `start` are those with which the value begins and which a number's folding leaves out, as the + of a telephone. */
function leading(text: string, start: number, value: string): number {
  const signs = /^[ \-./()+]*/.exec(value)?.[0] ?? '';
  return signs !== '' && text.slice(Math.max(0, start - signs.length), start) === signs ? signs.length : 0;
}
