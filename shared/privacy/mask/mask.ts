import type { ChatMessage, ChatRequest } from '../../chat/request.ts';
import { textOf } from '../../chat/request.ts';
import type { Finding, FindingType } from '../finding.ts';
import type { Scanner } from '../scanner.ts';
import { isClean, wireOf, withSafeIds } from './beside.ts';
import type { MaskEntry, MaskStyle } from './entry.ts';
import { createOccurrences, type Occurrence } from './occurrences.ts';
import { createReader, keysIn, type PlaceholderReader, placeholdersIn } from './reader.ts';
import { besides, joined, type Masked, replace, type Span, whereItWas } from './span.ts';
import { maskable, type Unit, unitsOf, withText, writtenOf } from './unit.ts';
import { createVault, wordsOf } from './vault.ts';

/** A request as it would leave. */
export interface MaskedRequest {
  readonly request: ChatRequest;
  /** The entries known before, and the new ones after them. */
  readonly entries: readonly MaskEntry[];
  /** How many places of each type were replaced. */
  readonly masked: ReadonlyMap<FindingType, number>;
}

/** True for a finding that is to be masked. */
export type Counts = (finding: Finding) => boolean;

/** What was masked is searched again; what is found only then is masked, too, and so on, this often. */
const MOST_ROUNDS = 4;

const SAYS_SOMETHING = /[\p{L}\p{N}]/u;

/**
 * The request as it would leave, and the map it needs. Nothing where something that counts cannot be masked: in an
 * image, in a tool's definition, a schema or a stop text, across two parts of a message.
 *
 * Masked is every finding that counts, and everything else in the messages that says the same: a value found
 * once, in any spelling, and the parts of a person's name. What leaves is searched as what came in was.
 * @param known the entries of the conversation so far
 */
export function maskRequest(
  request: ChatRequest,
  scan: Scanner,
  known: readonly MaskEntry[],
  style: MaskStyle,
  counts: Counts,
): MaskedRequest | undefined {
  if (request.messages.some(({ content }) => content.some(({ type }) => type === 'image'))) return undefined;
  const units = unitsOf(request.messages);
  const spans = found(request.messages, units, (text) => scan(text).filter(counts));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const attempt = masking(request.messages, units, spans, known, style);
    if (attempt === undefined) return undefined;
    const more = leftOver(units, attempt, (text) => scan(text).filter(counts));
    if (more === undefined) return undefined;
    if (more.length === 0) return finished(request, attempt, (text) => scan(text).some(counts));
    for (const { unit, span } of more) spans[unit] = joined([...(spans[unit] ?? []), span]);
  }
  return undefined;
}

type Find = (text: string) => readonly Finding[];

/** The findings in each unit, in order and apart: those of its own text, and those that only show beside its neighbours. */
function found(messages: readonly ChatMessage[], units: readonly Unit[], find: Find): Span[][] {
  const spans = units.map((unit) => find(unit.text).map(spanOf));
  for (const group of neighbours(messages, units)) {
    for (const finding of find(group.map(({ unit }) => unit.raw).join(''))) {
      // One that crosses parts stays: what is searched at the end shows whether it was masked in pieces.
      const at = group.find(
        ({ start, unit }) => unit.json === undefined && finding.start >= start && finding.end <= start + unit.raw.length,
      );
      if (at !== undefined) spans[at.index]?.push({ ...spanOf(finding), start: finding.start - at.start, end: finding.end - at.start });
    }
  }
  return spans.map((own, index) => joined(maskable(own, units[index] as Unit)));
}

const spanOf = ({ type, start, end }: Finding): Span => ({ start, end, kind: type });

/** The units of each message that has several, with where they begin in its text. */
function neighbours(messages: readonly ChatMessage[], units: readonly Unit[]) {
  const groups = messages.map((): { unit: Unit; index: number; start: number }[] => []);
  for (const [index, unit] of units.entries()) {
    const group = groups[unit.message];
    const last = group?.at(-1);
    if (unit.isJoined) group?.push({ unit, index, start: last === undefined ? 0 : last.start + last.unit.raw.length });
  }
  return groups.filter((group) => group.length > 1);
}

interface Attempt {
  readonly masked: readonly Masked[];
  /** The messages as they would leave. */
  readonly messages: readonly ChatMessage[];
  readonly entries: readonly MaskEntry[];
  readonly occurrences: (text: string) => readonly Occurrence[];
}

