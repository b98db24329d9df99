import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** Server-sent events on a response. Waits when the reader is slow, so nothing piles up in memory. */
export interface EventStream {
  send(data: unknown): Promise<void>;
  /** `[DONE]`, then the end. */
  done(): void;
  end(): void;
}

/** Sends the head at once. JSON has no raw line breaks, so model text cannot forge an event. */
export function openEventStream(response: ServerResponse, headers: Record<string, string>): EventStream {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'x-accel-buffering': 'no',
    ...headers,
  });
  const write = async (text: string) => {
    if (response.destroyed || response.write(text)) return;
    const settled = new AbortController();
    const { signal } = settled;
    await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]);
    settled.abort(); // takes the other listener off again
  };
  return {
    send: (data) => write(`data: ${JSON.stringify(data)}\n\n`),
    done: () => void response.end('data: [DONE]\n\n'),
    end: () => void response.end(),
  };
}
