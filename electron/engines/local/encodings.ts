import { isLintelError, LintelError, toErrorShape } from '../../../shared/chat/error.ts';
import type { Encoder } from './encoder.ts';
import type { Heartbeat } from './heartbeat.ts';
import type { Outbox } from './outbox.ts';
import type { EncodeJob } from './protocol.ts';

/** The jobs of a worker whose model reads whole texts. */
export interface Encodings {
  run(job: EncodeJob): void;
  /** An unknown or finished job is left alone. */
  cancel(id: number): void;
}

/** Runs one job after the other, since the model reads one text at a time: side by side none would be done sooner. */
export function createEncodings(encoder: Encoder, outbox: Outbox, heartbeat: Heartbeat): Encodings {
  const waiting = new Map<number, AbortController>();
  let before = Promise.resolve();

  async function encode(job: EncodeJob, controller: AbortController, endWork: () => void): Promise<void> {
    try {
      outbox.send({ type: 'start', id: job.id, queueMs: 0, inputTokens: 0, cachedInputTokens: 0 });
      outbox.send({ type: 'encoded', id: job.id, result: await encoder.encode(job, controller.signal) });
    } catch (error) {
      const { code, message, field } = toErrorShape(isLintelError(error) ? error : failure(error));
      outbox.send({ type: 'failed', id: job.id, code, message, ...(field === undefined ? {} : { field }) });
    } finally {
      waiting.delete(job.id);
      endWork();
    }
  }

  return {
    run(job) {
      const controller = new AbortController();
      waiting.set(job.id, controller);
      const endWork = heartbeat.enter();
      before = before.then(() => encode(job, controller, endWork));
    },
    cancel: (id) => waiting.get(id)?.abort(),
  };
}

function failure(error: unknown): LintelError {
  console.error('A text could not be read by llama.cpp:', error);
  const reason = error instanceof Error ? error.message : String(error);
  return new LintelError('engine-crashed', `The model stopped in the middle (${reason}). Try again with fewer or shorter texts.`);
}
