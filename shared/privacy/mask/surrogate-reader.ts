import type { MaskEntry } from './entry.ts';
import { isWordUnit } from './fold.ts';
import { keyOf } from './placeholder.ts';
import { spellingsOfSurrogate } from './surrogate-spellings.ts';

interface Node {
  readonly next: Map<string, Node>;
  entry?: MaskEntry;
}

/** Most characters of a surrogate, so that a reader need not wait longer. */
const LONGEST_SURROGATE = 60;

type Found = { readonly end: number; readonly entry: MaskEntry; readonly wrapping: 'none' };

/**
 * A reader of invented values as whole words, whatever their case and grouping: the longest that begins at a place. `more` where
 * the text ends before one can say. Nothing when no entry has one.
 */
export function createSurrogateReader(
  entries: readonly MaskEntry[],
): ((text: string, at: number, isEnd: boolean) => Found | 'more' | undefined) | undefined {
  const root: Node = { next: new Map() };
  for (const [text, entry] of readable(entries)) {
    let node = root;
    for (const character of text) {
      const next = node.next.get(character) ?? { next: new Map() };
      node.next.set(character, next);
      node = next;
    }
    node.entry = entry;
  }
  if (root.next.size === 0) return undefined;
  return (text, at, isEnd) => {
    let node: Node | undefined = root;
    let found: Found | undefined;
    for (let index = at; index <= text.length; index++) {
      if (node.entry !== undefined) {
        const ends = endsAt(text, index, isEnd);
        if (ends === 'more') return 'more';
        if (ends) found = { end: index, entry: node.entry, wrapping: 'none' };
      }
      if (node.next.size === 0) break;
      if (index === text.length) return isEnd ? found : 'more';
      const character = text[index] ?? '';
      node = node.next.get(/\s/.test(character) ? ' ' : character.toLowerCase());
      if (node === undefined) break;
    }
    return found;
  };
}

/** Every text that is read, in lower case: the invented values, and of their other spellings those that can only be one's. */
function readable(entries: readonly MaskEntry[]): ReadonlyMap<string, MaskEntry> {
  const invented = entries.filter(({ placeholder }) => keyOf(placeholder) === undefined && placeholder !== '');
  const own = new Map(invented.map((entry) => [entry.placeholder.toLowerCase(), entry]));
  const others = new Map<string, MaskEntry>();
  const unclear = new Set<string>();
  for (const entry of invented.flatMap(spellingsOfSurrogate)) {
    const text = entry.placeholder.toLowerCase();
    if ((others.get(text)?.value ?? entry.value) !== entry.value) unclear.add(text);
    else others.set(text, entry);
  }
  const all = [...[...others].filter(([text]) => !unclear.has(text)), ...own];
  return new Map(all.filter(([text]) => text.length <= LONGEST_SURROGATE));
}

/** Whether a word ends before `index`, or only a plural or genitive s follows. `more` where the text ends too soon to say. */
function endsAt(text: string, index: number, isEnd: boolean): boolean | 'more' {
  const isShort = index === text.length || (text[index] === 's' && index + 1 === text.length);
  return isShort && !isEnd ? 'more' : endsWord(text, index);
}

/** Whether a word ends before `index` in a whole text, or only a plural or genitive s follows. */
export function endsWord(text: string, index: number): boolean {
  return !isWordUnit(text.charCodeAt(index)) || (text[index] === 's' && !isWordUnit(text.charCodeAt(index + 1)));
}
