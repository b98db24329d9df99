import type { ServerResponse } from 'node:http';
import { LintelError } from '../../shared/chat/error.ts';

/** Bytes of all bodies that one app may have here at a time, from their first byte to the end of their answers. */
const MOST_BYTES = 64 * 2 ** 20;

const RETRY_AFTER_MS = 1_000;

/** What apps have sent and not yet been answered. */
export interface BodyBudget {
  /** Takes in more bytes of the request that this response answers. Throws `rate-limited` beyond what the app may have here. */
  take(app: string, response: ServerResponse, bytes: number): void;
}

export function createBodyBudget(mostBytes = MOST_BYTES): BodyBudget {
  const ofApps = new Map<string, number>();
  const ofResponses = new WeakMap<ServerResponse, number>();

  function release(app: string, response: ServerResponse): void {
    const left = (ofApps.get(app) ?? 0) - (ofResponses.get(response) ?? 0);
    ofResponses.delete(response);
    if (left > 0) ofApps.set(app, left);
    else ofApps.delete(app);
  }

  return {
    take(app, response, bytes) {
      // Its end was told already: nothing would ever be given back.
      if (response.closed) return;
      const all = (ofApps.get(app) ?? 0) + bytes;
      if (all > mostBytes) {
        throw new LintelError(
          'rate-limited',
          `Requests of this app that are not answered yet come to more than ${Math.floor(mostBytes / 2 ** 20)} MiB. Wait for some of the answers, then try again.`,
          { retryAfterMs: RETRY_AFTER_MS },
        );
      }
      const before = ofResponses.get(response);
      if (before === undefined) response.once('close', () => release(app, response));
      ofResponses.set(response, (before ?? 0) + bytes);
      ofApps.set(app, all);
    },
  };
}
