import { Worker } from 'node:worker_threads';

/** Bytes copied a time, and how often: far beyond what caches hold, and done in about a fifth of a second. */
const BYTES = 64 * 2 ** 20;
const ROUNDS = 6;
/** Where it cannot be measured: one thread on an office computer of the last ten years. */
const UNKNOWN = 10e9;
const GIVE_UP_MS = 5000;

/** Bytes that one thread moves through memory in a second, read and written together. Measured in a thread of its own. */
export function measureBandwidth(): Promise<number> {
  return new Promise((resolve) => {
    const worker = new Worker(`(${copyAround})(require('node:worker_threads').parentPort, ${BYTES}, ${ROUNDS})`, {
      eval: true,
      env: {},
      execArgv: [],
    });
    const end = (bytesPerSecond: number) => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(bytesPerSecond);
    };
    const timer = setTimeout(() => end(UNKNOWN), GIVE_UP_MS);
    worker.once('message', (bytesPerSecond: number) => end(bytesPerSecond));
    worker.once('error', () => end(UNKNOWN));
  });
}

/** Runs in the thread, which sees nothing of this module. The best round counts: others were disturbed. */
function copyAround(port: { postMessage(value: number): void }, bytes: number, rounds: number): void {
  const from = new Uint8Array(bytes).fill(1);
  const to = new Uint8Array(bytes).fill(2);
  let best = 0;
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    to.set(from);
    best = Math.max(best, (2 * bytes * 1000) / (performance.now() - began));
  }
  port.postMessage(best);
}
