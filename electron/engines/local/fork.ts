import { fork } from 'node:child_process';
import { createLastWords, type WorkerExit, type WorkerProcess, workerEnvironment } from './launch.ts';
import type { FromWorker } from './protocol.ts';

const STDERR = 2;

/** Starts a worker as a child process of plain Node. What it prints goes to this process's stderr. */
export function forkWorker(entry: string): WorkerProcess {
  const child = fork(entry, [], {
    execArgv: [],
    // In a session of its own, so that Linux shares the processors between it and other programs, however many threads
    // those have (autogroup). A worker whose parent is gone ends itself. On Windows this would open a console.
    detached: process.platform === 'linux',
    env: workerEnvironment(process.env),
    stdio: ['ignore', STDERR, 'pipe', 'ipc'],
  });
  const heard = createLastWords();
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    heard.hear(chunk);
    process.stderr.write(chunk);
  });
  let ended: WorkerExit | undefined;
  const listeners: ((exit: WorkerExit) => void)[] = [];
  const end = (exit: WorkerExit) => {
    if (ended !== undefined) return;
    ended = exit;
    for (const listener of listeners) listener(exit);
  };
  // Its last words may come after its end; `close` comes after both.
  child.once('close', (code, signal) => end({ code, signal, ...heard.last() }));
  child.on('error', (error) => {
    // Also emitted for a message that could not be sent; only a process that never was has no pid.
    if (child.pid === undefined) end({ code: null, signal: null, lastWords: String(error) });
  });
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
