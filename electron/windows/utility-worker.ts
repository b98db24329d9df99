import { constants } from 'node:os';
import { utilityProcess } from 'electron';
import { createLastWords, type LaunchWorker, type WorkerExit, workerEnvironment } from '../engines/local/launch.ts';
import { isForkAsk, serveForks } from './utility-forks.ts';

/** Starts a worker as an Electron utility process. What it prints goes to this process's stderr. */
export const launchUtilityWorker: LaunchWorker = (entry) => {
  const child = utilityProcess.fork(entry, [], {
    env: workerEnvironment(process.env),
    serviceName: 'Lintel model',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  serveForks(child);
  const heard = createLastWords();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      heard.hear(String(chunk));
      process.stderr.write(chunk);
    });
  }
  let killedBy: 'SIGTERM' | 'SIGKILL' | undefined;
  let ended: WorkerExit | undefined;
  const listeners: ((exit: WorkerExit) => void)[] = [];

  const kill = (): void => {
    // Electron sends SIGTERM only. Before the process exists there is no pid: `spawn` below comes back here.
    if (killedBy !== 'SIGKILL' || child.pid === undefined) {
      child.kill();
      return;
    }
    try {
      process.kill(child.pid, 'SIGKILL');
    } catch (error) {
      // Gone already: its `exit` is on the way.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  };
  child.once('spawn', () => {
    if (killedBy !== undefined) kill();
  });
  child.once('exit', (status) => {
    ended = { ...exitOf(status, killedBy), ...heard.last() };
    for (const listener of listeners) listener(ended);
  });

  return {
    get pid() {
      return child.pid;
    },
    send(message) {
      if (ended === undefined) child.postMessage(message);
    },
    onMessage(listener) {
      child.on('message', (message) => {
        if (!isForkAsk(message)) listener(message);
      });
    },
    onExit(listener) {
      if (ended === undefined) listeners.push(listener);
      else listener(ended);
    },
    kill(signal) {
      if (ended !== undefined) return;
      killedBy = signal;
      kill();
    },
  };
};

const CORE_DUMPED = 0x80;
/** The signals that end a worker in practice. Smaller numbers are plain exit codes far more often. */
const FATAL = ['SIGILL', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGKILL', 'SIGSEGV', 'SIGTERM'] as const;

/**
 * Electron hands out what `waitpid` said: a signal's number (plus 128 with a core dump) where a signal ended the
 * process, and 0 where its own `kill()` did. On Windows the number is always an exit code.
 */
function exitOf(status: number, killedBy: string | undefined): WorkerExit {
  if (killedBy !== undefined && status === 0) return { code: null, signal: killedBy };
  const signal = process.platform === 'win32' ? undefined : FATAL.find((name) => constants.signals[name] === (status & ~CORE_DUMPED));
  return signal === undefined ? { code: status, signal: null } : { code: null, signal };
}
