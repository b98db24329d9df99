import type { LlamaContext } from 'node-llama-cpp';

/** Changes of sequences that wait for a context, and what those that generate wait for meanwhile. */
interface Interlude {
  waiting: number;
  readonly over: PromiseWithResolvers<void>;
}

const interludes = new WeakMap<LlamaContext, Interlude>();

/**
 * Changes a sequence between two batches. llama.cpp's context is held for as long as somebody queues a next token, so
 * without a pause of all that generate, a change would wait until the last of them is done.
 */
export async function betweenBatches<Done>(context: LlamaContext, change: () => Promise<Done>): Promise<Done> {
  const interlude = interludes.get(context) ?? { waiting: 0, over: Promise.withResolvers<void>() };
  interludes.set(context, interlude);
  interlude.waiting += 1;
  try {
    return await change();
  } finally {
    interlude.waiting -= 1;
    if (interlude.waiting === 0) {
      interludes.delete(context);
      interlude.over.resolve();
    }
  }
}

/** To be waited for before a next token, or a next piece of a prompt, is asked for; undefined while nobody wants to come between. */
export const interludeOf = (context: LlamaContext): Promise<void> | undefined => interludes.get(context)?.over.promise;
