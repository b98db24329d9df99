// @ts-check
import { constants } from 'node:os';

const FORWARDED = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
/** Milliseconds within which a repeated signal is an echo: a terminal and npm both deliver one Ctrl-C. */
const ECHO = 1000;

/**
 * Passes signals on to a child and waits for its end. A second signal that is no echo is passed on too.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ code: number, asked: boolean }>} exit code (128 + number for a signal), and whether a signal asked for the end
 */
export function follow(child) {
  let last = Number.NEGATIVE_INFINITY;
  let asked = false;
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    asked = true;
    const now = performance.now();
    if (now - last > ECHO) child.kill(signal);
    last = now;
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  /** @type {Promise<{ code: number, asked: boolean }>} */
  const end = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve({ code: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), asked }));
  });
  return end.finally(() => {
    for (const signal of FORWARDED) process.off(signal, forward);
  });
}
