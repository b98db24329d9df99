import { LintelError, type LintelErrorShape, toErrorShape } from '../../../shared/chat/error.ts';
import type { ChatEvent } from '../../../shared/chat/event.ts';
import type { Usage } from '../../../shared/chat/usage.ts';
import type { ModelSettings } from '../../../shared/models/settings.ts';
import type { LaunchWorker, WorkerProcess } from './launch.ts';
import type { ChatJob, FromWorker, TokenCounts } from './protocol.ts';
import { createWatchdog } from './watchdog.ts';
import { createWorkerFailures, endingOf } from './worker-failure.ts';

/** What the supervisor needs to know of a model. */
export interface SupervisedModel {
  /** What a person reads. */
  readonly name: string;
  readonly path: string;
  readonly settings?: ModelSettings;
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

/** Told how workers fare, once for each. A worker that was ended because nobody wanted it any more is not told. */
export interface WorkerOutcomes {
  /** It began to answer. */
  works(): void;
  /** It said that the file cannot be loaded. @param reason a sentence */
  refuses(reason: string): void;
  /** It was lost before it answered anything. @param reason a sentence */
  lost(reason: string): void;
}

/** How long a worker may give no sign of life, in milliseconds. */
export interface Patience {
  /** While chats wait for it. */
  readonly silentMs: number;
  /** After a cancel that it has not confirmed. */
  readonly cancelMs: number;
}

export interface SupervisorParts {
  readonly model: SupervisedModel;
  readonly launch: LaunchWorker;
  readonly workerEntry: string;
  readonly outcomes: WorkerOutcomes;
  readonly patience?: Partial<Patience>;
  /** Milliseconds from an arbitrary start. */
  elapsed(): number;
}

interface Pending {
  readonly job: ChatJob;
  /** Absent once the chat was cancelled: what the worker still says about it reaches nobody. */
  listener: ((event: ChatEvent) => void) | undefined;
  readonly since: number;
  /** False while it waits for the load or in line. */
  started: boolean;
  loadMs: number;
  counts: TokenCounts;
}

interface Running {
  readonly process: WorkerProcess;
  readonly exited: Promise<void>;
  ready: Extract<FromWorker, { type: 'ready' }> | undefined;
  /** One of its chats started, or it told why it cannot load. */
  hasShown: boolean;
}

const KILL_AFTER_MS = 2000;
/** The largest models from the slowest disks take minutes; a load beyond this hangs. */
const LOAD_WITHIN_MS = 600_000;
/** A worker beats twice a second, from before its load to the end of its last chat. */
const PATIENCE: Patience = { silentMs: 15_000, cancelMs: 2000 };
/** The slowest models read a piece of a prompt within this; a cancelled chat beyond it hangs in llama.cpp. */
const CANCEL_WITHIN_MS = 120_000;
/** Most chats that wait, beside those that run. */
const MAX_WAITING_OF_APP = 128;
const MAX_WAITING = 512;
const NO_TOKENS: TokenCounts = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };

