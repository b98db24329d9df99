import { LintelError, toErrorShape } from '../../../shared/chat/error.ts';
import type { CancelSignal } from '../../../shared/chat/signal.ts';
import { type Prompt, promptOf } from './chat-prompt.ts';
import { generate } from './generate.ts';
import type { LoadedModel } from './loaded-model.ts';
import type { Outbox } from './outbox.ts';
import type { ChatJob } from './protocol.ts';
import { createSequences } from './sequences.ts';
import { createSpoken } from './spoken.ts';

/** The chats of a worker. */
export interface Chats {
  run(job: ChatJob): void;
  /** An unknown or finished chat is left alone. */
  cancel(id: number): void;
}

/** Runs chats on a loaded model and tells the supervisor about them. */
export function createChats(loaded: LoadedModel, outbox: Outbox): Chats {
  const sequences = createSequences(loaded.sequences);
  const spoken = createSpoken();
  const running = new Map<number, AbortController>();

  async function answer(job: ChatJob, signal: CancelSignal): Promise<void> {
    const since = performance.now();
    const prompt = promptOf(job.turns, loaded.model, loaded.wrapper, spoken);
    refuseOverflow(prompt, loaded.contextWindow);
    const inputTokens = prompt.tokens.length;
    let cachedInputTokens = 0;
    const sequence = await sequences.acquire(prompt.tokens, signal);
    if (sequence === undefined) {
      outbox.send({ type: 'finish', id: job.id, reason: 'cancelled', counts: { inputTokens, cachedInputTokens, outputTokens: 0 } });
      return;
    }
    const leave = loaded.batching.enter();
    try {
      const { reason, outputTokens } = await generate(loaded.model, sequence, prompt, job, signal, spoken, {
        started(cached) {
          cachedInputTokens = cached;
          outbox.send({ type: 'start', id: job.id, queueMs: performance.now() - since, inputTokens, cachedInputTokens });
        },
        text: (text, tokens) => outbox.text({ id: job.id, text, tokens }),
      });
      outbox.send({ type: 'finish', id: job.id, reason, counts: { inputTokens, cachedInputTokens, outputTokens } });
    } catch (error) {
      // Its tokens are uncertain now; the next chat starts from nothing.
      await sequence.clearHistory();
      throw error;
    } finally {
      leave();
      sequences.release(sequence);
    }
  }

  return {
    run(job) {
      const controller = new AbortController();
      running.set(job.id, controller);
      answer(job, controller.signal)
        .catch((error: unknown) => {
          const { code, message } = toErrorShape(error);
          if (code === 'internal') console.error('A chat failed in the worker:', error);
          outbox.send({ type: 'failed', id: job.id, code, message });
        })
        .finally(() => running.delete(job.id));
    },
    cancel: (id) => running.get(id)?.abort(),
  };
}

function refuseOverflow(prompt: Prompt, contextWindow: number): void {
  // One place is kept for the answer's first token.
  if (prompt.tokens.length < contextWindow) return;
  throw new LintelError(
    'context-overflow',
    `The conversation is ${prompt.tokens.length} tokens long, and this model reads at most ${contextWindow - 1}. Shorten it or start a new one.`,
    { field: 'messages' },
  );
}
