import { type ErrorCode, LintelError, type LintelErrorShape, toErrorShape } from '../../../shared/chat/error.ts';
import { type Said, say } from '../../../shared/chat/said.ts';
import type { WorkerExit } from './launch.ts';

/** Every way a worker can fail its chats, in words. @param name the model's, as a person reads it */
export interface WorkerFailures {
  /** @param reason a sentence */
  load(reason: Said | string): LintelErrorShape;
  crash(reason: Said | string): LintelErrorShape;
  /** Memory did not suffice for the load, or ran out in the middle. @param reason a sentence */
  memory(reason: Said | string, isLoading: boolean): LintelErrorShape;
  /** The process is there and gives no sign of life. */
  silence(isLoading: boolean): LintelErrorShape;
  /** @param waiting chats in line, of the same app or of all */
  overload(waiting: number, isOneApp: boolean): LintelErrorShape;
  unloaded(): LintelErrorShape;
  busy(inFlight: number): LintelErrorShape;
  closing(): LintelErrorShape;
}

export function createWorkerFailures(name: string): WorkerFailures {
  const failure = (code: ErrorCode, sentence: Said) => toErrorShape(new LintelError(code, sentence));
  return {
    load: (reason) => failure('model-load-failed', say`“${name}” could not be loaded: ${reason} Try again, or download the model again.`),
    crash: (reason) =>
      failure(
        'engine-crashed',
        say`The engine of “${name}” stopped unexpectedly: ${reason} It starts afresh with the next message; try again.`,
      ),
    memory: (reason, isLoading) =>
      failure(
        'out-of-memory',
        isLoading
          ? say`Memory did not suffice to load “${name}”: ${reason} Close other programs, or choose a smaller model or a smaller context window.`
          : say`The engine of “${name}” ran out of memory: ${reason} It starts afresh with the next message; close other programs first, or choose a smaller model.`,
      ),
    silence: (isLoading) =>
      failure(
        'engine-crashed',
        isLoading
          ? say`The engine of “${name}” stopped reacting while it loaded and was ended. It starts afresh with the next message; try again, and if it happens again, choose another model.`
          : say`The engine of “${name}” stopped reacting and was ended. It starts afresh with the next message; try again, and if it happens again, choose another model.`,
      ),
    overload: (waiting, isOneApp) =>
      failure(
        'overloaded',
        isOneApp
          ? say`${waiting} requests of this app wait for “${name}” already, and it takes no more. Try again when some of them are answered.`
          : say`${waiting} requests wait for “${name}” already, and it takes no more. Try again when some of them are answered.`,
      ),
    unloaded: () => failure('cancelled', say`“${name}” was unloaded before it was ready.`),
    busy: (inFlight) =>
      failure(
        'overloaded',
        inFlight === 1
          ? say`“${name}” answers ${inFlight} request now. Unload it when they are done, or stop them.`
          : say`“${name}” answers ${inFlight} requests now. Unload it when they are done, or stop them.`,
      ),
    closing: () => failure('cancelled', say`Lintel is closing.`),
  };
}

/** How a process ended, as a sentence. */
export function endingOf({ code, signal }: WorkerExit): Said {
  if (signal !== null) return say`its process was ended by ${signal}.`;
  return code === null ? say`its process could not be started.` : say`its process ended with code ${code}.`;
}
