import type { ServerResponse } from 'node:http';
import { drained } from '../../drained.ts';
import { openEventStream } from '../../sse.ts';

/** An answer in pieces. */
interface Chunks {
  send(chunk: object): Promise<void>;
  end(): void;
}

/** As server-sent events, or, as Google does where nobody asks for these, as a list that grows. */
export function openChunks(response: ServerResponse, headers: Record<string, string>, form: 'events' | 'list'): Chunks {
  if (form === 'events') {
    const stream = openEventStream(response, headers);
    return { send: async (chunk) => stream.send(chunk), end: stream.end };
  }
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', ...headers });
  let opening = '[';
  return {
    async send(chunk) {
      const isTaken = response.destroyed || response.write(`${opening}${JSON.stringify(chunk)}`);
      opening = ',\r\n';
      if (isTaken) return;
      await drained(response);
    },
    end: () => void response.end(opening === '[' ? '[]' : ']'),
  };
}