/** Gives every value its placeholder, message by message, and puts it wherever the value is written. */
function masking(
  messages: readonly ChatMessage[],
  units: readonly Unit[],
  spans: readonly (readonly Span[])[],
  known: readonly MaskEntry[],
  style: MaskStyle,
): Attempt | undefined {
  const vault = createVault(known, style);
  for (let first = 0, past = 0; first < units.length; first = past) {
    while (units[past] !== undefined && units[past]?.message === units[first]?.message) past++;
    for (const { text } of units.slice(first, past)) vault.reserve(keysIn(text), style === 'surrogates' ? wordsOf(text) : []);
    for (let index = first; index < past; index++) {
      for (const { kind, start, end } of spans[index] ?? []) vault.entryFor(kind, units[index]?.text.slice(start, end) ?? '');
    }
  }
  const occurrences = createOccurrences(vault.entries);
  const reader = createReader(vault.entries);
  const masked: Masked[] = [];
  for (const [index, unit] of units.entries()) {
    const literal = placeholdersIn(unit.text, reader).map((place): Span => ({ ...place, kind: 'text' }));
    const all = joined(maskable(joined([...(spans[index] ?? []), ...occurrences(unit.text), ...literal]), unit));
    const replaced = replace(unit.text, all, ({ kind }, value) => vault.entryFor(kind, value)?.placeholder);
    if (replaced === undefined) return undefined;
    masked.push(replaced);
  }
  return { masked, messages: rewritten(messages, units, masked), entries: vault.entries, occurrences };
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

/**
 * What counts and is found only in the masked messages, as spans of what came in: a finding may have hidden behind a
 * better one. Nothing (undefined) where it cannot be masked there.
 */
function leftOver(units: readonly Unit[], attempt: Attempt, find: Find): { readonly unit: number; readonly span: Span }[] | undefined {
  const more: { unit: number; span: Span }[] = [];
  for (const [index, masked] of attempt.masked.entries()) {
    for (const finding of find(masked.text)) {
      if (!SAYS_SOMETHING.test(besides(masked, finding.start, finding.end))) continue;
      more.push({ unit: index, span: { ...spanOf(finding), ...whereItWas(masked, finding.start, finding.end) } });
    }
  }
  if (more.length > 0) return more;
  const reader = createReader(attempt.entries);
  const isBare = (text: string) =>
    find(text).every(({ start, end }) => !SAYS_SOMETHING.test(withoutPlaceholders(text.slice(start, end), reader)));
  for (const group of neighbours(attempt.messages, unitsOf(attempt.messages))) {
    const text = textOf(attempt.messages[group[0]?.unit.message ?? -1] ?? { role: 'user', content: [] });
    const crosses = ({ start, end }: Span) => group.some((other) => other.start > start && other.start < end);
    if (!isBare(text) || attempt.occurrences(text).some(crosses)) return undefined;
  }
  // A call's arguments and a tool's result are also read as they are written, escapes and all.
  for (const [index, { json, message, part }] of units.entries()) {
    if (json === undefined || attempt.masked[index] === undefined) continue;
    const sent = attempt.messages[message]?.content[part];
    const raw = sent?.type === 'tool-call' ? sent.arguments : sent?.type === 'tool-result' ? sent.text : '';
    if (!isBare(raw)) return undefined;
  }
  return [];
}

function withoutPlaceholders(text: string, reader: PlaceholderReader): string {
  let rest = '';
  let past = 0;
  for (const { start, end } of placeholdersIn(text, reader)) {
    rest += text.slice(past, start);
    past = end;
  }
  return rest + text.slice(past);
}

/** The whole request with the masked messages; nothing where what lies beside them cannot leave. */
function finished(
  request: ChatRequest,
  units: readonly Unit[],
  attempt: Attempt,
  counts: (text: string) => boolean,
): MaskedRequest | undefined {
  const { masked, messages, entries, occurrences } = attempt;
  if (!isClean(request, counts, occurrences)) return undefined;
  const places = new Map<FindingType, number>();
  for (const { kind } of masked.flatMap((unit) => unit.places)) if (kind !== 'text') places.set(kind, (places.get(kind) ?? 0) + 1);
  const holds = (text: string) => counts(text) || occurrences(text).length > 0;
  const withIds = withSafeIds(messages, holds);
  return { request: { ...request, messages: withIds, wire: wireOf(request.wire, holds) }, entries, masked: places };
}
