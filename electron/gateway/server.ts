import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { LintelError, toErrorShape } from '../../shared/chat/error.ts';
import { answerHeaders } from './answer-headers.ts';
import type { Speech } from './call.ts';
import type { Connections } from './connections.ts';
import { ERRORS } from './dialects/errors.ts';
import { type Entrance, LOOPBACK, requireNoPage, requireOwnHost, requireOwnWindow } from './entrance.ts';
import { givenKeys } from './given-keys.ts';
import type { Inspector } from './inspector.ts';
import { writeJson } from './json.ts';
import { closeEntrance, createEntrance, listenOnFree } from './listen.ts';
import { serveMetrics } from './metrics.ts';
import { createNetworkEntrances, type NetworkState, type NetworkWish } from './network.ts';
import type { GatewayOptions } from './options.ts';
import { allowOrigin, answerPreflight, notForPages } from './origin.ts';
import { pathOf, requirePlain } from './path.ts';
import { isAnotherUsers } from './peer.ts';
import { createRequestId } from './request-id.ts';
import { type AppServer, createAppServer } from './serve-apps.ts';
import { speechOf } from './speech.ts';

export type { GatewayOptions } from './options.ts';

export interface Gateway {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  readonly connections: Connections;
  readonly inspector: Inspector;
  /** Lets other computers in, or no longer. Throws `bad-request` with what to do; then none are let in. */
  expose(wish: NetworkWish | undefined): Promise<void>;
  /** Where other computers can reach it. */
  network(): NetworkState;
  close(): Promise<void>;
}

/**
 * Opens the port on loopback, at `port` or the next free one.
 * @param attempts how many ports to try; 0 as the port takes any free one
 */
export async function openGateway(options: GatewayOptions, port: number, attempts = 20): Promise<Gateway> {
  const apps = createAppServer(options);
  const serve = (entrance: Entrance) => handlerOf(options, apps, entrance);
  const server = createEntrance(serve(LOOPBACK));
  await listenOnFree(server, port, attempts);
  const own = (server.address() as AddressInfo).port;
  const network = createNetworkEntrances({
    ...{ port: own, serve },
    hasKeys: () => options.hasKeys?.() ?? false,
    names: () => options.settings?.().names ?? [],
  });
  return {
    address: `http://127.0.0.1:${own}`,
    connections: apps.connections,
    inspector: apps.inspector,
    expose: network.open,
    network: network.state,
    async close() {
      apps.close();
      await network.close();
      await closeEntrance(server);
    },
  };
}

/** What is the window's and the owner's alone. */
const isOwners = (path: string) => path === '/metrics' || path === '/ui' || path.startsWith('/ui/');
/** What the window's own page asks for. Nothing else is ever answered with the page. */
const isWindows = (path: string) => path === '/' || (!APPS.test(path) && /\.[a-z\d]{2,5}$/.test(path));
const APPS = /^\/(?:v\d\w*|api)(?:\/|$)/;

const isBrowser = ({ headers }: IncomingMessage) => /\btext\/html\b/.test(headers.accept ?? '');

/** Clients of Ollama ask for `/` to see whether it is there, and some of them read the words. */
function greet(request: IncomingMessage, response: ServerResponse): void {
  const words = 'Ollama is running';
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'content-length': words.length });
  response.end(request.method === 'HEAD' ? undefined : words);
}

function handlerOf(options: GatewayOptions, apps: AppServer, entrance: Entrance) {
  const toWindow = getRequestListener(options.window, { overrideGlobalObjects: false });

  const serveWindow = async (request: IncomingMessage, response: ServerResponse, path: string) => {
    if (!entrance.isLocal) throw new LintelError('not-found', 'Other computers can use Lintel’s models here, and nothing else.');
    if (path.startsWith('/ui/') && !options.session.allows(request)) {
      throw new LintelError('unauthorised', 'Open Lintel’s window at the address it printed when it started; it signs you in.');
    }
    if (path === '/metrics') return serveMetrics(request, response, options);
    if (path === '/') {
      if (await isAnotherUsers(request.socket))
        throw new LintelError('forbidden', 'This window is another user’s of this computer. Start a Lintel of your own.');
      response.setHeader('set-cookie', options.session.setCookie(request.socket.localPort ?? 0));
      if (!isBrowser(request)) return greet(request, response);
    }
    await toWindow(request, response);
  };

  return async (request: IncomingMessage, response: ServerResponse) => {
    const requestId = createRequestId();
    let speech: Speech = 'openai';
    for (const [name, value] of Object.entries(answerHeaders(requestId, undefined, 'No model was asked.'))) response.setHeader(name, value);
    try {
      requireOwnHost(request, entrance);
      const isNamedPage = allowOrigin(request, response, options.settings?.().allowedOrigins ?? []);
      if (isNamedPage && answerPreflight(request, response)) return;
      if (!isNamedPage) requireNoPage(request, entrance);
      const asked = pathOf(request.url ?? '');
      const place = apps.find(asked.path);
      if (place === undefined) requirePlain(asked);
      const path = place?.path ?? asked.path;
      if (isOwners(path)) requireOwnWindow(request);
      speech = speechOf(path, request);
      if (path === '/health') return tellHealth(request, response, options, entrance);
      if (!isOwners(path) && !isWindows(path)) return await apps.serve({ request, response, path, place, requestId, speech, entrance });
      if (isNamedPage) throw notForPages();
      await serveWindow(request, response, path);
    } catch (error) {
      // One that was cut off was told why.
      if (apps.connections.get(requestId)?.isCut !== true) fail(error, speech, requestId, response, options);
    }
  };
}

/** Which version it is helps whoever looks for a way in, so other computers are told only with a key. */
function tellHealth(request: IncomingMessage, response: ServerResponse, { version, findApp }: GatewayOptions, { isLocal }: Entrance): void {
  const isKnown = isLocal || givenKeys(request).some((key) => findApp(key) !== undefined);
  writeJson(response, 200, { status: 'ok', ...(isKnown ? { version } : {}) });
}

function fail(error: unknown, speech: Speech, requestId: string, response: ServerResponse, { onFault }: GatewayOptions): void {
  if (response.destroyed) return; // the caller has left; nobody is there to tell
  const shape = toErrorShape(error);
  if (shape.code === 'internal' || shape.code.startsWith('storage')) onFault(error);
  const { status, body, headers } = ERRORS[speech].whole(shape, requestId);
  if (response.headersSent) {
    // The stream has begun: an error event, and no [DONE], so nobody takes it for complete.
    if (!response.writableEnded) response.end(ERRORS[speech].inStream(shape, requestId));
    return;
  }
  // A body that was refused half-read must not be taken for the next request.
  const close: Record<string, string> = response.req.complete ? {} : { connection: 'close' };
  writeJson(response, status, body, { ...answerHeaders(requestId, undefined, shape.message), ...headers, ...close });
}
