import type { WireExtra } from '../../../../shared/chat/event.ts';
import type { Piece } from './pieces.ts';

/**
 * Pieces that came in one read, those that simply go on put together: each piece passes every stage of the path, and nobody
 * would see them apart.
 */
export function coalesced(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    const joined = last === undefined ? undefined : join(last, piece);
    if (joined === undefined) all.push(piece);
    else all[all.length - 1] = joined;
  }
  return all;
}

/** Two pieces as one; nothing where the second does not simply go on. */
function join(one: Piece, next: Piece): Piece | undefined {
  if (one.choice !== next.choice || isParticular(one.wire) || isParticular(next.wire)) return undefined;
  const wire = one.wire && next.wire ? { chunk: { ...one.wire.chunk, ...next.wire.chunk } } : (one.wire ?? next.wire);
  const rest = { tokens: one.tokens + next.tokens, ...(wire === undefined ? {} : { wire }) };
  if (one.type === 'reasoning' && next.type === 'reasoning') return { ...one, text: one.text + next.text, ...rest };
  if (one.type === 'tool-call' && next.type === 'tool-call' && one.index === next.index && next.isFirst !== true)
    return { ...one, arguments: one.arguments + next.arguments, ...rest };
  if (one.type !== 'text' || next.type !== 'text') return undefined;
  const logprobs = one.logprobs || next.logprobs ? { logprobs: [...(one.logprobs ?? []), ...(next.logprobs ?? [])] } : {};
  return { ...one, text: one.text + next.text, ...logprobs, ...rest };
}

/** Whether something belongs to this very piece, and not to all of the answer. */
const isParticular = (wire: WireExtra | undefined): boolean =>
  wire !== undefined && (wire.choice !== undefined || wire.delta !== undefined || wire.call !== undefined);
