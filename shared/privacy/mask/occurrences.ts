import type { FindingType } from '../finding.ts';
import { readingsOf } from '../readings.ts';
import type { MaskEntry } from './entry.ts';
import { createFinder, type Place } from './finder.ts';
import { type Folding, foldedText, foldingOf, isBoundary } from './fold.ts';
import { isEndingAt, mayBeName } from './person-names.ts';
import { keyOf, parseKey } from './placeholder.ts';
import { joined, type Span } from './span.ts';
import { SHORTEST_LOOSE, type Spelling, spellingsOf } from './spellings.ts';

interface Wanted extends Spelling {
  readonly type: FindingType;
  /** Also found inside words: long enough to be itself there. */
  readonly isLoose: boolean;
}

/** Shorter values are looked for nowhere else: any text is full of them. Scripts of ideographs say more with less. */
const shortest = (folded: string) => (folded.charCodeAt(0) < 128 ? 3 : 2);

/** Most characters at a value's end that say nothing. */
const LONGEST_SIGNS = 40;

/** Fewest digits of a number that is looked for inside longer ones. */
const SHORTEST_IN_DIGITS = 9;

/**
 * Looks for values wherever else they are written: in any case and grouping, inside words, hidden by escapes,
 * encodings and letters that look alike; also for the parts of persons' names, of IBANs and of e-mail addresses. Linear.
 */
export function createOccurrences(entries: readonly MaskEntry[]): (text: string) => Span[] {
  const wanted: Record<Folding, { readonly text: string; readonly of: Wanted }[]> = { words: [], digits: [] };
  for (const entry of entries) {
    const key = keyOf(entry.placeholder);
    if (key !== undefined && parseKey(key)?.name === 'TEXT') continue;
    const folding = foldingOf(entry.type);
    for (const spelling of spellingsOf(entry)) {
      const folded = foldedText(spelling.text, folding);
      const isLoose = folded.length >= SHORTEST_LOOSE && spelling.form !== 'stem' && entry.type !== 'health';
      const of = { ...spelling, type: entry.type, isLoose };
      if (folded.length >= shortest(folded)) wanted[folding].push({ text: spelling.text, of });
    }
  }
  const isName = ({ type, text }: Wanted) => type === 'person' && !/\s/.test(text.trim());
  const isInflected = ({ type, text: name }: Wanted, text: string, end: number) => type === 'person' && isEndingAt(text, end, name);
  const words = createFinder(
    wanted.words,
    'words',
    (what, text, start, end) =>
      what.form === 'stem' ? isInflected(what, text, end) : !isName(what) || mayBeName(text.slice(start, end), what.text),
    isInflected,
  );
  const digits = createFinder(wanted.digits, 'digits', ({ text: own }, text, start, end) => !isInDigits(own, text, start, end));
  const placesIn = (text: string) => [...words(text), ...apart(text, digits(text))].map((place) => fitted(text, place));
  return (text) => {
    if (entries.length === 0) return [];
    const spans = placesIn(text).map(({ start, end, of }): Span => ({ start, end, kind: of.type }));
    const { stretches, isRewritten } = readingsOf(text);
    for (const stretch of stretches) {
      for (const { start, end, of } of placesIn(stretch.text)) {
        const [from, to] = stretch.origin(start, end);
        // Also what only an escape beside it parted from the word before.
        if (isRewritten(from - 1, to + 1)) spans.push({ start: from, end: to, kind: of.type, as: of.text });
      }
    }
    return spans;
  };
}

/** True where a short number is only some digits of a longer one. */
function isInDigits(own: string, text: string, start: number, end: number): boolean {
  const isDigit = (index: number) => /\d/.test(text[index] ?? '');
  return foldedText(own, 'digits').length < SHORTEST_IN_DIGITS && (isDigit(start - 1) || isDigit(end));
}

/** Without those inside words that overlap one which stands free: the end of a number and the beginning of the next. */
function apart(text: string, places: readonly Place<Wanted>[]): readonly Place<Wanted>[] {
  const isFree = ({ start, end }: Place<Wanted>) => isBoundary(text, start) && isBoundary(text, end);
  const [free, loose] = [places.filter(isFree), places.filter((place) => !isFree(place))];
  if (loose.length === 0 || free.length === 0) return places;
  const taken = joined(free.map(({ start, end }) => ({ start, end, kind: 'text' })));
  let next = 0;
  const kept = loose
    .sort((a, b) => a.start - b.start)
    .filter(({ start, end }) => {
      while ((taken[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
      return (taken[next]?.start ?? end) >= end;
    });
  return [...free, ...kept];
}

/** With the characters at the value's ends that are left out where values are compared, as the + of a telephone. */
function fitted(text: string, { start, end, of }: Place<Wanted>): Place<Wanted> {
  const before = /^[\s\-./()+_]*/.exec(of.text)?.[0] ?? '';
  const after = /[^\s\-./()+_]([\s\-./()+_]*)$/.exec(of.text.slice(-LONGEST_SIGNS))?.[1] ?? '';
  const begins = text.slice(Math.max(0, start - before.length), start) === before;
  const ends = text.slice(end, end + after.length) === after;
  return { start: begins ? start - before.length : start, end: ends ? end + after.length : end, of };
}
