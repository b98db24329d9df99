import type { FromWorker, ToWorker } from './protocol.ts';

/** How a worker ended: its exit code, or the signal that ended it. */
export interface WorkerExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** The end of what it wrote to its stderr; why it could not be started, for one that could not. */
  readonly lastWords?: string;
}

/** A running worker process, whatever starts such processes here. */
export interface WorkerProcess {
  /** Absent when it could not be started. */
  readonly pid: number | undefined;
  /** A message to a worker that has ended is dropped; its end is told by `onExit`. */
  send(message: ToWorker): void;
  onMessage(listener: (message: FromWorker) => void): void;
  /** Called once, also when the process could not be started. */
  onExit(listener: (exit: WorkerExit) => void): void;
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
}

/** Starts a worker. @param entry path of the worker's program */
export type LaunchWorker = (entry: string) => WorkerProcess;

/** Names, in capitals, of the variables that a worker is given: Windows has them in any case. */
const PASSED: ReadonlySet<string> = new Set([
  ...['PATH', 'HOME', 'USER', 'LANG', 'TMPDIR', 'TEMP', 'TMP', 'TZ'],
  ...['SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA', 'USERPROFILE'],
  ...['LD_LIBRARY_PATH', 'NODE_COMPILE_CACHE', 'XDG_DATA_DIRS', 'XDG_CONFIG_DIRS'],
]);
/** Whole families: languages, and what steers llama.cpp, OpenMP and the drivers of graphics cards. */
const PASSED_FAMILIES = ['LC_', 'DYLD_', 'GGML_', 'OMP_', 'CUDA_', 'NVIDIA_', 'HIP_', 'HSA_', 'ROCR_', 'VK_'] as const;

/**
 * The environment of a worker: only what it needs of this process's, so that no key that lies there is in a process
 * which reads files from the internet.
 *
 * One thread in libuv's pool keeps every decode on the same native thread: with several, llama.cpp loses two thirds
 * of its speed at two threads (measured).
 */
export function workerEnvironment(own: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(own)) {
    const known = name.toUpperCase();
    const isPassed = PASSED.has(known) || PASSED_FAMILIES.some((family) => known.startsWith(family));
    if (isPassed && value !== undefined) environment[name] = value;
  }
  return { ...environment, UV_THREADPOOL_SIZE: '1' };
}

/** The cause comes before a stack of native frames. */
const LAST_WORDS = 16_384;

/** Keeps the end of what a process writes, in characters. */
export function createLastWords() {
  let words = '';
  return {
    hear(chunk: string): void {
      words = (words + chunk).slice(-LAST_WORDS);
    },
    /** For the worker's exit; nothing where it said nothing. */
    last: (): Pick<WorkerExit, 'lastWords'> => (words === '' ? {} : { lastWords: words }),
  };
}
