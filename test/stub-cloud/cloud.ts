// A cloud on this computer, for tests and measurements of everything that talks to providers.
//
//   const cloud = await openStubCloud();            // or: node test/stub-cloud/main.ts [PORT], which prints its address
//   provider.baseUrl = `${cloud.address}/v1`;       // any prefix will do; also /v1beta, /v2, /model/…
//
// What it answers is up to the model that is asked for, in the body or (Gemini, Bedrock) in the path:
//   `openai.tools`, `groq.text`, `anthropic.429`    replays that recording (recordings/*.txt, format in recording.ts)
//   any other name                                  answers like a model, echoing (echo.ts): the name may say how, as in
//                                                   `echo-tokens-200-gap-5-first-100-usage-none-context-4096`
// GETs are free: /models, /health, /metrics, /props, /slots, /api/ps, /api/tags, /api/version, /api/v0/models (free.ts);
// POST /embeddings and /rerank (or /v1/rerank, /v2/rerank) answer with figures computed from the texts.
// `cloud.keys` says which keys are refused, `cloud.shape` cuts, chops and slows every answer, `cloud.load` is what it says
// of its queue. `cloud.visits` has each request as it came, and when its connection closed; `cloud.sockets` counts connections.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { echo } from './echo.ts';
import { free } from './free.ts';
import { type Recording, readRecordings } from './recording.ts';

/** One request as it came. */
export interface Visit {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Counts connections from 1. */
  readonly socket: number;
  /** When its head was there, on `performance.now()`. */
  readonly at: number;
  /** When the connection or the answer ended, and which of both. */
  closedAt?: number;
  isComplete?: boolean;
}

/** What happens to every answer. */
export interface Shape {
  /** The connection breaks after so many bytes of the body. */
  readonly cutAfter?: number;
  /** The answer ends after so many bytes of the body, in good order. */
  readonly endAfter?: number;
  /** The body is sent in pieces of so many bytes. */
  readonly chop?: number;
  /** Milliseconds between two pieces. */
  readonly gapMs?: number;
}

/** What a server says of its load. */
export interface Load {
  readonly running: number;
  readonly waiting: number;
  /** From 0 to 1. */
  readonly cacheUsed: number;
}

export interface StubCloud {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  readonly visits: Visit[];
  /** Connections that were ever opened, and that are open now. */
  readonly sockets: { opened: number; open: number };
  /** Keys and the status they are answered with; what is not here is taken. */
  readonly keys: Map<string, number>;
  /** What `/models` lists. */
  models: readonly string[];
  /** On which days those end, as `2026-01-31`. */
  ends: Readonly<Record<string, string>>;
  load: Load;
  shape: Shape;
  /** Keeps no visits, for measurements. */
  forgetful: boolean;
  close(): Promise<void>;
}

const KEY_RECORDINGS: Readonly<Record<number, string>> = {
  401: 'openai.401',
  402: 'deepseek.402',
  403: 'openai.403',
  429: 'openai.429-retry-after',
};

export async function openStubCloud({ port = 0 }: { port?: number } = {}): Promise<StubCloud> {
  const recordings = readRecordings();
  const numbers = new WeakMap<Socket, number>();
  const cloud: StubCloud = {
    address: '',
    visits: [],
    sockets: { opened: 0, open: 0 },
    keys: new Map(),
    models: ['echo', ...recordings.keys()],
    ends: {},
    load: { running: 0, waiting: 0, cacheUsed: 0 },
    shape: {},
    forgetful: false,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  const server = createServer(async (request, response) => {
    const at = performance.now();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    if (!cloud.forgetful) note(cloud, request, response, { body, at, socket: numbers.get(request.socket) ?? 0 });
    await answer(cloud, recordings, request, body, response);
  });
  server.on('connection', (socket) => {
    cloud.sockets.opened++;
    cloud.sockets.open++;
    numbers.set(socket, cloud.sockets.opened);
    socket.once('close', () => cloud.sockets.open--);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return Object.assign(cloud, { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

function note(
  cloud: StubCloud,
  { method = '', url = '', headers }: IncomingMessage,
  response: ServerResponse,
  rest: Pick<Visit, 'body' | 'at' | 'socket'>,
) {
  const visit: Visit = { method, path: url, headers, ...rest };
  cloud.visits.push(visit);
  const end = () => {
    visit.closedAt = performance.now();
    visit.isComplete = response.writableFinished;
  };
  // Whoever left while it was read is not told of again.
  if (response.closed || response.destroyed) end();
  else response.once('close', end);
}

async function answer(
  cloud: StubCloud,
  recordings: ReadonlyMap<string, Recording>,
  request: IncomingMessage,
  body: string,
  response: ServerResponse,
): Promise<unknown> {
  const path = (request.url ?? '').replace(/\?.*$/, '');
  const refused = cloud.keys.get(keyOf(request));
  if (refused !== undefined) return play(recordings.get(KEY_RECORDINGS[refused] ?? 'openai.401'), response, cloud.shape);
  if (request.method === 'GET') return free(cloud, path, response);
  const asked = JSON.parse(body === '' ? '{}' : body) as Record<string, unknown>;
  const model = String(asked.model ?? /\/models?\/([^/:]+)/.exec(path)?.[1] ?? '');
  const recording = recordings.get(decodeURIComponent(model));
  return recording === undefined ? echo(path, model, asked, response) : play(recording, response, cloud.shape);
}

/** The key that a request carries, in whatever header providers have for it. */
function keyOf({ headers }: IncomingMessage): string {
  const bearer = /^Bearer (.*)$/i.exec(headers.authorization ?? '')?.[1];
  return bearer ?? [headers['x-api-key'] ?? headers['api-key'] ?? headers['x-goog-api-key'] ?? ''].flat()[0] ?? '';
}

/** Plays a recording, shaped. */
async function play(recording: Recording | undefined, response: ServerResponse, { cutAfter, endAfter, chop, gapMs = 0 }: Shape) {
  if (recording === undefined) throw new Error('There is no such recording.');
  response.writeHead(recording.status, recording.headers);
  let left = cutAfter ?? endAfter ?? Number.POSITIVE_INFINITY;
  for (const step of recording.steps) {
    if (response.destroyed) return;
    if (step === 'hang') return void response.flushHeaders();
    if (step === 'cut') {
      await flushed(response);
      return void response.destroy();
    }
    if (typeof step === 'number') {
      response.flushHeaders();
      await wait(step);
      continue;
    }
    const kept = step.subarray(0, left);
    left -= kept.length;
    for (let at = 0; at < kept.length; at += chop ?? kept.length) {
      if (at > 0) await (gapMs > 0 ? wait(gapMs) : flushed(response));
      response.write(kept.subarray(at, at + (chop ?? kept.length)));
    }
    if (left === 0 && cutAfter !== undefined) {
      await flushed(response);
      return void response.destroy();
    }
    if (left === 0) break;
  }
  response.end();
}

/** Waits until what was written left this process. */
const flushed = (response: ServerResponse) =>
  new Promise<void>((resolve) => {
    const done = () => {
      response.off('close', done);
      resolve();
    };
    response.flushHeaders();
    if (response.destroyed) return resolve();
    response.once('close', done);
    response.write('', () => setImmediate(done));
  });