/** Keeps at most one worker process for a model: starts it when needed, and again after a crash. */
export function createSupervisor({ model, launch, workerEntry, outcomes, patience, elapsed }: SupervisorParts): Supervisor {
  const { silentMs, cancelMs } = { ...PATIENCE, ...patience };
  const failures = createWorkerFailures(model.name);
  const pending = new Map<number, Pending>();
  let worker: Running | undefined;
  /** When the worker before this one was gone, and its memory with it. */
  let lastExited = Promise.resolve();
  let lastId = 0;
  let disposed = false;

  const watchdog = createWatchdog({
    patience() {
      if (worker === undefined || pending.size === 0) return undefined;
      return [...pending.values()].some((entry) => entry.listener === undefined) ? cancelMs : silentMs;
    },
    onSilent() {
      if (worker !== undefined) giveUp(worker, 'it stopped reacting.', failures.silence(worker.ready === undefined));
    },
  });

  function start(): Running {
    const process = launch(workerEntry);
    const gone = Promise.withResolvers<void>();
    const started: Running = { process, exited: gone.promise, ready: undefined, hasShown: false };
    process.onMessage((message) => {
      if (worker === started) receive(started, message);
    });
    const overdue = setTimeout(() => {
      if (worker !== started || started.ready !== undefined) return;
      const reason = 'it did not finish loading within ten minutes.';
      giveUp(started, reason, failures.load(reason));
    }, LOAD_WITHIN_MS);
    process.onExit((exit) => {
      clearTimeout(overdue);
      gone.resolve();
      if (worker !== started) return;
      const reason = endingOf(exit);
      giveUp(started, reason, started.ready === undefined ? failures.load(reason) : failures.crash(exit));
    });
    const isFree = lastExited;
    lastExited = gone.promise;
    void isFree.then(() =>
      process.send({ type: 'load', path: model.path, ...(model.settings === undefined ? {} : { settings: model.settings }) }),
    );
    return started;
  }

  function receive(running: Running, message: FromWorker): void {
    watchdog.heard();
    switch (message.type) {
      case 'alive':
        return;
      case 'ready':
        running.ready = message;
        for (const entry of pending.values()) {
          entry.loadMs = elapsed() - entry.since;
          running.process.send({ type: 'chat', job: entry.job });
        }
        return;
      case 'load-failed':
        running.hasShown = true;
        outcomes.refuses(message.reason);
        giveUp(running, message.reason, failures.load(message.reason));
        return;
      case 'pieces':
        for (const { id, event } of message.pieces) {
          const entry = pending.get(id);
          if (entry === undefined) continue;
          entry.counts = { ...entry.counts, outputTokens: entry.counts.outputTokens + event.tokens };
          entry.listener?.(event);
        }
        return;
      default:
        settle(running, message);
    }
  }

  function settle(running: Running, message: Extract<FromWorker, { id: number }>): void {
    if (!running.hasShown) outcomes.works();
    running.hasShown = true;
    const entry = pending.get(message.id);
    if (entry === undefined) return;
    if (message.type === 'start') {
      const { inputTokens, cachedInputTokens } = message;
      entry.started = true;
      entry.counts = { inputTokens, cachedInputTokens, outputTokens: 0 };
      entry.listener?.({ type: 'start', queueMs: message.queueMs, loadMs: entry.loadMs });
      return;
    }
    pending.delete(message.id);
    if (message.type === 'finish') entry.listener?.(finishOf(message));
    else {
      const { code, field } = message;
      const error = new LintelError(code, message.message, field === undefined ? {} : { field });
      entry.listener?.({ type: 'error', error: toErrorShape(error) });
    }
  }

  /** Ends a worker that cannot go on: its chats fail, and the next one starts a fresh worker. */
  function giveUp(running: Running, reason: string, error: LintelErrorShape): void {
    if (!running.hasShown) outcomes.lost(reason);
    end(running);
    fail(error);
  }

  function end(running: Running): void {
    worker = undefined;
    watchdog.stop();
    running.process.kill('SIGKILL');
  }

  function fail(error: LintelErrorShape): void {
    const lost = [...pending.values()];
    pending.clear();
    for (const entry of lost) entry.listener?.({ type: 'error', error });
  }

  /** Why one more chat of this app is too many; undefined when it is not. */
  function crowd(app: string): LintelErrorShape | undefined {
    const waiting = [...pending.values()].filter((entry) => !entry.started && entry.listener !== undefined);
    const ofApp = waiting.filter((entry) => entry.job.app === app).length;
    if (ofApp >= MAX_WAITING_OF_APP) return failures.overload(ofApp, true);
    return waiting.length >= MAX_WAITING ? failures.overload(waiting.length, false) : undefined;
  }

  function cancel(entry: Pending): void {
    const tell = entry.listener;
    if (tell === undefined || !pending.has(entry.job.id)) return;
    entry.listener = undefined;
    const running = worker;
    if (running?.ready !== undefined) {
      running.process.send({ type: 'cancel', id: entry.job.id });
      setTimeout(() => {
        if (worker === running && pending.has(entry.job.id)) giveUp(running, 'it stopped reacting.', failures.silence(false));
      }, CANCEL_WITHIN_MS).unref();
    } else {
      pending.delete(entry.job.id);
      // A load takes memory and minutes, and nobody waits for it any more.
      if (running !== undefined && pending.size === 0) end(running);
    }
    tell({ type: 'finish', reason: 'cancelled', usage: usageOf(entry.counts) });
  }

  return {
    run(request, listener) {
      const refusal = disposed ? failures.closing() : crowd(request.app);
      if (refusal !== undefined) {
        listener({ type: 'error', error: refusal });
        return { cancel: () => undefined };
      }
      lastId += 1;
      const job = { ...request, id: lastId };
      const entry: Pending = { job, listener, since: elapsed(), started: false, loadMs: 0, counts: NO_TOKENS };
      pending.set(job.id, entry);
      try {
        worker ??= start();
        watchdog.watch();
      } catch (error) {
        fail(failures.load(`its process could not be started (${error}).`));
      }
      if (worker?.ready !== undefined) worker.process.send({ type: 'chat', job });
      return { cancel: () => cancel(entry) };
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
      worker = undefined;
      watchdog.stop();
      fail(failures.closing());
      if (running === undefined) return;
      running.process.kill('SIGTERM');
      const killer = setTimeout(() => running.process.kill('SIGKILL'), KILL_AFTER_MS);
      await running.exited;
      clearTimeout(killer);
    },
  };
}

function finishOf({ reasons, counts, telemetry }: Extract<FromWorker, { type: 'finish' }>): ChatEvent {
  return {
    type: 'finish',
    reason: reasons[0] ?? 'stop',
    ...(reasons.length > 1 ? { reasons } : {}),
    usage: usageOf(counts),
    ...(telemetry === undefined ? {} : { telemetry }),
  };
}

function usageOf(counts: TokenCounts): Usage {
  return { ...counts, costNanoDollars: 0 };
}
