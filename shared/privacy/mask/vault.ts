import type { MaskEntry, MaskStyle } from './entry.ts';
import { foldedText, foldingOf } from './fold.ts';
import { partsOfName } from './person-names.ts';
import { formLetters, keyOf, type MaskedKind, nameOf, parseKey } from './placeholder.ts';
import { spellingsOf } from './spellings.ts';
import { surrogateOf } from './surrogate.ts';

/** Most invented values that are tried for one that the context does not hold. */
const MOST_TRIES = 40;

/** Gives every value of a conversation its placeholder. */
export interface Vault {
  readonly entries: readonly MaskEntry[];
  /** The entries known before, and of the new ones those that were used, with the parts of their invented names. */
  entriesFor(used: ReadonlySet<MaskEntry>): readonly MaskEntry[];
  /** Of all entries those that were used, with the parts of their invented names: a model calls people by one of them. */
  usedOf(used: ReadonlySet<MaskEntry>): readonly MaskEntry[];
  /** Values of the conversation: none is invented for another. */
  reserveValues(values: Iterable<readonly [kind: MaskedKind, value: string]>): void;
  /**
   * Keys and words that the context holds already, so that nothing new gets them. Told message by message: what
   * comes later changes no number given before.
   */
  reserve(keys: Iterable<string>, words: Iterable<string>): void;
  /**
   * What stands for a value: what stood for it before, else something new. Nothing where none is left.
   * @param as what it says, where it is written so as to hide that
   */
  entryFor(kind: MaskedKind, value: string, as?: string): MaskEntry | undefined;
  /** The same where the value touches other words, and only brackets can be told from those. */
  bracketedFor(kind: MaskedKind, value: string, as?: string): MaskEntry | undefined;
}

/**
 * Equal numbers and addresses have one placeholder however they are spelled, and come back as they were spelled
 * first. A name or word in another case, or one part of a value, has a further form of its placeholder, so
 * that `Kowalska`, `[PERSON_1A]`, does not come back as `Anna Kowalska`, `[PERSON_1]`.
 * @param known what the conversation has given before
 */
