import { constants } from 'node:os';
import { utilityProcess } from 'electron';
import type { LaunchWorker } from '../engines/local/launch.ts';

type Exit = { code: number | null; signal: string | null };

/** Starts a worker as an Electron utility process, behind the same interface as `child_process.fork`. */
export const launchUtilityWorker: LaunchWorker = (entry) => {
  const child = utilityProcess.fork(entry, [], {
    // One native thread takes every decode, which keeps its caches warm: 0.26 of llama-bench becomes 0.78.
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
    serviceName: 'Lintel model',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => process.stderr.write(chunk));
  let killedBy: 'SIGTERM' | 'SIGKILL' | undefined;
  let exit: Exit | undefined;

  const kill = (): void => {
    // Electron sends SIGTERM only. Before the process exists there is no pid: `spawn` below comes back here.
    if (killedBy === 'SIGKILL' && child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    else child.kill();
  };
  child.once('spawn', () => {
    if (killedBy !== undefined) kill();
  });
  child.once('exit', (status) => {
    exit = exitOf(status, killedBy);
  });

  return {
    get pid() {
      return child.pid;
    },
    send(message) {
      if (exit === undefined) child.postMessage(message);
    },
    onMessage(listener) {
      child.on('message', listener);
    },
    onExit(listener) {
      child.once('exit', (status) => listener(exitOf(status, killedBy)));
    },
    kill(signal = 'SIGTERM') {
      if (exit !== undefined) return;
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
function exitOf(status: number, killedBy: string | undefined): Exit {
  if (killedBy !== undefined && status === 0) return { code: null, signal: killedBy };
  const signal = process.platform === 'win32' ? undefined : FATAL.find((name) => constants.signals[name] === (status & ~CORE_DUMPED));
  return signal === undefined ? { code: status, signal: null } : { code: null, signal };
}
