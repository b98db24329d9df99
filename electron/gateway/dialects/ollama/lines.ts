import type { ServerResponse } from 'node:http';
import { drained } from '../../drained.ts';

/** JSON objects, one a line. Waits when the reader is slow, so nothing piles up in memory. */
export interface LineStream {
  send(line: object): Promise<void>;
  end(): void;
}

/** Sends the head at once. JSON has no raw line breaks, so no text can forge a line. */
export function openLines(response: ServerResponse, headers: Record<string, string>): LineStream {
  response.writeHead(200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-cache', ...headers });
  return {
    async send(line) {
      if (response.destroyed || response.write(`${JSON.stringify(line)}\n`)) return;
      await drained(response);
    },
    end: () => void response.end(),
  };
}
