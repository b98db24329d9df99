import type { ChatMessage } from '../../chat/request.ts';
import type { MaskEntry, MaskStyle } from './entry.ts';
import { isBoundary } from './fold.ts';
import { createOccurrences, type Occurrence } from './occurrences.ts';
import type { MaskedKind } from './placeholder.ts';
import { keysIn } from './reader.ts';
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
  readonly occurrences: (text: string) => readonly Occurrence[];
}

/** Something that was found, also where it is masked as part of something longer. */
export type Value = readonly [kind: MaskedKind, value: string];

/** Gives every value its placeholder, message by message, and puts it wherever the value is written. */
export function masking(
  messages: readonly ChatMessage[],
  units: readonly Unit[],
  spans: readonly (readonly Span[])[],
  values: readonly Value[],
  known: readonly MaskEntry[],
  style: MaskStyle,
): Attempt | undefined {
  const vault = createVault(known, style);
  const valueAt = (index: number, { start, end }: Span) => units[index]?.text.slice(start, end) ?? '';
  vault.reserveValues(values);
  for (let first = 0, past = 0; first < units.length; first = past) {
    while (units[past] !== undefined && units[past]?.message === units[first]?.message) past++;
    for (const { text } of units.slice(first, past)) vault.reserve(keysIn(text), style === 'surrogates' ? wordsOf(text) : []);
    for (let index = first; index < past; index++) {
      for (const span of spans[index] ?? []) vault.entryFor(span.kind, valueAt(index, span));
    }
  }
  const occurrences = createOccurrences(vault.entries);
  const masked: Masked[] = [];
  const used = new Set<MaskEntry>();
  for (const [index, unit] of units.entries()) {
    const all = joined(maskable(joined([...(spans[index] ?? []), ...occurrences(unit.text)]), unit));
    const replaced = replace(unit.text, all, ({ kind, start, end }, value) => {
      const isFree = isBoundary(unit.text, start) && endsWord(unit.text, end);
      const entry = isFree ? vault.entryFor(kind, value) : vault.bracketedFor(kind, value);
      if (entry !== undefined) used.add(entry);
      return entry?.placeholder;
    });
    if (replaced === undefined) return undefined;
    masked.push(replaced);
  }
  return { masked, messages: rewritten(messages, units, masked), entries: vault.entriesFor(used), occurrences };
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
