import { Worker } from 'node:worker_threads';

/**
 * Kills this process within a second after its parent has vanished, also while its own code never comes back to the
 * event loop: from a thread of its own. On Windows the parent's id never changes, so there it does nothing.
 */
export function watchForOrphaning(): void {
  if (process.platform === 'win32') return;
  // From its own text, so that it needs no file beside the bundle.
  const watch = new Worker(`(${watchParent})(${process.ppid})`, { eval: true, env: {}, execArgv: [] });
  watch.unref();
}

/** Runs in the thread, which sees nothing of this module. */
function watchParent(parent: number): void {
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  }, 1000);
}
