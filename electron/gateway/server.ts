import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { LintelError, toErrorShape } from '../../shared/chat/error.ts';
import type { Ports } from '../../shared/routing/ports.ts';
import { answerHeaders } from './answer-headers.ts';
import { bearerOf } from './bearer.ts';
import { createBodyBudget } from './body-budget.ts';
import { chatCompletions } from './chat-completions.ts';
import { openaiError } from './dialects/openai-chat/errors.ts';
import { writeJson } from './json.ts';
import { requireLoopback, requireOwnWindow } from './loopback.ts';
import { type MetricsText, serveMetrics } from './metrics.ts';
import { modelList } from './model-list.ts';
import { pathOf } from './path.ts';
import { isAnotherUsers } from './peer.ts';
import type { Session } from './session.ts';

/** Who a key belongs to. */
export interface App {
  readonly id: string;
  /** What the user called it; rules know it by that. */
  readonly name?: string;
  /** Privacy tags of every prompt that comes with it. */
  readonly tags: readonly string[];
  /** The targets it may use; absent: all. */
  readonly allowed?: readonly string[];
}

export interface GatewayOptions {
  readonly ports: Ports;
  readonly session: Session;
  readonly version: string;
  /** Most bytes of a request body. */
  readonly bodyLimit: number;
  /** Most bytes of all bodies of one app that are not answered yet; absent: 64 MiB. */
  readonly appBodyBytes?: number;
  /** The app that a key belongs to, or nothing. */
  findApp(key: string): App | undefined;
  /** Looks for changed models; called when an app lists them. */
  refreshModels(): Promise<void>;
  /** What is measured; absent: there is no `/metrics`. */
  readonly metrics?: MetricsText;
  /** The window's files and its API. */
  window(request: Request): Promise<Response>;
  /** Told of every failure that is Lintel's own. */
  onFault(error: unknown): void;
}

export interface Gateway {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Opens the port on loopback, at `port` or the next free one.
 * @param attempts how many ports to try; 0 as the port takes any free one
 */
export async function openGateway(options: GatewayOptions, port: number, attempts = 20): Promise<Gateway> {
  const server = createServer({ requestTimeout: 120_000, headersTimeout: 20_000 }, handlerOf(options));
  server.on('clientError', refuseUnreadable);
  await listenOnFree(server, port, attempts);
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listenOnFree(server: Server, port: number, attempts: number): Promise<void> {
  const last = Math.min(65_535, port + attempts - 1);
  for (let next = port; ; next++) {
    try {
      server.listen(next, '127.0.0.1');
      await once(server, 'listening');
      return;
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken)
        throw new LintelError('internal', `Port ${next} cannot be opened: ${String(error)}. Choose another with --port.`, { cause: error });
      if (next >= last)
        throw new LintelError('internal', `Ports ${port} to ${last} are all taken. Choose another with --port.`, { cause: error });
    }
  }
}

function handlerOf(options: GatewayOptions) {
  const toWindow = getRequestListener(options.window, { overrideGlobalObjects: false });
  const budget = createBodyBudget(options.appBodyBytes);
  const startedAt = options.ports.clock.now();

  const serveApps = async (request: IncomingMessage, response: ServerResponse, path: string, requestId: string) => {
    const app = options.findApp(bearerOf(request) ?? '');
    if (app === undefined) {
      throw new LintelError(
        'unauthorised',
        'This key is missing, unknown or revoked. Make one with: lintel keys create NAME, and send it as “Authorization: Bearer KEY”.',
      );
    }
    if (path === '/v1/chat/completions' && request.method === 'POST') {
      const allowed = app.allowed === undefined ? {} : { allowed: app.allowed };
      const named = app.name === undefined ? {} : { appName: app.name };
      return chatCompletions(request, response, { requestId, app: app.id, ...named, tags: app.tags, ...allowed }, { ...options, budget });
    }
    if (path === '/v1/models' && (request.method === 'GET' || request.method === 'HEAD')) {
      await options.refreshModels();
      return writeJson(response, 200, modelList(options.ports.fleet.targets(), app.allowed, startedAt));
    }
    throw new LintelError(
      'not-found',
      `There is no ${request.method} ${path} here. Lintel speaks GET /v1/models and POST /v1/chat/completions.`,
    );
  };

  const serveWindow = async (request: IncomingMessage, response: ServerResponse, path: string) => {
    if (path.startsWith('/ui/') && !options.session.allows(request)) {
      throw new LintelError('unauthorised', 'Open Lintel’s window at the address it printed when it started; it signs you in.');
    }
    if (path === '/') {
      if (await isAnotherUsers(request.socket))
        throw new LintelError('forbidden', 'This window is another user’s of this computer. Start a Lintel of your own.');
      response.setHeader('set-cookie', options.session.setCookie(request.socket.localPort ?? 0));
    }
    await toWindow(request, response);
  };

  return async (request: IncomingMessage, response: ServerResponse) => {
    const requestId = randomUUID();
    for (const [name, value] of Object.entries(answerHeaders(requestId, undefined, 'No model was asked.'))) response.setHeader(name, value);
    try {
      requireLoopback(request);
      const path = pathOf(request.url ?? '');
      if (path.startsWith('/ui/') || path === '/metrics') requireOwnWindow(request);
      if (path === '/health') return writeJson(response, 200, { status: 'ok', version: options.version });
      if (path === '/metrics') return serveMetrics(request, response, options);
      if (path === '/v1' || path.startsWith('/v1/')) return await serveApps(request, response, path, requestId);
      await serveWindow(request, response, path);
    } catch (error) {
      fail(error, requestId, response, options);
    }
  };
}

/** Answers what is not HTTP, or comes too slowly, or with too many headers. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const status = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }[error.code ?? ''] ?? 400;
  const reason = 'This is not a request that Lintel can read: it is malformed, too slow, or its headers are too large.';
  const body = JSON.stringify({ error: { message: reason, type: 'invalid_request_error', param: null, code: 'unreadable_request' } });
  const headers = Object.entries({ ...answerHeaders(randomUUID(), undefined, reason), 'content-type': 'application/json; charset=utf-8' });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function fail(error: unknown, requestId: string, response: ServerResponse, { onFault }: GatewayOptions): void {
  if (response.destroyed) return; // the caller has left; nobody is there to tell
  const shape = toErrorShape(error);
  if (shape.code === 'internal' || shape.code.startsWith('storage')) onFault(error);
  const { status, body, headers } = openaiError(shape);
  if (response.headersSent) {
    // The stream has begun: an error event, and no [DONE], so nobody takes it for complete.
    if (!response.writableEnded) response.end(`data: ${JSON.stringify(body)}\n\n`);
    return;
  }
  // A body that was refused half-read must not be taken for the next request.
  const close: Record<string, string> = response.req.complete ? {} : { connection: 'close' };
  writeJson(response, status, body, { ...answerHeaders(requestId, undefined, shape.message), ...headers, ...close });
}
