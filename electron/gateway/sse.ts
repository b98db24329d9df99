import type { ServerResponse } from 'node:http';
import { drained } from './drained.ts';

/** Server-sent events on a response. A promise asks to wait while the reader is slow, so nothing piles up in memory. */
export interface EventStream {
  /** @param event its name, in dialects whose events have one */
  send(data: unknown, event?: string): void | Promise<void>;
  /** The same for JSON that is written already, several values in one go. */
  sendJson(values: readonly string[]): void | Promise<void>;
  /** `[DONE]`, then the end. */
  done(): void;
  end(): void;
}

/** Whoever stands between closes what is silent for long; a comment every so often keeps it open. In milliseconds. */
const KEEP_ALIVE_MS = 15_000;

/** Sends the head at once. JSON has no raw line breaks, so model text cannot forge an event. */
export function openEventStream(response: ServerResponse, headers: Record<string, string>, keepAliveMs = KEEP_ALIVE_MS): EventStream {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'x-accel-buffering': 'no',
    ...headers,
  });
  const silence = setInterval(() => {
    // A reader that takes nothing needs no more to read.
    if (!response.writableNeedDrain && !response.writableEnded) response.write(': keep-alive\n\n');
  }, keepAliveMs);
  response.once('close', () => clearInterval(silence));
  // Of a caller who left before the first word no end is told any more.
  if (response.destroyed) clearInterval(silence);
  let isFirst = true;
  /** Node holds back what is written until this turn of the loop is over; the first words wait for nothing that is to be done in it. */
  const writeNow = (text: string): boolean => {
    isFirst = false;
    const { socket } = response;
    socket?.cork();
    const isTaken = response.write(text);
    socket?.uncork();
    return isTaken;
  };
  const write = (text: string) => {
    if (response.destroyed || response.writableEnded) return undefined;
    silence.refresh();
    return (isFirst ? writeNow(text) : response.write(text)) ? undefined : drained(response);
  };
  return {
    send: (data, event) => write(`${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`),
    sendJson(values) {
      let text = '';
      for (const json of values) text += `data: ${json}\n\n`;
      return write(text);
    },
    done: () => void response.end('data: [DONE]\n\n'),
    end: () => void response.end(),
  };
}
