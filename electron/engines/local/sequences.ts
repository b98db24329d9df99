import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { canCopy, copyPrefix, sharedPrefix } from './sequence-copy.ts';

/** The sequences of a context, lent to one chat at a time. They keep their tokens, so a later turn need not evaluate them again. */
export interface Sequences {
  /**
   * The free sequence that suits these tokens best, with as many of them in it as any sequence holds. Rejects when none
   * is free: a chat needs a slot first.
   */
  take(tokens: readonly Token[]): Promise<LlamaContextSequence>;
  giveBack(sequence: LlamaContextSequence): void;
}

/** Tokens more than are there already, from which on a copy costs less than evaluating them. */
const WORTH_A_COPY = 64;

/** Tokens at the end of a prompt that a template may write otherwise once there is an answer. */
const ENDING = 4;

export function createSequences(all: readonly LlamaContextSequence[]): Sequences {
  /** Least recently used first. */
  const free = [...all];
  /** Tokens of the prompt that each one served last. */
  const lastPrompt = new Map<LlamaContextSequence, number>();

  return {
    async take(tokens) {
      const sequence = bestFor(tokens, free, lastPrompt);
      if (sequence === undefined) throw new Error('More chats run than there are sequences.');
      free.splice(free.indexOf(sequence), 1);
      lastPrompt.set(sequence, tokens.length);
      const source = longestOf(tokens, all);
      // One token is evaluated again in any case.
      const length = Math.min(sharedPrefix(source, tokens), tokens.length - 1);
      if (length >= sharedPrefix(sequence, tokens) + WORTH_A_COPY) await copyPrefix(source, sequence, length);
      return sequence;
    },
    giveBack: (sequence) => void free.push(sequence),
  };
}

/**
 * The free sequence that these tokens continue, or else the least recently used: its conversation is the likeliest to be
 * over, and an opening that another sequence holds can be copied into it.
 */
function bestFor(
  tokens: readonly Token[],
  free: readonly LlamaContextSequence[],
  lastPrompt: ReadonlyMap<LlamaContextSequence, number>,
): LlamaContextSequence | undefined {
  let [best] = free;
  let most = 0;
  for (const sequence of free) {
    const saved = sharedPrefix(sequence, tokens);
    const lost = (lastPrompt.get(sequence) ?? 0) - saved;
    if (saved <= most || (lost > ENDING && canCopy(sequence))) continue;
    // Where nothing can be copied, an opening is worth as much as is lost of the rest.
    if (lost > ENDING && saved - lost <= most) continue;
    best = sequence;
    most = saved;
  }
  return best;
}

function longestOf(tokens: readonly Token[], sequences: readonly LlamaContextSequence[]): LlamaContextSequence {
  return sequences.reduce((longest, other) => (sharedPrefix(other, tokens) > sharedPrefix(longest, tokens) ? other : longest));
}