export function createVault(known: readonly MaskEntry[], style: MaskStyle): Vault {
  const entries: MaskEntry[] = [];
  const byValue = new Map<string, MaskEntry>();
  const bracketedByValue = new Map<string, MaskEntry>();
  /** By a value's folded spelling: the entry that it is the same as, or a form of. */
  const bySpelling = new Map<string, MaskEntry>();
  const taken = new Set<string>();
  const reservedWords = new Set<string>();
  const reservedValues = new Set<string>();
  /** Words of people's names: an invented name is a person's in its parts as well. */
  const reservedNames = new Set<string>();
  /** The whole invented names that words are parts of. */
  const owners = new Map<string, MaskEntry>();
  const counts = new Map<string, number>();

  function add(entry: MaskEntry): MaskEntry {
    entries.push(entry);
    if (!byValue.has(entry.value)) byValue.set(entry.value, entry);
    const key = keyOf(entry.placeholder);
    const { name, number, form } = (key === undefined ? undefined : parseKey(key)) ?? { name: nameOf(entry.type), number: 0, form: '' };
    if (key !== undefined && !bracketedByValue.has(entry.value)) bracketedByValue.set(entry.value, entry);
    taken.add(key ?? entry.placeholder.toLowerCase());
    counts.set(name, Math.max(counts.get(name) ?? 0, number));
    if (key === undefined && entry.type === 'person') for (const word of partsOfName(entry.placeholder)) owners.set(word, entry);
    if (name === 'TEXT' || form !== '') return entry;
    const folding = foldingOf(entry.type);
    for (const { text } of spellingsOf(entry)) {
      const folded = foldedText(text, folding);
      if (folded !== '' && !bySpelling.has(folded)) bySpelling.set(folded, entry);
    }
    return entry;
  }

  function numbered(kind: MaskedKind, value: string): MaskEntry | undefined {
    const name = nameOf(kind);
    const type = kind === 'text' ? 'own-term' : kind;
    for (let number = (counts.get(name) ?? 0) + 1; ; number++) {
      const key = `${name}_${number}`;
      if (parseKey(key) === undefined) return undefined;
      if (!taken.has(key)) return add({ placeholder: `[${key}]`, value, type });
    }
  }

  function invented(kind: MaskedKind, value: string): MaskEntry | undefined {
    if (kind === 'text') return undefined;
    const name = `invented ${kind}`;
    const first = counts.get(name) ?? 0;
    for (let index = first; index < first + MOST_TRIES; index++) {
      const placeholder = surrogateOf(kind, index, value);
      if (placeholder === undefined) return undefined;
      const words = wordsOf(placeholder);
      const isHere = (word: string) => reservedWords.has(word);
      const isThere = kind === 'person' ? words.some((word) => isHere(word) || reservedNames.has(word)) : words.every(isHere);
      const folded = foldedText(placeholder, foldingOf(kind));
      const isGiven = taken.has(placeholder.toLowerCase()) || bySpelling.has(folded) || reservedValues.has(folded);
      if (isThere || isGiven) continue;
      counts.set(name, index + 1);
      const entry = add({ placeholder, value, type: kind });
      if (kind === 'person') addParts(entry);
      return entry;
    }
    return undefined;
  }

  /** A further form of an entry. */
  function formOf(base: MaskEntry, value: string): MaskEntry | undefined {
    const key = keyOf(base.placeholder);
    if (key === undefined) return numbered(base.type, value);
    for (let count = 0; ; count++) {
      const letters = formLetters(count);
      if (letters === undefined) return numbered(base.type, value);
      if (!taken.has(key + letters)) return add({ placeholder: `[${key}${letters}]`, value, type: base.type });
    }
  }

  /** An invented name is a person's in its parts as well: models call people by one of them. */
  function addParts(whole: MaskEntry): void {
    const { placeholder, value, type } = whole;
    const [given, family] = placeholder.split(' ');
    const parts = partsOfName(value);
    const [first, last] = [parts[0], parts.at(-1)];
    if (family === undefined || first === undefined || last === undefined || parts.length < 2) return;
    if (given !== undefined) add({ placeholder: given, value: first, type });
    add({ placeholder: family, value: last, type });
  }

  function entryFor(kind: MaskedKind, value: string, as?: string): MaskEntry | undefined {
    const exact = byValue.get(value);
    if (exact !== undefined) return exact;
    if (kind === 'text') return numbered(kind, value);
    const folding = foldingOf(kind);
    const folded = foldedText(value, folding);
    const same = bySpelling.get(folded) ?? (as === undefined ? undefined : bySpelling.get(foldedText(as, folding)));
    if (same !== undefined) {
      const isAnySpelling = folding === 'digits' || kind === 'email';
      return isAnySpelling && folded === foldedText(same.value, folding) ? same : formOf(same, value);
    }
    return (style === 'surrogates' ? invented(kind, value) : undefined) ?? numbered(kind, value);
  }

  for (const entry of known) {
    add(entry);
    // A name of one word may be the part of another: one too few is tried again, no harm done.
    const isPart = entry.type === 'person' && !entry.placeholder.includes(' ');
    const name = `invented ${entry.type}`;
    if (keyOf(entry.placeholder) === undefined && !isPart) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const isUsed = (entry: MaskEntry, used: ReadonlySet<MaskEntry>) => {
    const owner = owners.get(entry.placeholder);
    return used.has(entry) || (owner !== undefined && used.has(owner));
  };
  return {
    entries,
    entriesFor: (used) => entries.filter((entry, index) => index < known.length || isUsed(entry, used)),
    usedOf: (used) => entries.filter((entry) => isUsed(entry, used)),
    reserveValues(values) {
      if (style !== 'surrogates') return;
      for (const [kind, value] of values) {
        if (kind !== 'text') reservedValues.add(foldedText(value, foldingOf(kind)));
        if (kind === 'person') for (const word of wordsOf(value)) reservedNames.add(word);
      }
    },
    reserve(keys, words) {
      for (const key of keys) taken.add(key);
      for (const word of words) reservedWords.add(word);
    },
    entryFor,
    bracketedFor(kind, value, as) {
      const entry = entryFor(kind, value, as);
      if (entry === undefined || keyOf(entry.placeholder) !== undefined) return entry;
      return bracketedByValue.get(value) ?? numbered(kind, value);
    },
  };
}

/** The words and numbers of a text, in lower case, also where they touch. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? [];
}
