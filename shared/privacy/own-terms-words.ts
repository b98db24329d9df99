import type { Finding } from './finding.ts';
import type { OwnTerm } from './own-terms.ts';

/** What may follow a beginning, by code unit; `tag` where a word ends. */
interface Node {
  readonly next: Map<number, Node>;
  tag?: string;
}

/** Most blanks that stand for one between two words. */
const WIDEST_BLANK = 8;
const BLANK = 32;

const LETTER = /[\p{L}\p{N}\p{M}]/u;
const ASCII_LETTERS = Uint8Array.from({ length: 128 }, (_, code) => (LETTER.test(String.fromCharCode(code)) ? 1 : 0));
const isLetter = (code: number) => (code < 128 ? ASCII_LETTERS[code] === 1 : LETTER.test(String.fromCharCode(code)));
const isBlank = (code: number) => code === BLANK || (code >= 9 && code <= 13) || code === 0xa0 || code === 0x2028 || code === 0x3000;

// Scripts that write words without blanks between, or with particles at their ends, and all beyond the first plane.
const isUnparted = (code: number) =>
  (code >= 0xe00 && code < 0xf00) ||
  (code >= 0x1000 && code < 0x10a0) ||
  (code >= 0x1780 && code < 0x1800) ||
  (code >= 0x3040 && code < 0xe000);

/** In lower case, each character where it was: one that would become two stays. */
function folded(text: string): string {
  const lower = text.toLowerCase();
  const sameLength = lower.length === text.length ? lower : text.replaceAll('İ', 'I').toLowerCase();
  // A sigma at a word's end has a form of its own.
  return sameLength.replaceAll('ς', 'σ');
}

function trieOf(terms: readonly OwnTerm[]): Node {
  const root: Node = { next: new Map() };
  for (const { match, tag } of terms) {
    if (match.kind !== 'words') continue;
    for (const word of match.words) {
      const plain = folded(word.normalize('NFC').trim().replaceAll(/\s+/g, ' '));
      if (plain === '') continue;
      let node = root;
      for (let index = 0; index < plain.length; index++) {
        const code = plain.charCodeAt(index);
        const next = node.next.get(code) ?? { next: new Map() };
        node.next.set(code, next);
        node = next;
      }
      node.tag ??= tag;
    }
  }
  return root;
}

/** True when a word may begin or end between two characters. */
const parts = (before: number, after: number) => !isLetter(before) || !isLetter(after) || isUnparted(before) || isUnparted(after);

/** One search for all the words of all terms: from each word's beginning along a trie, so more words cost no more time. */
export function createWordSearch(terms: readonly OwnTerm[]): (text: string) => Finding[] {
  const root = trieOf(terms);
  if (root.next.size === 0) return () => [];
  return (text) => {
    const plain = folded(text);
    const found: Finding[] = [];
    for (let start = 0; start < plain.length; start++) {
      const first = root.next.get(plain.charCodeAt(start));
      if (first === undefined || (start > 0 && !parts(plain.charCodeAt(start - 1), plain.charCodeAt(start)))) continue;
      const longest = longestFrom(plain, start, first);
      if (longest === undefined) continue;
      found.push({ type: 'own-term', start, end: longest.end, confidence: 1, validator: 'own-word', tag: longest.tag });
      start = longest.end - 1;
    }
    return found;
  };
}

function longestFrom(text: string, start: number, first: Node): { end: number; tag: string } | undefined {
  let longest: { end: number; tag: string } | undefined;
  let node: Node | undefined = first;
  for (let index = start + 1; node !== undefined; index++) {
    const code = index < text.length ? text.charCodeAt(index) : BLANK;
    if (node.tag !== undefined && (index >= text.length || parts(text.charCodeAt(index - 1), code)))
      longest = { end: index, tag: node.tag };
    if (index >= text.length) break;
    node = node.next.get(isBlank(code) ? BLANK : code);
    for (let wide = 1; node !== undefined && isBlank(code) && wide < WIDEST_BLANK && isBlank(text.charCodeAt(index + 1)); wide++) index++;
  }
  return longest;
}
