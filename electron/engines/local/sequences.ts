import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import type { CancelSignal } from '../../../shared/chat/signal.ts';

/** The sequences of a context, lent to one chat at a time. They keep their tokens, so a later turn need not evaluate them again. */
export interface Sequences {
  /** Waits in line for a sequence; undefined when the signal ends the wait. */
  acquire(tokens: readonly Token[], signal: CancelSignal): Promise<LlamaContextSequence | undefined>;
  release(sequence: LlamaContextSequence): void;
}

interface Waiting {
  readonly tokens: readonly Token[];
  take(sequence: LlamaContextSequence): void;
}

export function createSequences(all: readonly LlamaContextSequence[]): Sequences {
  /** Least recently used first. */
  const free = [...all];
  const waiting: Waiting[] = [];
  /** Tokens of the prompt that each one served last. */
  const lastPrompt = new Map<LlamaContextSequence, number>();

  function pick(tokens: readonly Token[]): LlamaContextSequence | undefined {
    const sequence = bestFor(tokens, free, lastPrompt);
    if (sequence === undefined) return undefined;
    free.splice(free.indexOf(sequence), 1);
    lastPrompt.set(sequence, tokens.length);
    return sequence;
  }

  return {
    async acquire(tokens, signal) {
      if (signal.aborted) return undefined;
      const now = pick(tokens);
      if (now !== undefined) return now;
      return new Promise((resolve) => {
        const leave = () => {
          waiting.splice(waiting.indexOf(entry), 1);
          resolve(undefined);
        };
        const entry: Waiting = {
          tokens,
          take(sequence) {
            signal.removeEventListener('abort', leave);
            resolve(sequence);
          },
        };
        waiting.push(entry);
        signal.addEventListener('abort', leave, { once: true });
      });
    },
    release(sequence) {
      free.push(sequence);
      const next = waiting.shift();
      if (next === undefined) return;
      const picked = pick(next.tokens);
      if (picked !== undefined) next.take(picked);
    },
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
