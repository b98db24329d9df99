import type { Supervisor, WorkerActivity } from './supervisor.ts';
import { createThreadsController, type ThreadsController } from './threads.ts';

/** How busy the cores of this computer are, whoever keeps them so. */
export interface LoadSource {
  /** Cores kept busy since the last call, as a sum. */
  busyCores(): number;
}

/** Keeps the threads of all workers to what others leave free. */
export interface Pacing {
  /** Some worker has work: begins to look, until none has. */
  begin(): void;
  stop(): void;
}

interface Paced {
  readonly controller: ThreadsController;
  threads: number;
  started: number;
}

/** As often as workers tell what they take. */
const EVERY_MS = 500;

/** @param workers all models' supervisors, each with the most threads that its settings permit */
export function createPacing(
  load: LoadSource,
  workers: () => Iterable<{ supervisor: Supervisor; mostThreads: number | undefined }>,
): Pacing {
  const known = new WeakMap<object, Paced>();
  let timer: NodeJS.Timeout | undefined;
  let lastTick = 0;

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
  }

  function tick(): void {
    const now = performance.now();
    const seconds = (now - lastTick) / 1000;
    lastTick = now;
    const busy = load.busyCores();
    const working = [...workers()].flatMap(({ supervisor, mostThreads }) => {
      const activity = supervisor.activity();
      return activity === undefined ? [] : [{ supervisor, mostThreads, activity }];
    });
    if (working.length === 0) {
      stop();
      return;
    }
    const own = working.reduce((sum, { activity }) => sum + (activity.busyCores ?? known.get(activity.worker)?.threads ?? 0), 0);
    const othersCores = Math.max(0, busy - own);
    for (const { supervisor, mostThreads, activity } of working) {
      const paced = known.get(activity.worker);
      // One that has just begun has not told yet what it takes, and would take itself for another.
      if (paced === undefined) known.set(activity.worker, beginnerOf(activity, mostThreads));
      else adapt(supervisor, paced, activity, { othersCores, seconds, workers: working.length });
    }
  }

  return {
    begin() {
      if (timer !== undefined) return;
      load.busyCores();
      lastTick = performance.now();
      timer = setInterval(tick, EVERY_MS).unref();
    },
    stop,
  };
}

function beginnerOf({ cores, started }: WorkerActivity, mostThreads: number | undefined): Paced {
  // As the worker itself begins.
  const most = mostThreads ?? Math.max(1, cores - 1);
  return { controller: createThreadsController(cores, most), threads: most, started };
}

function adapt(
  supervisor: Supervisor,
  paced: Paced,
  { started, streams, tokens }: WorkerActivity,
  { othersCores, seconds, workers }: { othersCores: number; seconds: number; workers: number },
): void {
  // A chat that began in between read its prompt for a while, in which the others wait.
  const tokensPerSecond = started === paced.started ? tokens / seconds : undefined;
  paced.started = started;
  const threads = paced.controller.adapt({ othersCores, workers, tokensPerSecond, streams });
  if (threads !== paced.threads) supervisor.setThreads(threads);
  paced.threads = threads;
}
