import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { copyPrefix, sharedPrefix } from './sequence-copy.ts';

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
 * The free sequence worth most to this prompt: the tokens it saves, less the tokens of its own last
 * prompt that would be lost (its answer aside, which a next turn sends again). So a conversation finds
 * its own, and one that shares only an opening with it takes the least recently used instead.
 */
function bestFor(
  tokens: readonly Token[],
  free: readonly LlamaContextSequence[],
  lastPrompt: ReadonlyMap<LlamaContextSequence, number>,
): LlamaContextSequence | undefined {
  const [oldest, ...others] = free;
  if (oldest === undefined) return undefined;
  let best = oldest;
  let most = sharedPrefix(oldest, tokens);
  for (const sequence of others) {
    const saved = sharedPrefix(sequence, tokens);
    const worth = saved - Math.max(0, (lastPrompt.get(sequence) ?? 0) - saved);
    if (worth <= most) continue;
    best = sequence;
    most = worth;
  }
  return best;
}

function longestOf(tokens: readonly Token[], sequences: readonly LlamaContextSequence[]): LlamaContextSequence {
  return sequences.reduce((longest, other) => (sharedPrefix(other, tokens) > sharedPrefix(longest, tokens) ? other : longest));
}
