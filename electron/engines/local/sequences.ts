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

  function pick(tokens: readonly Token[]): LlamaContextSequence | undefined {
    const sequence = bestFor(tokens, free);
    if (sequence !== undefined) free.splice(free.indexOf(sequence), 1);
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
 * The free sequence that shares the longest beginning with the prompt. A beginning counts when it is
 * most of either: a chat template's opening, which all conversations share, must not cost another
 * conversation its cache. Without one: the least recently used.
 */
function bestFor(tokens: readonly Token[], free: readonly LlamaContextSequence[]): LlamaContextSequence | undefined {
  let best = free[0];
  let longest = 0;
  for (const sequence of free) {
    const { firstDifferentIndex: shared } = sequence.compareContextTokens([...tokens]);
    const counts = shared * 2 > tokens.length || shared * 2 > sequence.nextTokenIndex;
    if (counts && shared > longest) {
      best = sequence;
      longest = shared;
    }
  }
  return best;
}
