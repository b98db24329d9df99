import { fromErrorShape, type LintelErrorShape, toErrorShape } from '../../../shared/chat/error.ts';
import { type Said, say } from '../../../shared/chat/said.ts';
import type { ModelSettings } from '../../../shared/models/settings.ts';
import type { Graphics } from './graphics.ts';
import type { LaunchWorker, WorkerExit, WorkerProcess } from './launch.ts';
import { speaksOfMemory } from './memory-words.ts';
import { createPending, type Job, type Listener, type WithoutId } from './pending.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import { createWatchdog } from './watchdog.ts';
import { createWorkerFailures, endingOf } from './worker-failure.ts';

/** What a worker needs to know of a model. */
export interface LoadableModel {
  readonly path: string;
  readonly settings?: ModelSettings;
  /** Where its conversations may be kept. */
  readonly cacheFolder?: string;
}

/** Live state of one model's worker. */
export interface WorkerState {
  readonly loaded: boolean;
  /** Chats running, queued or waiting for the model to load. */
  readonly inFlight: number;
  /** Tokens; known once the model is loaded. */
  readonly contextWindow?: number;
}

/** All that is known of one model's worker. */
export interface WorkerDetails extends WorkerState {
  readonly phase: 'unloaded' | 'loading' | 'loaded' | 'unloading';
  /** When the phase began, in milliseconds from an arbitrary start; absent before the first. */
  readonly since?: number;
  /** Of the load, from 0 to 1. */
  readonly progress?: number;
  /** Resident memory. */
  readonly memoryBytes?: number;
  readonly queued: number;
  /** Computing that its workers ever did, in milliseconds. */
  readonly computedMs: number;
  /** The graphics card that it uses, as it last saw it. */
  readonly graphics?: Graphics;
}

/** What a worker does at a moment, for whoever chooses its threads. */
export interface WorkerActivity {
  /** The same for as long as it is the same process. */
  readonly worker: object;
  /** Cores of this computer that are worth a thread. */
  readonly cores: number;
  /** Cores that it keeps busy; undefined until it told. */
  readonly busyCores: number | undefined;
  /** Chats that run together, and the number of those that ever did. */
  readonly streams: number;
  readonly started: number;
  /** Generated since the last look. */
  readonly tokens: number;
}

/** A chat that was handed in. */
export interface Handle {
  /** Ends the chat: `finish` with reason `cancelled` comes at once, and the worker stops within a token. */
  cancel(): void;
}

export interface Supervisor {
  /** Runs a chat; the listener gets any `queued`, `start`, pieces, then exactly one `finish` or `error`. */
  run(job: WithoutId<Job>, listener: Listener): Handle;
  /** Resolves once the model is loaded; rejects with a LintelError. */
  load(): Promise<void>;
  /** Resolves once its memory is free. Rejects with `overloaded` while chats run or wait. */
  unload(): Promise<void>;
  state(): WorkerState;
  details(): WorkerDetails;
  /** Undefined while it has nothing to do. Looking counts. */
  activity(): WorkerActivity | undefined;
  /** Tells the worker to delete what it keeps of conversations; false when there is none. */
  forgetKept(): boolean;
  /** Most threads that decode from now on. */
  setThreads(threads: number): void;
  /** Ends the worker; chats under way get an error. A worker that does not go is killed after 2 s. */
  dispose(): Promise<void>;
}

/** Told how workers fare. A worker that was ended because nobody wanted it any more neither refused nor crashed. */
export interface WorkerOutcomes {
  loaded(): void;
  /** It began to answer. */
  works(): void;
  /** It said that the file cannot be loaded. @param reason a sentence */
  refuses(reason: Said | string): void;
  /** It crashed or hung. @param reason a sentence @param app whose request it made ready then, and nothing else */
  crashed(reason: Said | string, app?: string): void;
  /** It is loaded and has nothing to do. */
  idle(): void;
  /** It is gone, and its memory is free. */
  gone(): void;
}

