import type { ServerResponse } from 'node:http';

/** Milliseconds that a reader may take nothing before its connection is ended: it would hold a place that others wait for. */
const PATIENCE_MS = 120_000;

/** Waits until the reader took what was written, or is gone. One that takes nothing for too long is sent away. */
export function drained(response: ServerResponse, patienceMs = PATIENCE_MS): Promise<void> {
  if (response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    const timer = setTimeout(() => {
      response.destroy();
      done();
    }, patienceMs);
    timer.unref();
    response.once('drain', done);
    response.once('close', done);
  });
}
