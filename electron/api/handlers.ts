import { type Context, Hono } from 'hono';
import type { z } from 'zod';
import { BACKUP_PATH, CHAT_PATH, CHATS_EXPORT_PATH, EGRESS_EXPORT_PATH, RESTORE_PATH } from '../../shared/api/calls.ts';
import { type Contract, contract, prompt, type Reply } from '../../shared/api/contract.ts';
import { EVENTS_PATH } from '../../shared/api/topics.ts';
import { wrongField } from '../../shared/api/wrong-field.ts';
import { LintelError, toErrorShape } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import { requireFewParts } from '../gateway/body-parts.ts';
import { STATUS } from './status.ts';

/** One handler for each call of the contract, with its parsed body, path parameter and the signal that the caller has left. */
export type Handlers = {
  [Name in keyof Contract]: (input: {
    body: z.output<Contract[Name]['body']>;
    id: string;
    signal?: AbortSignal;
  }) => Reply<Name> | Promise<Reply<Name>>;
};

export interface ApiOptions {
  readonly handlers: Handlers;
  /** Answers a prompt with one JSON event a line. */
  chat(input: z.output<typeof prompt>, signal: AbortSignal): Promise<Response>;
  /** The whole egress log as a file. Throws `bad-request` for a format that there is not. */
  exportEgress(format: string | undefined): Response;
  /** Everything but models and secrets as one file. */
  backup(): Promise<Response>;
  /** Takes such a file in, for the next start. */
  restore(body: ReadableStream<Uint8Array> | null): Promise<object>;
  /** What changes, as it does. */
  events(): Response;
  /** All chats as a file, or one. Throws `bad-request` for a format that there is not, `not-found` for a chat. */
  exportChats(format: string | undefined, id: string | undefined): Response;
  /** The window's own files. */
  asset(path: string): Promise<Response>;
  /** Most bytes of a request body. */
  readonly bodyLimit: number;
  onFault(error: unknown): void;
}

/** The window's side of the port: its API under `/ui` and its files. Served over HTTP and the desktop's scheme alike. */
export function createWindowApi({
  handlers,
  chat,
  exportEgress,
  exportChats,
  backup,
  restore,
  events,
  asset,
  bodyLimit,
  onFault,
}: ApiOptions): Hono {
  const app = new Hono();
  const ui = new Hono();
  ui.use(async (context, next) => {
    await next();
    // Chats are not for the browser's disk cache.
    context.header('cache-control', 'no-store');
    context.header('x-content-type-options', 'nosniff');
  });
  // Before the calls, of which some take any name there.
  ui.get(CHATS_EXPORT_PATH, (context) => exportChats(context.req.query('format'), context.req.query('id')));
  ui.get(EGRESS_EXPORT_PATH, (context) => exportEgress(context.req.query('format')));
  ui.get(EVENTS_PATH, () => events());
  ui.get(BACKUP_PATH, () => backup());
  ui.post(RESTORE_PATH, async (context) => {
    requireWindowHeader(context);
    return context.json(await restore(context.req.raw.body));
  });
  for (const name of Object.keys(contract) as (keyof Contract)[]) {
    const { method, path, body } = contract[name];
    const handle = handlers[name] as (input: { body: unknown; id: string; signal?: AbortSignal }) => unknown;
    // What a reading call needs comes in the address.
    const takesQuery = method === 'GET' && !body.safeParse(undefined).success;
    ui.on(method, path, async (context) => {
      requireWindowHeader(context);
      const parsed = parse(
        body,
        takesQuery ? context.req.query() : method === 'GET' || method === 'DELETE' ? undefined : await readJson(context, bodyLimit),
      );
      return context.json((await handle({ body: parsed, id: context.req.param('id') ?? '', signal: context.req.raw.signal })) as object);
    });
  }
  ui.post(CHAT_PATH, async (context) => {
    requireWindowHeader(context);
    return chat(parse(prompt, await readJson(context, bodyLimit)), context.req.raw.signal);
  });
  ui.all('*', (context) => {
    throw new LintelError('not-found', say`There is no ${context.req.method} ${context.req.path} in the window’s API.`);
  });
  app.route('/ui', ui);
  app.get('*', (context) => asset(context.req.path));
  app.notFound((context) =>
    failure(context, new LintelError('not-found', say`There is no ${context.req.method} ${context.req.path} here.`)),
  );
  app.onError((error, context) => {
    const { code } = toErrorShape(error);
    if (code === 'internal' || code.startsWith('storage')) onFault(error);
    return failure(context, error);
  });
  return app;
}

/** A form on a web page cannot send this header, so nothing changes behind a person's back. */
function requireWindowHeader(context: Context): void {
  if (context.req.method !== 'GET' && context.req.header('x-lintel-window') !== '1') {
    throw new LintelError('forbidden', say`Calls that change something need the header “x-lintel-window: 1”.`);
  }
}

/** The body as JSON, of a bounded number of values. Stops reading past `limit` bytes: Hono's own limit fails on requests without a length. */
async function readJson(context: Context, limit: number): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const bytes of context.req.raw.body ?? []) {
    length += bytes.length;
    if (length > limit) {
      throw new LintelError('body-too-large', say`The message is over the limit of ${Math.floor(limit / 2 ** 20)} MiB. Send less at once.`);
    }
    chunks.push(bytes);
  }
  const body = Buffer.concat(chunks, length);
  requireFewParts(body);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new LintelError('bad-request', say`The body is not valid JSON.`, { cause: error });
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw wrongField(parsed.error);
}

function failure(context: Context, error: unknown): Response {
  const shape = toErrorShape(error);
  // The rest of such a body is never read, so no other request may follow it on its connection.
  if (shape.code === 'body-too-large') context.header('connection', 'close');
  return context.json({ error: shape }, STATUS[shape.code]);
}
