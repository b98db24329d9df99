import type { Finding } from './finding.ts';
import type { OwnTerm } from './own-terms.ts';

/** What may follow a beginning, by code unit; a tag where a word ends that may be part of another, or must be whole. */
interface Node {
  readonly next: Map<number, Node>;
  part?: string;
  whole?: string;
}

/** Fewest letters of a word that is also found within others: shorter ones are in too many. */
const FEWEST_LETTERS = 5;

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

const isDigit = (code: number) => code >= 48 && code <= 57;
const isInNumber = (text: string, index: number) => isDigit(text.charCodeAt(index - 1)) && isDigit(text.charCodeAt(index));

/** What each code unit is compared as: letters of Latin, Greek and Cyrillic writing without the marks on them. */
const COMPARED = Uint16Array.from({ length: 0x10000 }, (_, code) => {
  if (code < 0xc0 || (code >= 0x530 && code < 0x1e00) || code >= 0x2000) return code;
  const [base = '', ...marks] = String.fromCharCode(code).normalize('NFD');
  return marks.every((mark) => /\p{M}/u.test(mark)) ? base.charCodeAt(0) : code;
});
for (const [written, plain] of ['łl', 'øo', 'đd', 'ħh', 'ıi', 'ςσ']) COMPARED[written?.charCodeAt(0) ?? 0] = plain?.charCodeAt(0) ?? 0;

/** In lower case, each character where it was: one that would become two stays. */
function folded(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.replaceAll('İ', 'I').toLowerCase();
}

function trieOf(terms: readonly OwnTerm[], areWhole: boolean): Node {
  const root: Node = { next: new Map() };
  for (const { match, tag } of terms) {
    if (match.kind !== 'words') continue;
    for (const word of match.words) {
      const plain = folded(word.normalize('NFC').trim().replaceAll(/\s+/g, ' '));
      if (plain === '') continue;
      const isPart = !areWhole && (plain.match(/\p{L}/gu)?.length ?? 0) >= FEWEST_LETTERS;
      if (!isPart) endOf(root, plain).whole ??= tag;
      // What parts the words of it may be missing, or be another sign that is passed over.
      else for (const written of [plain.replaceAll(BETWEEN_WORDS, ''), plain.replaceAll(HYPHEN, '')]) endOf(root, written).part ??= tag;
    }
  }
  return root;
}

const HYPHEN = /(?<=[\p{L}\p{N}])[-_](?=[\p{L}\p{N}])/gu;
const BETWEEN_WORDS = /(?<=[\p{L}\p{N}])[-_ ](?=[\p{L}\p{N}])/gu;

/** The node at which a word ends. */
function endOf(root: Node, word: string): Node {
  let node = root;
  for (let index = 0; index < word.length; index++) {
    const code = COMPARED[word.charCodeAt(index)] ?? 0;
    const next = node.next.get(code) ?? { next: new Map() };
    node.next.set(code, next);
    node = next;
  }
  return node;
}

/** True when a word may begin or end between two characters. */
const parts = (before: number, after: number) => !isLetter(before) || !isLetter(after) || isUnparted(before) || isUnparted(after);
const isEdge = (text: string, index: number) =>
  index === 0 || index >= text.length || parts(text.charCodeAt(index - 1), text.charCodeAt(index));

/** Most signs in a row that are passed over within a word. */
const MOST_SIGNS = 4;
const SIGNS = new Set([...'-_*`~\u2010\u2011'].map((sign) => sign.charCodeAt(0)));
const QUOTING = new Set([...' \t>|'].map((sign) => sign.charCodeAt(0)));

/** Where a word goes on behind hyphens, marks of emphasis and the end of a line; the place itself where nothing is to be passed over. */
function pastSigns(text: string, index: number): number {
  let at = index;
  const pass = (signs: ReadonlySet<number>) => {
    for (let count = 0; count < MOST_SIGNS && signs.has(text.charCodeAt(at)); count++) at++;
  };
  pass(SIGNS);
  if (text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10) at++;
  if (text.charCodeAt(at) === 10) {
    at++;
    pass(QUOTING);
    pass(SIGNS);
  }
  return isLetter(text.charCodeAt(at)) ? at : index;
}

/**
 * One search for all the words of all terms: from each place along a trie, so more words cost no more time.
 * @param areWhole true where no word is to be found within another, however long it is
 */
export function createWordSearch(terms: readonly OwnTerm[], areWhole = false): (text: string) => Finding[] {
  const root = trieOf(terms, areWhole);
  if (root.next.size === 0) return () => [];
  const begins = new Uint8Array(0x10000);
  for (const code of root.next.keys()) begins[code] = 1;
  return (text) => {
    const plain = folded(text);
    const found: Finding[] = [];
    for (let start = 0; start < plain.length; start++) {
      const code = COMPARED[plain.charCodeAt(start)] ?? 0;
      if (begins[code] === 0 || (areWhole && !isEdge(plain, start))) continue;
      const longest = longestFrom(plain, start, root.next.get(code));
      if (longest === undefined) continue;
      found.push({ type: 'own-term', start, end: longest.end, confidence: 1, validator: 'own-word', tag: longest.tag });
      start = longest.end - 1;
    }
    return found;
  };
}

function longestFrom(text: string, start: number, first: Node | undefined): { end: number; tag: string } | undefined {
  let longest: { end: number; tag: string } | undefined;
  let isUnbroken = true;
  for (let node = first, index = start + 1; node !== undefined; index++) {
    if (node.part !== undefined && !isInNumber(text, start) && !isInNumber(text, index)) longest = { end: index, tag: node.part };
    else if (node.whole !== undefined && isUnbroken && isEdge(text, index) && isEdge(text, start))
      longest = { end: index, tag: node.whole };
    if (index >= text.length) break;
    const code = text.charCodeAt(index);
    let next: Node | undefined = node.next.get(isBlank(code) ? BLANK : (COMPARED[code] ?? code));
    if (next === undefined) {
      const past = pastSigns(text, index);
      if (past === index) break;
      isUnbroken = false;
      index = past;
      next = node.next.get(COMPARED[text.charCodeAt(past)] ?? 0);
    } else for (let wide = 1; isBlank(code) && wide < WIDEST_BLANK && isBlank(text.charCodeAt(index + 1)); wide++) index++;
    node = next;
  }
  return longest;
}
