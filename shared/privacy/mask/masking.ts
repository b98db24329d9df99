import type { ChatMessage } from '../../chat/request.ts';
import type { MaskEntry, MaskStyle } from './entry.ts';
import { isBoundary } from './fold.ts';
import { createOccurrences } from './occurrences.ts';
import { keyOf, type MaskedKind } from './placeholder.ts';
import { createReader, keysIn, type PlaceholderReader, placeholdersIn } from './reader.ts';
import { joined, type Masked, replace, type Span } from './span.ts';
import { endsWord } from './surrogate-reader.ts';
import { maskable, type Unit, withText, writtenOf } from './unit.ts';
import { createVault, wordsOf } from './vault.ts';

/** The messages masked once, before they are searched again. */
export interface Attempt {
  readonly masked: readonly Masked[];
  /** The messages as they would leave. */
  readonly messages: readonly ChatMessage[];
  readonly entries: readonly MaskEntry[];
  /** Those whose placeholders stand in the messages. */
  readonly sent: readonly MaskEntry[];
  readonly occurrences: (text: string) => readonly Span[];
}

/** Something that was found, also where it is masked as part of something longer. */
export type Value = readonly [kind: MaskedKind, value: string];

/** How often invented values that read wrongly side by side are bracketed: what stands in brackets may join its neighbours. */
const MOST_ROUNDS = 8;

/** Gives every value its placeholder, message by message, and puts it wherever the value is written. */
export function masking(
  messages: readonly ChatMessage[],
  units: readonly Unit[],
  spans: readonly (readonly Span[])[],
  found: readonly Value[],
  known: readonly MaskEntry[],
  style: MaskStyle,
): Attempt | undefined {
  const vault = createVault(known, style);
  const valueAt = (index: number, { start, end }: Span) => units[index]?.text.slice(start, end) ?? '';
  vault.reserveValues(found);
  for (let first = 0, past = 0; first < units.length; first = past) {
    while (units[past] !== undefined && units[past]?.message === units[first]?.message) past++;
    for (const { text } of units.slice(first, past)) vault.reserve(keysIn(text), style === 'surrogates' ? wordsOf(text) : []);
    for (let index = first; index < past; index++) {
      for (const span of spans[index] ?? []) vault.entryFor(span.kind, valueAt(index, span));
    }
  }
  const occurrences = createOccurrences(vault.entries);
  const all = units.map((unit, index) => joined(maskable(joined([...(spans[index] ?? []), ...occurrences(unit.text)]), unit)));
  /** Where only brackets do, by the starts of spans. */
  const bracketed = units.map(() => new Set<number>());
  const write = (unit: Unit, index: number) =>
    replace(unit.text, all[index] ?? [], ({ kind, start, end, as }, value) => {
      const isFree = isBoundary(unit.text, start) && endsWord(unit.text, end) && !bracketed[index]?.has(start);
      return (isFree ? vault.entryFor(kind, value, as) : vault.bracketedFor(kind, value, as))?.placeholder;
    });
  const masked: Masked[] = [];
  for (const [index, unit] of units.entries()) {
    const replaced = write(unit, index);
    if (replaced === undefined) return undefined;
    masked.push(replaced);
  }
  if (vault.entries.some(({ placeholder }) => keyOf(placeholder) === undefined)) {
    const reader = createReader(vault.entries);
    for (const [index, unit] of units.entries()) {
      for (let wrong = misread(masked[index], reader), round = 0; wrong.length > 0; wrong = misread(masked[index], reader), round++) {
        if (round === MOST_ROUNDS) return undefined;
        for (const start of wrong) bracketed[index]?.add(start);
        const replaced = write(unit, index);
        if (replaced === undefined) return undefined;
        masked[index] = replaced;
      }
    }
  }
  const written = new Set(masked.flatMap(({ text, places }) => places.map(({ start, end }) => text.slice(start, end))));
  const used = new Set(vault.entries.filter(({ placeholder }) => written.has(placeholder)));
  // What had to give way to brackets is kept too: the same request is then masked in the same way again.
  const values = new Set([...used].map(({ value }) => value));
  const entries = vault.entriesFor(new Set(vault.entries.filter(({ value }) => values.has(value))));
  const sent = vault.usedOf(used);
  return { masked, messages: rewritten(messages, units, masked), entries, sent, occurrences };
}

/**
 * Where the spans were that two invented values side by side would hide: “Clara” and “Winslow”, each for somebody,
 * read as “Clara Winslow”. Brackets are read as they stand, so none is told twice.
 */
function misread(masked: Masked | undefined, reader: PlaceholderReader): number[] {
  const { text, places } = masked ?? { text: '', places: [] };
  const read = new Map(placeholdersIn(text, reader).map(({ start, end }) => [start, end]));
  const isInvented = (start: number, end: number) => keyOf(text.slice(start, end)) === undefined;
  return places.flatMap(({ start, end, from }) => (isInvented(start, end) && read.get(start) !== end ? [from] : []));
}

/** The messages with their units masked; one that holds nothing stays the very same. */
function rewritten(messages: readonly ChatMessage[], units: readonly Unit[], masked: readonly Masked[]): ChatMessage[] {
  const parts = messages.map(({ content }) => [...content]);
  const changed = new Set<number>();
  for (const [index, unit] of units.entries()) {
    const [own, replaced] = [parts[unit.message], masked[index]];
    const part = own?.[unit.part];
    if (own === undefined || part === undefined || replaced === undefined || replaced.places.length === 0) continue;
    own[unit.part] = withText(part, writtenOf(unit, replaced));
    changed.add(unit.message);
  }
  return messages.map((message, index) => (changed.has(index) ? { ...message, content: parts[index] ?? [] } : message));
}
