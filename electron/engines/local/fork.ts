import { fork } from 'node:child_process';
import { type WorkerExit, type WorkerProcess, workerEnvironment } from './launch.ts';
import type { FromWorker } from './protocol.ts';

const STDERR = 2;

/** Starts a worker as a child process of plain Node. What it prints goes to this process's stderr. */
export function forkWorker(entry: string): WorkerProcess {
  const child = fork(entry, [], {
    execArgv: [],
    env: workerEnvironment(process.env),
    stdio: ['ignore', STDERR, STDERR, 'ipc'],
  });
  let ended: WorkerExit | undefined;
  const listeners: ((exit: WorkerExit) => void)[] = [];
  const end = (exit: WorkerExit) => {
    if (ended !== undefined) return;
    ended = exit;
    for (const listener of listeners) listener(exit);
  };
  child.once('exit', (code, signal) => end({ code, signal }));
  child.once('error', () => {
    // Also emitted for a message that could not be sent; only a process that never was has no pid.
    if (child.pid === undefined) end({ code: null, signal: null });
  });
  child.on('error', () => undefined);
  return {
    pid: child.pid,
    send(message) {
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage(listener) {
      child.on('message', (message) => listener(message as FromWorker));
    },
    onExit(listener) {
      if (ended === undefined) listeners.push(listener);
      else listener(ended);
    },
    kill(signal) {
      child.kill(signal);
    },
  };
}
