import { join } from 'node:path';
import { type UtilityProcess, utilityProcess } from 'electron';
import type { ForkAsk, ForkNews } from '../engines/local/fork-by-parent.ts';
import { workerEnvironment } from '../engines/local/launch.ts';

/** The one program that a worker may have started: what tries a build of llama.cpp before it is loaded. */
const TRIAL = join('node-llama-cpp', 'dist', 'bindings', 'utils', 'testBindingBinary.js');
/** One after the other is tried, so more at once are no trials. */
const MOST_AT_ONCE = 4;

/** Whether a worker asks for a process, instead of telling of its model. */
export const isForkAsk = (message: unknown): message is ForkAsk =>
  typeof message === 'object' && message !== null && 'fork' in message && typeof message.fork === 'number';

/** Starts the trials that a worker asks for, and hands on what is said. They end with it. */
export function serveForks(worker: UtilityProcess): void {
  const trials = new Map<number, UtilityProcess>();
  let isOver = false;
  const tell = (news: ForkNews) => {
    if (!isOver) worker.postMessage(news);
  };

  function start(fork: number, entry: string): void {
    if (!entry.endsWith(TRIAL) || trials.size >= MOST_AT_ONCE || trials.has(fork)) {
      tell({ type: 'fork-ended', fork, code: 1 });
      return;
    }
    const trial = utilityProcess.fork(entry, [], {
      env: { ...workerEnvironment(process.env), TEST_BINDING_CP: 'true' },
      serviceName: 'Lintel trial',
      stdio: 'ignore',
    });
    trials.set(fork, trial);
    trial.on('message', (message) => tell({ type: 'fork-said', fork, message }));
    trial.once('exit', (code) => {
      trials.delete(fork);
      tell({ type: 'fork-ended', fork, code });
    });
  }

  worker.on('message', (ask) => {
    if (!isForkAsk(ask)) return;
    if (ask.type === 'fork') start(ask.fork, ask.entry);
    else if (ask.type === 'fork-hear') trials.get(ask.fork)?.postMessage(ask.message);
    else trials.get(ask.fork)?.kill();
  });
  worker.once('exit', () => {
    isOver = true;
    for (const trial of trials.values()) trial.kill();
  });
}
