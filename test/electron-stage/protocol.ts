import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { CustomScheme, Protocol } from 'electron';

type Answer = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, Answer>();
export const schemes: CustomScheme[] = [];
let origin: string | undefined;

/** Chromium knows no scheme of ours here, so the stage serves it on loopback under an origin of its own. */
async function open(): Promise<string> {
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const opened = open().then((address) => {
  origin = address;
});

const HOST = 'lintel-app://window';

/** The address that Chromium goes to for one of the program's. */
export async function toStage(url: string): Promise<string> {
  await opened;
  return url.startsWith(HOST) ? `${origin}${url.slice(HOST.length) || '/'}` : url;
}

/** The address as the program knows it. */
export const fromStage = (url: string): string =>
  origin !== undefined && (url === origin || url.startsWith(`${origin}/`)) ? HOST + url.slice(origin.length) : url;

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  const answer = handlers.get('lintel-app');
  if (answer === undefined) return void response.writeHead(404).end();
  const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const asked = new Request(HOST + url, {
    method,
    headers,
    ...(hasBody ? { body: Readable.toWeb(request) as ReadableStream, duplex: 'half' } : {}),
  } as RequestInit);
  try {
    const { status, headers: given, body } = await answer(asked);
    response.writeHead(status, Object.fromEntries(given));
    if (body === null) return void response.end();
    // A page that leaves cancels the body, and nothing else: so does Electron.
    Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0])
      .on('error', () => response.destroy())
      .pipe(response)
      .on('close', () => undefined);
    response.once('close', () => {
      if (!response.writableFinished) void body.cancel().catch(() => undefined);
    });
  } catch {
    response.destroy();
  }
}

export const protocol = {
  registerSchemesAsPrivileged: (asked: CustomScheme[]) => void schemes.push(...asked),
  handle: (scheme: string, answer: Answer) => void handlers.set(scheme, answer),
} satisfies Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle'>;
