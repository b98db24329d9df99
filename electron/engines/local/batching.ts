import type { CustomBatchingPrioritizationStrategy } from 'node-llama-cpp';

/** Makes the tokens of all active chats go through the model together. */
export interface Batching {
  readonly strategy: CustomBatchingPrioritizationStrategy;
  /** A chat begins to evaluate; call the result when it is done. */
  enter(): () => void;
}

/**
 * How often to let the others come. When a batch is done, its chats queue their next tokens a few
 * promises later, the last one too late for the next batch; without waiting, four streams run as
 * batches of three and one. Each round is a turn of the microtask queue, so this is microseconds.
 */
const ROUNDS = 64;

export function createBatching(): Batching {
  let active = 0;
  let rounds = 0;
  return {
    strategy({ items, size }) {
      if (items.length < active && rounds < ROUNDS) {
        rounds += 1;
        return [];
      }
      rounds = 0;
      // Short items first: a chat that generates never waits behind another one's prompt.
      const batch = [];
      let free = size;
      for (const item of [...items].sort((a, b) => a.tokens.length - b.tokens.length)) {
        const processAmount = Math.min(item.tokens.length, free);
        if (processAmount === 0) break;
        batch.push({ item, processAmount });
        free -= processAmount;
      }
      return batch;
    },
    enter() {
      active += 1;
      return () => {
        active -= 1;
      };
    },
  };
}