/** How long a worker may give no sign of life, in milliseconds. */
export interface Patience {
  /** While chats wait for it. */
  readonly silentMs: number;
  /** After a cancel that it has not confirmed. */
  readonly cancelMs: number;
}

export interface SupervisorParts {
  /** The model's, as a person reads it. */
  readonly name: string;
  readonly launch: LaunchWorker;
  readonly workerEntry: string;
  /** Resolves once there is memory for the model, with the model as it is then; rejects with `out-of-memory`. */
  admit(): Promise<LoadableModel>;
  /** Whether the system ended a process for want of memory just now. */
  endedForMemory(): Promise<boolean>;
  readonly outcomes: WorkerOutcomes;
  readonly patience?: Partial<Patience>;
  /** Milliseconds from an arbitrary start. */
  elapsed(): number;
}

interface Running {
  /** Absent until there is memory for it. */
  process: WorkerProcess | undefined;
  readonly exited: PromiseWithResolvers<void>;
  isGone: boolean;
  readonly loaded: PromiseWithResolvers<void>;
  ready: Extract<FromWorker, { type: 'ready' }> | undefined;
  /** It loads because somebody said so, not for a chat. */
  isWanted: boolean;
  progress: number;
  since: number;
  memoryBytes: number | undefined;
  busyCores: number | undefined;
  computedMs: number;
  graphics: Graphics | undefined;
  /** Chats that ever started. */
  started: number;
}

const KILL_AFTER_MS = 2000;
/** The largest models from the slowest disks take minutes; a load beyond this hangs. */
const LOAD_WITHIN_MS = 600_000;
/** A worker beats twice a second, from before its load to the end of its last chat. */
const PATIENCE: Patience = { silentMs: 15_000, cancelMs: 2000 };
/** The slowest models read a piece of a prompt within this; a cancelled chat beyond it hangs in llama.cpp. */
const CANCEL_WITHIN_MS = 120_000;
const SILENT = 'it stopped reacting.';

