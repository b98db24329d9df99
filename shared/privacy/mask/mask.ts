import type { ChatMessage, ChatRequest, Part } from '../../chat/request.ts';
import type { Finding, FindingType } from '../finding.ts';
import type { Scanner } from '../scanner.ts';
import { isClean, wireOf, withSafeIds } from './beside.ts';
import type { MaskEntry, MaskStyle } from './entry.ts';
import { foundIn } from './found.ts';
import { leftOver } from './left-over.ts';
import { type Attempt, masking, type Value } from './masking.ts';
import { createReader, type Surface } from './reader.ts';
import { type Addresses, addressesIn } from './restore.ts';
import { joined, type Span } from './span.ts';
import { type Unit, unitsOf } from './unit.ts';

/** A request as it would leave. */
export interface MaskedRequest {
  readonly request: ChatRequest;
  /** The entries known before, and the new ones after them. */
  readonly entries: readonly MaskEntry[];
  /** Those whose placeholders leave: of no others is anything put back into the answer. */
  readonly sent: readonly MaskEntry[];
  /** Where in addresses placeholders leave: into no others is anything put back. */
  readonly addresses: Addresses;
  /** How many places of each type were replaced. */
  readonly masked: ReadonlyMap<FindingType, number>;
}

/** True for a finding that is to be masked. */
export type Counts = (finding: Finding) => boolean;

/** What was masked is searched again; what is found only then is masked, too, and so on, this often. */
const MOST_ROUNDS = 4;

/**
 * The request as it would leave, and the map it needs. Nothing where something that counts cannot be masked: in an
 * image, in a file, in a tool's definition, a schema or a stop text, across two parts of a message.
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
  if (request.messages.some(({ content }) => content.some(({ type }) => UNMASKED.has(type)))) return undefined;
  const units = unitsOf(request.messages);
  const spans = foundIn(request.messages, units, (text) => scan(text).filter(counts));
  const values = spans.flatMap((own, index) => own.map((span) => valueIn(units[index], span)));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const attempt = masking(request.messages, units, spans, values, known, style);
    if (attempt === undefined) return undefined;
    const more = leftOver(attempt, units, (text) => scan(text).filter(counts));
    if (more === undefined) return undefined;
    if (more.every(({ length }) => length === 0)) return finished(request, attempt, (text) => scan(text).some(counts));
    for (const [index, own] of more.entries()) {
      if (own.length > 0) spans[index] = joined([...(spans[index] ?? []), ...own]);
      for (const span of own) values.push(valueIn(units[index], span));
    }
  }
  return undefined;
}

/** What goes as it is or not at all. */
const UNMASKED: ReadonlySet<Part['type']> = new Set(['image', 'file', 'tokens']);

const valueIn = (unit: Unit | undefined, { kind, start, end }: Span): Value => [kind, unit?.text.slice(start, end) ?? ''];

/** The whole request with the masked messages; nothing where what lies beside them cannot leave. */
function finished(request: ChatRequest, attempt: Attempt, counts: (text: string) => boolean): MaskedRequest | undefined {
  const { masked, messages, entries, sent, occurrences } = attempt;
  if (!isClean(request, counts, occurrences)) return undefined;
  const places = new Map<FindingType, number>();
  for (const { kind } of masked.flatMap((unit) => unit.places)) if (kind !== 'text') places.set(kind, (places.get(kind) ?? 0) + 1);
  const holds = (text: string) => counts(text) || occurrences(text).length > 0;
  const withIds = withSafeIds(messages, holds);
  const leaving = { ...request, messages: withIds, wire: wireOf(request.wire, holds) };
  return { request: leaving, entries, sent, addresses: addressesOf(messages, sent), masked: places };
}

/** In a text that is JSON the same address may end elsewhere for who reads it as one and for who does not. */
function addressesOf(messages: readonly ChatMessage[], sent: readonly MaskEntry[]): Addresses {
  if (sent.length === 0) return new Set();
  const reader = createReader(sent);
  const surfaces: readonly Surface[] = ['plain', 'json'];
  return new Set(
    unitsOf(messages).flatMap(({ raw, json }) =>
      surfaces.filter((surface) => surface === 'plain' || json !== undefined).flatMap((surface) => [...addressesIn(raw, reader, surface)]),
    ),
  );
}
