import { Worker } from 'node:worker_threads';
import type { CancelSignal } from '../../../shared/chat/signal.ts';
import type { DocumentReading, ReadDocument } from '../enclosed.ts';
import { createTurns } from './turns.ts';

interface ReaderOptions {
  /** Path of the thread's program. */
  readonly entry: string;
  /** Milliseconds that one document may take; beyond, the thread is ended. */
  readonly timeLimit?: number;
  /** Milliseconds without work after which the thread ends. */
  readonly idle?: number;
  /** Bytes of all documents that wait for others; one that would be more is not read. */
  readonly mostWaitingBytes?: number;
}

/** Two apps may wait with all that an app may have here at a time. */
const MOST_WAITING_BYTES = 128 * 2 ** 20;

export interface DocumentReader {
  readonly read: ReadDocument;
  close(): Promise<void>;
}

/** MiB of JavaScript's own memory, and of all that may be taken while a document is read: what is packed in it may be huge. */
const MEMORY_MB = 256;
const MOST_GROWTH_MB = 768;
const LOOK_EVERY_MS = 100;

/** Reads documents in a thread of its own, one after the other, so that no document holds up the rest of Lintel. */
export function createDocumentReader({
  entry,
  timeLimit = 15_000,
  idle = 30_000,
  mostWaitingBytes = MOST_WAITING_BYTES,
}: ReaderOptions): DocumentReader {
  const turns = createTurns<DocumentReading>({}, mostWaitingBytes);
  let thread: Worker | undefined;
  let rest: NodeJS.Timeout | undefined;
  let isClosed = false;

  async function end(): Promise<void> {
    clearTimeout(rest);
    const ending = thread;
    thread = undefined;
    await ending?.terminate();
  }

  function start(): Worker {
    const worker = new Worker(entry, { env: {}, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 32 } });
    worker.unref();
    return worker;
  }

  async function ask(pdf: Uint8Array, signal: CancelSignal, answer: (reading: DocumentReading) => void): Promise<void> {
    clearTimeout(rest);
    thread ??= start();
    const reading = await answerOf(thread, pdf, timeLimit, signal);
    answer(reading ?? {});
    if (reading === undefined) await end();
    else rest = setTimeout(() => void end(), idle).unref();
  }

  return {
    async read(pdf, app, signal) {
      if (isClosed) return {};
      return turns.take({ app, bytes: pdf.byteLength, signal }, (answer) => ask(pdf, signal, answer));
    },
    async close() {
      isClosed = true;
      const closing = turns.close();
      await end();
      await closing;
    },
  };
}

/** The thread's answer; undefined where it failed, took too long or too much, or nobody waits for it any more. */
function answerOf(worker: Worker, pdf: Uint8Array, timeLimit: number, signal: CancelSignal): Promise<DocumentReading | undefined> {
  return new Promise((resolve) => {
    const before = process.memoryUsage.rss();
    const fail = () => settle(undefined);
    const settle = (reading: DocumentReading | undefined) => {
      clearTimeout(timer);
      clearInterval(look);
      signal.removeEventListener('abort', fail);
      worker.removeAllListeners('message').removeAllListeners('error').removeAllListeners('exit');
      // An error that comes after the answer must not end the process.
      worker.on('error', () => undefined);
      resolve(reading);
    };
    const timer = setTimeout(fail, timeLimit);
    const look = setInterval(() => process.memoryUsage.rss() - before > MOST_GROWTH_MB * 2 ** 20 && fail(), LOOK_EVERY_MS);
    signal.addEventListener('abort', fail, { once: true });
    worker.once('message', settle).once('error', fail).once('exit', fail);
    worker.postMessage(pdf);
  });
}
