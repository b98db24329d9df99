import type { LlamaContext, LlamaContextSequence, Token } from 'node-llama-cpp';
import type { CancelSignal } from '../../../shared/chat/signal.ts';
import { betweenBatches, interludeOf } from './interlude.ts';

/** A piece is as long as takes this many milliseconds: so soon a cancelled prompt ends. */
const PIECE_MS = 80;
/** While others generate, since each of their tokens waits for a piece to end. */
const PIECE_BESIDE_OTHERS_MS = 25;
/** Tokens. Pieces of 64 are evaluated as fast as those of 512, pieces of 32 half as slowly again (measured). */
const SHORTEST = 64;
/** Longer ones do not fit into a batch. */
const LONGEST = 512;
/** Part of a new measurement in the figure that is kept. */
const WEIGHT = 0.4;

/** Milliseconds that a token of a prompt took lately, in each context. */
const msPerToken = new WeakMap<LlamaContext, number>();
/** Prompts that are being evaluated, and chats that generate, in each context. */
const evaluating = new WeakMap<LlamaContext, number>();

/**
 * Evaluates all of a prompt that is not in the sequence yet but its last tokens, which it returns; undefined when
 * cancelled. The prompt goes in by pieces, as long as the measured speed makes them take a moment.
 */
export async function evaluatePrompt(
  sequence: LlamaContextSequence,
  tokens: readonly Token[],
  signal: CancelSignal,
): Promise<Token[] | undefined> {
  const { context } = sequence;
  let rest = tokens.slice(sequence.nextTokenIndex);
  for (;;) {
    if (signal.aborted) return undefined;
    const size = pieceSize(context);
    // What remains goes in together with the request for the first token.
    if (rest.length <= size && !sequence.needsCheckpoints) return rest;
    if (rest.length <= 1) break;
    const piece = rest.slice(0, Math.min(size, rest.length - 1));
    await interludeOf(context);
    const began = performance.now();
    await sequence.evaluateWithoutGeneratingNewTokens(piece);
    measured(context, (performance.now() - began) / piece.length);
    rest = rest.slice(piece.length);
  }
  // These models cannot go back to any place, only to one that was written down.
  await betweenBatches(context, () => sequence.takeCheckpoint());
  return rest;
}

/** One more chat has a part in the context; call the result when it has not any more. */
export function joinContext(context: LlamaContext): () => void {
  evaluating.set(context, (evaluating.get(context) ?? 0) + 1);
  return () => evaluating.set(context, (evaluating.get(context) ?? 1) - 1);
}

function pieceSize(context: LlamaContext): number {
  const cost = msPerToken.get(context);
  if (cost === undefined) return SHORTEST;
  const hasOthers = (evaluating.get(context) ?? 0) > 1;
  const fitting = (hasOthers ? PIECE_BESIDE_OTHERS_MS : PIECE_MS) / cost;
  const most = Math.min(LONGEST, context.batchSize);
  return Math.max(SHORTEST, Math.min(most, Math.floor(fitting / SHORTEST) * SHORTEST));
}

function measured(context: LlamaContext, cost: number): void {
  const before = msPerToken.get(context) ?? cost;
  msPerToken.set(context, before + WEIGHT * (cost - before));
}