/** Keeps at most one worker process for a model: starts it when needed, and again after a crash. */
export function createSupervisor(parts: SupervisorParts): Supervisor {
  const { outcomes, elapsed } = parts;
  const { silentMs, cancelMs } = { ...PATIENCE, ...parts.patience };
  const failures = createWorkerFailures(parts.name);
  const pending = createPending(failures, elapsed);
  let worker: Running | undefined;
  /** When the worker before this one was gone, and its memory with it. */
  let lastExited = Promise.resolve();
  /** Since when a worker that was ended is on its way out. */
  let endingSince: number | undefined;
  let unloadedSince: number | undefined;
  let computedMs = 0;
  let disposed = false;

  const watchdog = createWatchdog({
    patience() {
      const isAwaited = pending.size() > 0 || (worker?.ready === undefined && worker?.isWanted === true);
      if (worker?.process === undefined || !isAwaited) return undefined;
      return pending.hasUnconfirmed() ? cancelMs : silentMs;
    },
    onSilent() {
      if (worker === undefined) return;
      // Ending what does not end by itself is no crash.
      if (!pending.hasUnconfirmed()) outcomes.crashed(SILENT, pending.preparing()?.app);
      giveUp(worker, failures.silence(worker.ready === undefined));
    },
  });

  function start(): Running {
    const started: Running = {
      process: undefined,
      exited: Promise.withResolvers(),
      isGone: false,
      loaded: Promise.withResolvers(),
      ready: undefined,
      isWanted: false,
      progress: 0,
      since: elapsed(),
      memoryBytes: undefined,
      busyCores: undefined,
      computedMs: 0,
      graphics: undefined,
      started: 0,
    };
    // Most loads are for chats, which get the reason themselves.
    started.loaded.promise.catch(() => undefined);
    const isFree = lastExited;
    lastExited = started.exited.promise;
    void isFree
      .then(async () => {
        if (worker !== started) return;
        const model = await parts.admit();
        if (worker === started) launch(started, model);
      })
      .catch((error: unknown) => {
        if (worker === started) giveUp(started, toErrorShape(error));
      })
      .finally(() => {
        if (started.process === undefined) isGone(started);
      });
    return started;
  }

  function isGone(running: Running): void {
    running.isGone = true;
    running.exited.resolve();
    if (worker === running || worker === undefined) {
      endingSince = undefined;
      unloadedSince = elapsed();
    }
    outcomes.gone();
  }

  function launch(started: Running, { path, settings, cacheFolder }: LoadableModel): void {
    let launched: WorkerProcess;
    try {
      launched = parts.launch(parts.workerEntry);
    } catch (error) {
      giveUp(started, failures.load(`its process could not be started (${error}).`));
      return;
    }
    started.process = launched;
    launched.onMessage((message) => {
      if (worker === started) receive(started, launched, message);
    });
    const overdue = setTimeout(() => {
      if (worker !== started || started.ready !== undefined) return;
      const reason = say`it did not finish loading within ten minutes.`;
      outcomes.crashed(reason);
      giveUp(started, failures.load(reason));
    }, LOAD_WITHIN_MS);
    launched.onExit((exit) => {
      clearTimeout(overdue);
      isGone(started);
      if (worker === started) void crash(started, exit);
    });
    launched.send({
      type: 'load',
      path,
      ...(settings === undefined ? {} : { settings }),
      ...(cacheFolder === undefined ? {} : { cacheFolder }),
    });
    watchdog.watch();
  }

  async function crash(running: Running, exit: WorkerExit): Promise<void> {
    const reason = endingOf(exit);
    // The kernel's killer of last resort sends the same signal as a person.
    const isMemory = exit.signal === 'SIGKILL' ? await parts.endedForMemory() : speaksOfMemory(exit.lastWords ?? '');
    if (worker !== running) return;
    outcomes.crashed(reason, pending.preparing()?.app);
    const isLoading = running.ready === undefined;
    if (isMemory) giveUp(running, failures.memory(reason, isLoading));
    else giveUp(running, isLoading ? failures.load(reason) : failures.crash(reason));
  }

  function receive(running: Running, process: WorkerProcess, message: FromWorker): void {
    watchdog.heard();
    switch (message.type) {
      case 'alive':
        running.memoryBytes = message.memoryBytes;
        running.busyCores = message.cores;
        computedMs += message.computedMs - running.computedMs;
        running.computedMs = message.computedMs;
        return;
      case 'loading':
        running.progress = message.fraction;
        return;
      case 'ready':
        running.ready = message;
        running.since = elapsed();
        running.memoryBytes = message.memoryBytes;
        outcomes.loaded();
        running.loaded.resolve();
        for (const job of pending.loaded()) process.send(messageOf(job));
        if (pending.size() === 0) outcomes.idle();
        return;
      case 'graphics':
        running.graphics = message.graphics;
        return;
      case 'load-failed':
        outcomes.refuses(message.reason);
        giveUp(running, speaksOfMemory(message.reason) ? failures.memory(message.reason, true) : failures.load(message.reason));
        return;
      case 'start':
        if (running.started === 0) outcomes.works();
        running.started += 1;
        break;
    }
    pending.hear(message, running.memoryBytes);
    if (pending.size() === 0) outcomes.idle();
  }

  /**
   * Ends a worker that cannot go on: its chats fail, and the next one starts a fresh worker. Where making ready one chat
   * did it, those that had not begun go to the fresh worker at once.
   */
  function giveUp(running: Running, error: LintelErrorShape): void {
    const culprit = pending.preparing();
    end(running, error);
    if (culprit === undefined) {
      pending.fail(error);
      return;
    }
    pending.failOne(culprit.id, error);
    pending.failStarted(error);
    if (pending.size() === 0) return;
    worker = start();
    watchdog.watch();
  }

  /** @param error for those who wait for the load */
  function end(running: Running, error: LintelErrorShape): void {
    worker = undefined;
    if (running.isGone) unloadedSince = elapsed();
    else endingSince = elapsed();
    watchdog.stop();
    running.process?.kill('SIGKILL');
    running.loaded.reject(fromErrorShape(error));
  }

  function cancel(id: number): void {
    if (!pending.cancel(id)) return;
    const running = worker;
    if (running?.ready !== undefined) {
      running.process?.send({ type: 'cancel', id });
      setTimeout(() => {
        if (worker === running && pending.has(id)) giveUp(running, failures.silence(false));
      }, CANCEL_WITHIN_MS).unref();
      return;
    }
    pending.drop(id);
    // A load takes memory and minutes, and nobody waits for it any more.
    if (running !== undefined && pending.size() === 0 && !running.isWanted) end(running, failures.unloaded());
  }

  const state = (): WorkerState => {
    const ready = worker?.ready;
    return {
      loaded: ready !== undefined,
      inFlight: pending.size(),
      ...(ready === undefined ? {} : { contextWindow: ready.contextWindow }),
    };
  };

  return {
    run(request, listener) {
      const refusal = disposed ? failures.closing() : pending.refusal(request.app);
      if (refusal !== undefined) {
        listener({ type: 'error', error: refusal });
        return { cancel: () => undefined };
      }
      const job = pending.add(request, listener);
      worker ??= start();
      watchdog.watch();
      if (worker.ready !== undefined) worker.process?.send(messageOf(job));
      return { cancel: () => cancel(job.id) };
    },
    async load() {
      if (disposed) throw fromErrorShape(failures.closing());
      worker ??= start();
      worker.isWanted = true;
      if (worker.ready === undefined) watchdog.watch();
      return worker.loaded.promise;
    },
    async unload() {
      if (pending.size() > 0) throw fromErrorShape(failures.busy(pending.size()));
      if (worker !== undefined) end(worker, failures.unloaded());
      await lastExited;
    },
    state,
    details() {
      const queued = pending.waiting();
      if (worker === undefined) {
        const [phase, since] = endingSince === undefined ? (['unloaded', unloadedSince] as const) : (['unloading', endingSince] as const);
        return { ...state(), phase, queued, computedMs, ...(since === undefined ? {} : { since }) };
      }
      const { ready, since, progress, memoryBytes, graphics } = worker;
      const seen = { ...(memoryBytes === undefined ? {} : { memoryBytes }), ...(graphics === undefined ? {} : { graphics }) };
      const known = { ...state(), since, queued, computedMs, ...seen };
      return ready === undefined ? { ...known, phase: 'loading', progress } : { ...known, phase: 'loaded' };
    },
    activity() {
      if (worker?.ready === undefined || pending.size() === 0) return undefined;
      const { ready, busyCores, started } = worker;
      return { worker, cores: ready.cores, busyCores, started, streams: pending.streams(), tokens: pending.takeTokens() };
    },
    forgetKept() {
      if (worker?.process === undefined) return false;
      worker.process.send({ type: 'forget' });
      return true;
    },
    setThreads: (threads) => worker?.process?.send({ type: 'threads', threads }),
    async dispose() {
      disposed = true;
      const running = worker;
      worker = undefined;
      watchdog.stop();
      running?.loaded.reject(fromErrorShape(failures.closing()));
      pending.fail(failures.closing());
      if (running === undefined) return;
      running.process?.kill('SIGTERM');
      const killer = setTimeout(() => running.process?.kill('SIGKILL'), KILL_AFTER_MS);
      await running.exited.promise;
      clearTimeout(killer);
    },
  };
}

const messageOf = (job: Job): ToWorker => ('type' in job ? { type: 'encode', job } : { type: 'chat', job });
