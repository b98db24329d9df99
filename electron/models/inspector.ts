import { Worker } from 'node:worker_threads';
import { english } from '../../shared/chat/english.ts';
import { type Said, say } from '../../shared/chat/said.ts';
import type { Inspection } from './inspection.ts';

/** Looks into model files in a thread of its own, so that no file holds up the rest of Lintel. */
export interface Inspector {
  /** Looks into one file; files wait for each other. Never throws: a file that takes too long or too much memory has that as its fault. */
  inspect(path: string): Promise<Inspection>;
  close(): Promise<void>;
}

export interface InspectorOptions {
  /** Path of the thread's program. */
  readonly entry: string;
  /** Milliseconds that one file may take; beyond, the thread is killed. */
  readonly timeLimit?: number;
  /** Milliseconds without work after which the thread ends. */
  readonly idle?: number;
}

/** MiB of JavaScript's own memory; the header's buffers are bounded by its reader. */
const MEMORY_MB = 192;

const ENDED = say`Lintel ended before it read this file.`;
const faulty = (said: Said): Inspection => ({ fault: english(said), said });

export function createInspector({ entry, timeLimit = 10_000, idle = 2_000 }: InspectorOptions): Inspector {
  let thread: Worker | undefined;
  let rest: NodeJS.Timeout | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  async function end(): Promise<void> {
    clearTimeout(rest);
    const ending = thread;
    thread = undefined;
    await ending?.terminate();
  }

  function start(): Worker {
    const worker = new Worker(entry, { env: {}, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 16 } });
    worker.unref();
    return worker;
  }

  async function ask(path: string): Promise<Inspection> {
    if (isClosed) return faulty(ENDED);
    clearTimeout(rest);
    thread ??= start();
    const worker = thread;
    const inspection = await answerOf(worker, path, timeLimit);
    if (inspection === undefined || 'killed' in inspection) {
      await end();
      return faulty(inspection?.killed ?? ENDED);
    }
    rest = setTimeout(() => void end(), idle).unref();
    return inspection;
  }

  return {
    inspect(path) {
      const answer = queue.then(() => ask(path));
      queue = answer;
      return answer;
    },
    async close() {
      isClosed = true;
      await end();
      await queue;
    },
  };
}

/** The thread's answer; undefined when the thread was ended from outside. */
function answerOf(worker: Worker, path: string, timeLimit: number): Promise<Inspection | { readonly killed: Said } | undefined> {
  return new Promise((resolve) => {
    const settle = (answer: Inspection | { readonly killed: Said } | undefined) => {
      clearTimeout(timer);
      worker.removeAllListeners('message').removeAllListeners('error').removeAllListeners('exit');
      // An error that comes after the answer must not end the process.
      worker.on('error', () => {});
      resolve(answer);
    };
    const timer = setTimeout(
      () => settle({ killed: say`Reading the header took too long. The disk is slow or the file is damaged.` }),
      timeLimit,
    );
    worker.once('message', (inspection: Inspection) => settle(inspection));
    worker.once('error', (error: NodeJS.ErrnoException) =>
      settle({
        killed:
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? say`Reading the header took more memory than any model needs. The file is damaged.`
            : say`The file could not be read: the program that looks into it failed. Try again, or download the file anew.`,
      }),
    );
    worker.once('exit', () => settle(undefined));
    worker.postMessage(path);
  });
}
