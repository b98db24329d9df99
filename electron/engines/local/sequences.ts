import type { LlamaContextSequence, Token } from 'node-llama-cpp';

/** The sequences of a context, lent to one chat at a time. They keep their tokens, so a later turn need not evaluate them again. */
export interface Sequences {
  /** The free sequence that suits these tokens best. Throws when none is free: a chat needs a slot first. */
  take(tokens: readonly Token[]): LlamaContextSequence;
  giveBack(sequence: LlamaContextSequence): void;
}

export function createSequences(all: readonly LlamaContextSequence[]): Sequences {
  /** Least recently used first. */
  const free = [...all];
  /** Tokens of the prompt that each one served last. */
  const lastPrompt = new Map<LlamaContextSequence, number>();

  return {
    take(tokens) {
      const sequence = bestFor(tokens, free, lastPrompt);
      if (sequence === undefined) throw new Error('More chats run than there are sequences.');
      free.splice(free.indexOf(sequence), 1);
      lastPrompt.set(sequence, tokens.length);
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
  const shared = (sequence: LlamaContextSequence) => sequence.compareContextTokens([...tokens]).firstDifferentIndex;
  const [oldest, ...others] = free;
  if (oldest === undefined) return undefined;
  let best = oldest;
  let most = shared(oldest);
  for (const sequence of others) {
    const saved = shared(sequence);
    const worth = saved - Math.max(0, (lastPrompt.get(sequence) ?? 0) - saved);
    if (worth <= most) continue;
    best = sequence;
    most = worth;
  }
  return best;
}
