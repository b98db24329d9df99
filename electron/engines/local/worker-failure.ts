import { type ErrorCode, LintelError, type LintelErrorShape, toErrorShape } from '../../../shared/chat/error.ts';
import type { WorkerExit } from './launch.ts';

/** Every way a worker can fail its chats, in words. @param name the model's, as a person reads it */
export interface WorkerFailures {
  /** @param reason a sentence */
  load(reason: string): LintelErrorShape;
  crash(reason: string): LintelErrorShape;
  /** Memory did not suffice for the load, or ran out in the middle. @param reason a sentence */
  memory(reason: string, isLoading: boolean): LintelErrorShape;
  /** The process is there and gives no sign of life. */
  silence(isLoading: boolean): LintelErrorShape;
  /** @param waiting chats in line, of the same app or of all */
  overload(waiting: number, isOneApp: boolean): LintelErrorShape;
  unloaded(): LintelErrorShape;
  busy(inFlight: number): LintelErrorShape;
  closing(): LintelErrorShape;
}

export function createWorkerFailures(name: string): WorkerFailures {
  const failure = (code: ErrorCode, sentence: string) => toErrorShape(new LintelError(code, sentence));
  return {
    load: (reason) => failure('model-load-failed', `“${name}” could not be loaded: ${reason} Try again, or download the model again.`),
    crash: (reason) =>
      failure(
        'engine-crashed',
        `The engine of “${name}” stopped unexpectedly: ${reason} It starts afresh with the next message; try again.`,
      ),
    memory: (reason, isLoading) =>
      failure(
        'out-of-memory',
        isLoading
          ? `Memory did not suffice to load “${name}”: ${reason} Close other programs, or choose a smaller model or a smaller context window.`
          : `The engine of “${name}” ran out of memory: ${reason} It starts afresh with the next message; close other programs first, or choose a smaller model.`,
      ),
    silence: (isLoading) =>
      failure(
        'engine-crashed',
        `The engine of “${name}” stopped reacting${isLoading ? ' while it loaded' : ''} and was ended. It starts afresh with the next message; try again, and if it happens again, choose another model.`,
      ),
    overload: (waiting, isOneApp) =>
      failure(
        'overloaded',
        `${waiting} requests${isOneApp ? ' of this app' : ''} wait for “${name}” already, and it takes no more. Try again when some of them are answered.`,
      ),
    unloaded: () => failure('cancelled', `“${name}” was unloaded before it was ready.`),
    busy: (inFlight) =>
      failure(
        'overloaded',
        `“${name}” answers ${inFlight} ${inFlight === 1 ? 'request' : 'requests'} now. Unload it when they are done, or stop them.`,
      ),
    closing: () => failure('cancelled', 'Lintel is closing.'),
  };
}

/** How a process ended, as a sentence. */
export function endingOf({ code, signal }: WorkerExit): string {
  if (signal !== null) return `its process was ended by ${signal}.`;
  return code === null ? 'its process could not be started.' : `its process ended with code ${code}.`;
}
