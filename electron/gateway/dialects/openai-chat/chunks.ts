import type { WireExtra } from '../../../../shared/chat/event.ts';
import type { CallWords } from './calls.ts';
import { deltaOf, logprobsOf, type Piece } from './choices.ts';
import { createThoughts } from './thought.ts';

/** The chunks of one streamed answer, as JSON. */
export interface Chunks {
  /** A piece; before the first of its choice the chunk that opens it. */
  piece(piece: Piece): string[];
  /** What waited for the end. */
  rest(): string[];
  finish(index: number, reason: string, wire: WireExtra | undefined): string[];
  /** The one that has no choices. */
  last(wire: WireExtra | undefined, fields: object): string;
}

const DELTA = '"delta":null';

/** @param head what begins every chunk; @param tail what ends every chunk with a choice; @param words how the caller is told of calls */
export function createChunks(head: object, tail: object, words: CallWords): Chunks {
  const thoughts = createThoughts();
  /** By choice, all of a chunk before its delta and after it: but for that they are all alike. */
  const frames = new Map<number, readonly [before: string, after: string]>();

  function write(index: number, delta: object, finish_reason: string | null, logprobs: object | null, wire: WireExtra | undefined): string {
    // Some clients read the text of every delta, whatever it brings; the last one brings nothing.
    const content = finish_reason === null ? { content: '' } : {};
    const choice = { index, delta: { ...content, ...wire?.delta, ...delta }, logprobs, finish_reason };
    return JSON.stringify({ ...wire?.chunk, ...head, choices: [{ ...wire?.choice, ...choice }], ...tail });
  }

  /** Made with the first chunk of a choice. No text in JSON can hold the mark: its quotes would be escaped. */
  function frameOf(index: number): readonly [string, string] {
    const choice = { index, delta: null, logprobs: null, finish_reason: null };
    const frame = JSON.stringify({ ...head, choices: [choice], ...tail });
    const at = frame.indexOf(DELTA) + DELTA.length - 'null'.length;
    return [frame.slice(0, at), frame.slice(at + 'null'.length)];
  }

  function opening(index: number): string[] {
    if (frames.has(index)) return [];
    frames.set(index, frameOf(index));
    return [write(index, { role: 'assistant', content: '' }, null, null, undefined)];
  }

  return {
    piece(piece) {
      const index = piece.choice ?? 0;
      const delta = deltaOf(piece, words, thoughts(piece));
      if (delta === undefined) return [];
      const told = opening(index);
      const frame = frames.get(index);
      if (piece.wire === undefined && frame !== undefined && (piece.type !== 'text' || piece.logprobs === undefined))
        told.push(frame[0] + JSON.stringify(piece.type === 'text' ? delta : { content: '', ...delta }) + frame[1]);
      else told.push(write(index, delta, null, piece.type === 'text' ? logprobsOf(piece.logprobs) : null, piece.wire));
      return told;
    },
    rest: () => words.rest().flatMap(([index, delta]) => [...opening(index), write(index, delta, null, null, undefined)]),
    finish: (index, reason, wire) => [...opening(index), write(index, {}, reason, null, wire)],
    last: (wire, fields) => JSON.stringify({ ...wire?.chunk, ...head, choices: [], ...fields }),
  };
}
