import { isLintelError, LintelError, toErrorShape } from '../../../shared/chat/error.ts';
import type { CancelSignal } from '../../../shared/chat/signal.ts';
import { type Prompt, promptOf } from './chat-prompt.ts';
import { generate } from './generate.ts';
import type { Heartbeat } from './heartbeat.ts';
import type { LoadedModel } from './loaded-model.ts';
import type { Outbox } from './outbox.ts';
import { joinContext } from './prompt-pieces.ts';
import type { ChatJob } from './protocol.ts';
import { createSequences } from './sequences.ts';
import { createSlots } from './slots.ts';
import { createSpoken } from './spoken.ts';

/** The chats of a worker. */
export interface Chats {
  run(job: ChatJob): void;
  /** An unknown or finished chat is left alone. */
  cancel(id: number): void;
}

/** Runs chats on a loaded model and tells the supervisor about them. */
export function createChats(loaded: LoadedModel, outbox: Outbox, heartbeat: Heartbeat): Chats {
  const slots = createSlots(loaded.sequences.length, { onPlaces: (places) => outbox.send({ type: 'queued', places }) });
  const sequences = createSequences(loaded.sequences, loaded.kvStore);
  const spoken = createSpoken();
  const running = new Map<number, AbortController>();

  /** Waits for its place before anything else is done for it: what waits in line costs the others nothing. */
  async function answer(job: ChatJob, signal: CancelSignal): Promise<void> {
    refuseTooManyTurns(job, loaded.contextWindow);
    const asked = performance.now();
    const leaveSlot = await slots.take(job, signal);
    if (leaveSlot === undefined) {
      const counts = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };
      outbox.send({ type: 'finish', id: job.id, reason: 'cancelled', counts });
      return;
    }
    const queueMs = performance.now() - asked;
    try {
      await answerNow(job, signal, queueMs);
    } finally {
      leaveSlot();
    }
  }

  async function answerNow(job: ChatJob, signal: CancelSignal, queueMs: number): Promise<void> {
    const prompt = promptOf(job.turns, loaded.model, loaded.wrapper, spoken);
    refuseOverflow(prompt, loaded.contextWindow);
    const inputTokens = prompt.tokens.length;
    let cachedInputTokens = 0;
    const sequence = await sequences.take(prompt.tokens);
    const leaveBatch = loaded.batching.enter();
    const leaveContext = joinContext(sequence.context);
    try {
      const { reason, outputTokens } = await generate(loaded.model, sequence, prompt, job, signal, spoken, {
        started(cached) {
          cachedInputTokens = cached;
          outbox.send({ type: 'start', id: job.id, queueMs, inputTokens, cachedInputTokens });
        },
        text: (text, tokens) => outbox.text({ id: job.id, text, tokens }),
      });
      outbox.send({ type: 'finish', id: job.id, reason, counts: { inputTokens, cachedInputTokens, outputTokens } });
    } catch (error) {
      // Its tokens are uncertain now; the next chat starts from nothing.
      await sequence.clearHistory();
      throw error;
    } finally {
      leaveBatch();
      leaveContext();
      sequences.giveBack(sequence);
    }
  }

  return {
    run(job) {
      const controller = new AbortController();
      running.set(job.id, controller);
      const endWork = heartbeat.enter();
      answer(job, controller.signal)
        .catch((error: unknown) => {
          const { code, message } = toErrorShape(isLintelError(error) ? error : evaluationFailure(error));
          outbox.send({ type: 'failed', id: job.id, code, message });
        })
        .finally(() => {
          running.delete(job.id);
          endWork();
        });
    },
    cancel: (id) => running.get(id)?.abort(),
  };
}

/** A template reads every turn, and some read them many times: what can never fit is not put through it. */
function refuseTooManyTurns({ turns }: ChatJob, contextWindow: number): void {
  if (turns.length < contextWindow) return;
  throw new LintelError(
    'context-overflow',
    `The conversation has ${turns.length} messages, and this model reads at most ${contextWindow - 1} tokens. Shorten it or start a new one.`,
    { field: 'messages' },
  );
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

/** llama.cpp could not go on, most often for want of memory. The worker itself lives. */
function evaluationFailure(error: unknown): LintelError {
  console.error('A chat failed in llama.cpp:', error);
  const reason = error instanceof Error ? error.message : String(error);
  return new LintelError(
    'engine-crashed',
    `The model stopped in the middle (${reason}). Try again; if it happens again, close other programs to free memory.`,
  );
}
