import { type ErrorCode, LintelError, type LintelErrorShape, toErrorShape } from '../../../shared/chat/error.ts';
import type { ChatEvent } from '../../../shared/chat/event.ts';
import type { Usage } from '../../../shared/chat/usage.ts';
import type { LaunchWorker, WorkerExit, WorkerProcess } from './launch.ts';
import type { ChatJob, FromWorker, TokenCounts } from './protocol.ts';

/** What the supervisor needs to know of a model. */
export interface SupervisedModel {
  /** What a person reads. */
  readonly name: string;
  readonly path: string;
}

/** Live state of one model's worker. */
export interface WorkerState {
  readonly loaded: boolean;
  /** Chats running, queued or waiting for the model to load. */
  readonly inFlight: number;
  /** Tokens; known once the model is loaded. */
  readonly contextWindow?: number;
}

/** A chat that was handed in. */
export interface Handle {
  /** Ends the chat: `finish` with reason `cancelled` comes at once, and the worker stops within a token. */
  cancel(): void;
}

export interface Supervisor {
  /** Runs a chat; the listener gets `start`, pieces, then exactly one `finish` or `error`. */
  run(job: Omit<ChatJob, 'id'>, listener: (event: ChatEvent) => void): Handle;
  state(): WorkerState;
  /** Ends the worker; chats under way get an error. A worker that does not go is killed after 2 s. */
  dispose(): Promise<void>;
}

export interface SupervisorParts {
  readonly model: SupervisedModel;
  readonly launch: LaunchWorker;
  readonly workerEntry: string;
  /** Milliseconds from an arbitrary start. */
  elapsed(): number;
}

interface Pending {
  readonly job: ChatJob;
  /** Absent once the chat was cancelled: what the worker still says about it reaches nobody. */
  listener: ((event: ChatEvent) => void) | undefined;
  readonly since: number;
  loadMs: number;
  counts: TokenCounts;
}

interface Running {
  readonly process: WorkerProcess;
  readonly exited: Promise<void>;
  ready: Extract<FromWorker, { type: 'ready' }> | undefined;
}

const KILL_AFTER_MS = 2000;
/** The largest models from the slowest disks take minutes; a load beyond this hangs. */
const LOAD_WITHIN_MS = 600_000;
const NO_TOKENS: TokenCounts = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };

/** Keeps at most one worker process for a model: starts it when needed, and again after a crash. */
export function createSupervisor({ model, launch, workerEntry, elapsed }: SupervisorParts): Supervisor {
  const pending = new Map<number, Pending>();
  let worker: Running | undefined;
  let lastId = 0;
  let disposed = false;

  function failure(code: ErrorCode, sentence: string): LintelErrorShape {
    return toErrorShape(new LintelError(code, sentence));
  }

  function start(): Running {
    const process = launch(workerEntry);
    const gone = Promise.withResolvers<void>();
    const started: Running = { process, exited: gone.promise, ready: undefined };
    process.onMessage((message) => {
      if (worker === started) receive(started, message);
    });
    const overdue = setTimeout(() => {
      if (worker !== started || started.ready !== undefined) return;
      lose(loadFailure('it did not finish loading within ten minutes.'));
      process.kill('SIGKILL');
    }, LOAD_WITHIN_MS);
    process.onExit((exit) => {
      clearTimeout(overdue);
      gone.resolve();
      if (worker === started) lose(started.ready === undefined ? loadFailure(ending(exit)) : crash(exit));
    });
    process.send({ type: 'load', path: model.path });
    return started;
  }

  function receive(running: Running, message: FromWorker): void {
    switch (message.type) {
      case 'ready':
        running.ready = message;
        for (const entry of pending.values()) {
          entry.loadMs = elapsed() - entry.since;
          running.process.send({ type: 'chat', job: entry.job });
        }
        return;
      case 'load-failed':
        lose(loadFailure(message.reason));
        running.process.kill('SIGKILL');
        return;
      case 'text':
        for (const piece of message.pieces) {
          const entry = pending.get(piece.id);
          if (entry === undefined) continue;
          entry.counts = { ...entry.counts, outputTokens: entry.counts.outputTokens + piece.tokens };
          entry.listener?.({ type: 'text', text: piece.text, tokens: piece.tokens });
        }
        return;
      default:
        settle(message);
    }
  }

  function settle(message: Extract<FromWorker, { id: number }>): void {
    const entry = pending.get(message.id);
    if (entry === undefined) return;
    if (message.type === 'start') {
      const { inputTokens, cachedInputTokens } = message;
      entry.counts = { inputTokens, cachedInputTokens, outputTokens: 0 };
      entry.listener?.({ type: 'start', queueMs: message.queueMs, loadMs: entry.loadMs });
      return;
    }
    pending.delete(message.id);
    if (message.type === 'finish') entry.listener?.({ type: 'finish', reason: message.reason, usage: usageOf(message.counts) });
    else entry.listener?.({ type: 'error', error: failure(message.code, message.message) });
  }

  /** The worker is lost: everything under way fails, and the next chat starts a fresh one. */
  function lose(error: LintelErrorShape): void {
    worker = undefined;
    const lost = [...pending.values()];
    pending.clear();
    for (const entry of lost) entry.listener?.({ type: 'error', error });
  }

  const loadFailure = (reason: string) =>
    failure('model-load-failed', `“${model.name}” could not be loaded: ${reason} Try again, or download the model again.`);
  const crash = (exit: WorkerExit) =>
    failure(
      'engine-crashed',
      `The engine of “${model.name}” stopped unexpectedly: ${ending(exit)} It starts afresh with the next message; try again.`,
    );

  return {
    run(request, listener) {
      if (disposed) {
        listener({ type: 'error', error: failure('cancelled', 'Lintel is closing.') });
        return { cancel: () => undefined };
      }
      lastId += 1;
      const entry: Pending = { job: { ...request, id: lastId }, listener, since: elapsed(), loadMs: 0, counts: NO_TOKENS };
      pending.set(entry.job.id, entry);
      try {
        worker ??= start();
      } catch (error) {
        lose(loadFailure(`its process could not be started (${error}).`));
      }
      if (worker?.ready !== undefined) worker.process.send({ type: 'chat', job: entry.job });
      return {
        cancel() {
          if (entry.listener === undefined || !pending.has(entry.job.id)) return;
          const tell = entry.listener;
          entry.listener = undefined;
          if (worker?.ready === undefined) pending.delete(entry.job.id);
          else worker.process.send({ type: 'cancel', id: entry.job.id });
          tell({ type: 'finish', reason: 'cancelled', usage: usageOf(entry.counts) });
        },
      };
    },
    state() {
      const ready = worker?.ready;
      return {
        loaded: ready !== undefined,
        inFlight: pending.size,
        ...(ready === undefined ? {} : { contextWindow: ready.contextWindow }),
      };
    },
    async dispose() {
      disposed = true;
      const running = worker;
      lose(failure('cancelled', 'Lintel is closing.'));
      if (running === undefined) return;
      running.process.kill('SIGTERM');
      const killer = setTimeout(() => running.process.kill('SIGKILL'), KILL_AFTER_MS);
      await running.exited;
      clearTimeout(killer);
    },
  };
}

function ending({ code, signal }: WorkerExit): string {
  if (signal !== null) return `its process was ended by ${signal}.`;
  return code === null ? 'its process could not be started.' : `its process ended with code ${code}.`;
}

function usageOf(counts: TokenCounts): Usage {
  return { ...counts, costNanoDollars: 0 };
}
