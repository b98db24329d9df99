import { isLintelError, LintelError, toErrorShape } from '../../../shared/chat/error.ts';
import { say } from '../../../shared/chat/said.ts';
import type { CancelSignal } from '../../../shared/chat/signal.ts';
import type { ModelSettings } from '../../../shared/models/settings.ts';
import { type AnsweringModel, setUpAnswer } from './answer-setup.ts';
import { createChatFormats } from './chat-format.ts';
import { controlTextsOf } from './control-texts.ts';
import { generate, type Outcome, type Progress } from './generate.ts';
import { createGrammars } from './grammars.ts';
import type { Heartbeat } from './heartbeat.ts';
import { betweenBatches } from './interlude.ts';
import type { LoadedModel } from './loaded-model.ts';
import type { Outbox } from './outbox.ts';
import { createPreparation } from './preparation.ts';
import { joinContext } from './prompt-pieces.ts';
import type { ChatJob } from './protocol.ts';
import { createSequences } from './sequences.ts';
import { createSlots } from './slots.ts';
import { createSpeedometer } from './speedometer.ts';
import { createSpoken } from './spoken.ts';

/** The chats of a worker. */
export interface Chats {
  run(job: ChatJob): void;
  /** An unknown or finished chat is left alone. */
  cancel(id: number): void;
  /** Nothing stays on disk of what was said until now. */
  forgetKept(): void;
}

const NO_TOKENS = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };

/** Runs chats on a loaded model and tells the supervisor about them. */
export function createChats(loaded: LoadedModel, settings: ModelSettings, outbox: Outbox, heartbeat: Heartbeat): Chats {
  const slots = createSlots(loaded.sequences.length, { onPlaces: (places) => outbox.send({ type: 'queued', places }) });
  const sequences = createSequences(loaded.sequences, loaded.kvStore);
  const spoken = createSpoken();
  const prepare = createPreparation(outbox);
  const running = new Map<number, AbortController>();
  const answering: AnsweringModel = {
    model: loaded.model,
    contextWindow: loaded.contextWindow,
    settings,
    controls: controlTextsOf(loaded.model),
    format: createChatFormats(loaded.model, settings),
    compile: createGrammars(loaded.model.llama),
  };

  /** Waits for its place before anything else is done for it: what waits in line costs the others nothing. */
  async function answer(job: ChatJob, signal: CancelSignal): Promise<void> {
    if (job.isCounted === true) return count(job);
    const asked = performance.now();
    const leaveSlot = await slots.take(job, signal);
    if (leaveSlot === undefined) {
      outbox.send({ type: 'finish', id: job.id, reasons: ['cancelled'], counts: NO_TOKENS });
      return;
    }
    const speed = createSpeedometer();
    let counts = NO_TOKENS;
    const first = Promise.withResolvers<void>();
    const outcomes = [
      answerNow(job, 0, signal, {
        started(inputTokens, inMemory, cachedInputTokens) {
          counts = { inputTokens, cachedInputTokens, outputTokens: 0 };
          outbox.send({ type: 'start', id: job.id, queueMs: speed.began - asked, inputTokens, cachedInputTokens });
          speed.started(inputTokens - inMemory);
        },
        prompted: () => first.resolve(),
        piece(event) {
          speed.piece(event.tokens);
          outbox.piece({ id: job.id, event: job.choices === undefined || job.choices < 2 ? event : { ...event, choice: 0 } });
        },
      }).finally(() => {
        first.resolve();
        leaveSlot();
      }),
    ];
    if ((job.choices ?? 1) > 1) {
      // The others begin where the first has read the prompt to its end, and share it.
      await first.promise;
      for (let choice = 1; choice < (job.choices ?? 1); choice++) outcomes.push(oneMore(job, choice, signal));
    }
    const settled = await Promise.allSettled(outcomes);
    const failed = settled.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    const ended = settled.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    const outputTokens = ended.reduce((sum, outcome) => sum + outcome.outputTokens, 0);
    outbox.send({
      type: 'finish',
      id: job.id,
      reasons: ended.map(({ reason }) => reason),
      ...(ended[0]?.stopSequence === undefined ? {} : { stopSequence: ended[0].stopSequence }),
      counts: { ...counts, outputTokens },
      telemetry: speed.reading(),
    });
  }

  /** It is read by no context, so it waits for no place and no window is too small for it. */
  async function count(job: ChatJob): Promise<void> {
    const anyLength = { ...answering, contextWindow: Number.MAX_SAFE_INTEGER };
    const { prompt } = await prepare(job.id, () => setUpAnswer(job, 0, anyLength, spoken));
    outbox.send({ type: 'finish', id: job.id, reasons: ['stop'], counts: { ...NO_TOKENS, inputTokens: prompt.tokens.length } });
  }

  /** Another answer to the same prompt. */
  async function oneMore(job: ChatJob, choice: number, signal: CancelSignal): Promise<Outcome> {
    const leaveSlot = await slots.take(job, signal);
    if (leaveSlot === undefined) return { reason: 'cancelled', outputTokens: 0 };
    return answerNow(job, choice, signal, {
      started: () => undefined,
      prompted: () => undefined,
      piece: (event) => outbox.piece({ id: job.id, event: { ...event, choice } }),
    }).finally(leaveSlot);
  }

  async function answerNow(job: ChatJob, choice: number, signal: CancelSignal, progress: ChoiceProgress): Promise<Outcome> {
    const setup = await prepare(job.id, () => setUpAnswer(job, choice, answering, spoken));
    const { sequence, own } = await sequences.take(setup.prompt.tokens, job.app);
    const leaveBatch = loaded.batching.enter();
    const leaveContext = joinContext(sequence.context);
    try {
      return await generate(sequence, setup, signal, {
        ...progress,
        started: (cached) => progress.started(setup.prompt.tokens.length, cached, Math.min(cached, own)),
      });
    } catch (error) {
      // Its tokens are uncertain now; the next chat starts from nothing.
      await betweenBatches(sequence.context, () => sequence.clearHistory());
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
          const { code, message, said, field } = toErrorShape(isLintelError(error) ? error : evaluationFailure(error));
          outbox.send({
            type: 'failed',
            id: job.id,
            code,
            message,
            ...(said === undefined ? {} : { said }),
            ...(field === undefined ? {} : { field }),
          });
        })
        .finally(() => {
          running.delete(job.id);
          endWork();
        });
    },
    cancel: (id) => running.get(id)?.abort(),
    forgetKept: () => void sequences.forgetKept(),
  };
}

interface ChoiceProgress extends Omit<Progress, 'started'> {
  /** @param inMemory tokens that need not be evaluated @param cachedInputTokens of these, what the app itself had sent */
  started(inputTokens: number, inMemory: number, cachedInputTokens: number): void;
}

/** llama.cpp could not go on, most often for want of memory. The worker itself lives. */
function evaluationFailure(error: unknown): LintelError {
  console.error('A chat failed in llama.cpp:', error);
  const reason = error instanceof Error ? error.message : String(error);
  return new LintelError(
    'engine-crashed',
    say`The model stopped in the middle (${reason}). Try again; if it happens again, close other programs to free memory.`,
  );
}
