import type { IncomingHttpHeaders } from 'node:http';
import { createObservers } from '../../electron/api/observers.ts';
import { zoneOfAddress } from '../../electron/egress/address.ts';
import { errandToPlace } from '../../electron/egress/errand.ts';
import type { Post } from '../../electron/telemetry/delivery.ts';
import { door, listen, textOf } from '../egress/servers.ts';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server that takes what is posted to it, and answers as `answer` says. */
export async function collector(
  answer: (received: Received, index: number) => { status: number; headers?: Record<string, string> } = () => ({ status: 200 }),
) {
  const received: Received[] = [];
  const port = await listen(async (request, response) => {
    const one = { path: request.url ?? '', headers: request.headers, body: await textOf(request) };
    const { status, headers = {} } = answer(one, received.push(one) - 1);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end('{}');
  }, false);
  return { received, url: `http://127.0.0.1:${port}` };
}

/** The real door, and the way through it as Lintel takes it. */
export function wayOut(settings: object = {}) {
  const opened = door({});
  const observers = createObservers({
    settings: { get: () => ({ telemetry: {}, alerts: {}, ...settings }) as never },
    endpoint: undefined,
    headers: { read: () => undefined },
    stayOnDevice: () => false,
    door: () => opened,
  });
  const post: Post = (parcel, signal) => observers.post('telemetry', parcel, signal);
  return {
    ...opened,
    post,
    observers,
    errandFor: (url: string) => errandToPlace('telemetry', { name: 'There', zone: zoneOfAddress(url), origins: [new URL(url).origin] }),
  };
}
