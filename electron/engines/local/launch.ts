import type { FromWorker, ToWorker } from './protocol.ts';

/** How a worker ended: its exit code, or the signal that ended it. */
export interface WorkerExit {
  readonly code: number | null;
  readonly signal: string | null;
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

/**
 * What a worker's environment must hold. One thread in libuv's pool keeps every decode on the same
 * native thread: with several, llama.cpp loses two thirds of its speed at two threads (measured).
 */
export const WORKER_ENVIRONMENT = { UV_THREADPOOL_SIZE: '1' } as const;
