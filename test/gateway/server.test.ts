import { execFile, execFileSync } from 'node:child_process';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import OpenAI from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { type Gateway, openGateway } from '../../electron/gateway/server.ts';
import { createSession } from '../../electron/gateway/session.ts';
import { pathOfCall } from '../../shared/api/calls.ts';
import { LintelError } from '../../shared/chat/error.ts';
import type { ChatEvent } from '../../shared/chat/event.ts';
import { NO_USAGE } from '../../shared/chat/usage.ts';
import type { Engine, Ports } from '../../shared/routing/ports.ts';
import { crash, fakePorts, finish, start, target, text } from '../fakes/ports.ts';

const KEY = ['lintel', 'test', 'key'].join('-');
const BODY_LIMIT = 64 * 1024;
/** A user that is nobody else here; only the administrator can become one, and only where that user may run Node. */
const NOBODY = { uid: 65_534, gid: 65_534, cwd: '/' };
const canBeAnother = (() => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('/usr/bin/env', ['node', '-e', ''], NOBODY);
    return true;
  } catch {
    return false;
  }
})();
let gateway: Gateway | undefined;
afterEach(() => gateway?.close());

async function open(ports: Ports = fakePorts([target('a')])): Promise<string> {
  gateway = await openGateway(
    {
      ports,
      session: createSession('instance-token'),
      version: '0.0.0',
      bodyLimit: BODY_LIMIT,
      findApp: (key) => (key === KEY ? { id: 'app-1', tags: [] } : undefined),
      refreshModels: async () => {},
      window: async (asked) => new Response(`window ${new URL(asked.url).pathname}`),
      onFault: () => {},
    },
    0,
  );
  return gateway.address;
}

const client = (address: string, key = KEY) => new OpenAI({ baseURL: `${address}/v1`, apiKey: key, maxRetries: 0 });
const hello = { model: 'auto', messages: [{ role: 'user' as const, content: 'Hello' }] };
const post = (address: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(`${address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...headers },
    body,
  });

/** A request with headers that fetch would not let through. */
function raw(address: string, path: string, headers: Record<string, string>, method = 'GET'): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(address + path, { method, headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** Sends raw bytes and reads until the other side closes. */
function speak(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let answer = '';
    socket.on('data', (piece) => (answer += piece));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

describe('POST /v1/chat/completions', () => {
  it('answers the official client at once, with usage and the x-lintel headers', async () => {
    const address = await open(fakePorts([target('a')], { a: [start, text('Good '), text('day'), finish] }));
    const { data, response } = await client(address).chat.completions.create(hello).withResponse();
    expect(data).toMatchObject({
      object: 'chat.completion',
      model: 'a',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Good day' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5, prompt_tokens_details: { cached_tokens: 0 } },
    });
    expect(response.headers.get('x-lintel-request-id')).toMatch(/^[\da-f-]{36}$/);
    expect(response.headers.get('x-lintel-target')).toBe('a');
    expect(response.headers.get('x-lintel-zone')).toBe('device');
    expect(response.headers.get('x-lintel-reason')).toBe('Stayed on this device because a is the only model you have.');
  });

  it('gives as the reason who really answered, streaming or not', async () => {
    for (const stream of [false, true]) {
      const fleet = [target('big', { quality: 1 }), target('small')];
      const address = await open(fakePorts(fleet, { big: [start, crash], small: [start, text('I did'), finish] }));
      const response = await post(address, JSON.stringify({ ...hello, stream }));
      expect(await response.text()).toContain('I did');
      expect(response.headers.get('x-lintel-target')).toBe('small');
      expect(response.headers.get('x-lintel-reason')).toMatch(/big .*small/);
      await gateway?.close();
      gateway = undefined;
    }
  });

  it('streams to the official client: role first, then text, finish, usage', async () => {
    const address = await open(
      fakePorts([target('a')], { a: [start, text('one '), text('two'), { ...finish, reason: 'length' } as ChatEvent] }),
    );
    const { data, response } = await client(address)
      .chat.completions.create({ ...hello, stream: true, stream_options: { include_usage: true } })
      .withResponse();
    const chunks = await Array.fromAsync(data);
    expect(response.headers.get('x-lintel-target')).toBe('a');
    expect(chunks.map((chunk) => chunk.choices[0]?.delta)).toEqual([
      { role: 'assistant', content: '' },
      { content: 'one ' },
      { content: 'two' },
      {},
      undefined,
    ]);
    expect(chunks.map((chunk) => chunk.choices[0]?.finish_reason)).toEqual([null, null, null, 'length', undefined]);
    expect(chunks.at(-1)?.usage).toMatchObject({ prompt_tokens: 3, completion_tokens: 2 });
    expect(new Set(chunks.map((chunk) => chunk.id)).size).toBe(1);
  });

  it('ends a stream that breaks with an error event and no [DONE]', async () => {
    const address = await open(fakePorts([target('a')], { a: [start, text('half'), crash] }));
    const body = await (await post(address, JSON.stringify({ ...hello, stream: true }))).text();
    expect(body).toContain('"code":"engine_crashed"');
    expect(body).not.toContain('[DONE]');
    await expect(async () => {
      for await (const _ of await client(address).chat.completions.create({ ...hello, stream: true })) {
      }
    }).rejects.toThrow('It ended.');
  });

  it('cannot be made to forge an event by line breaks in the text', async () => {
    const address = await open(fakePorts([target('a')], { a: [start, text('x\r\n\r\ndata: [DONE]\n\nevent: y\u2028z'), finish] }));
    const chunks = await Array.fromAsync(await client(address).chat.completions.create({ ...hello, stream: true }));
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe('x\r\n\r\ndata: [DONE]\n\nevent: y\u2028z');
  });

  it('cancels the engine as soon as the caller leaves, streaming or not', async () => {
    for (const stream of [true, false]) {
      const cancelled = Promise.withResolvers<void>();
      const endless: Engine = {
        async *chat(_permit, _request, signal) {
          signal.addEventListener('abort', () => cancelled.resolve(), { once: true });
          yield start;
          while (!signal.aborted) {
            yield text('more ');
            await new Promise((resolve) => setTimeout(resolve, 2));
          }
          yield { type: 'finish', reason: 'cancelled', usage: NO_USAGE };
        },
      };
      const ports = fakePorts([target('a')], { a: endless });
      const address = await open(ports);
      const leaving = new AbortController();
      const answer = client(address).chat.completions.create({ ...hello, stream } as typeof hello, { signal: leaving.signal });
      setTimeout(() => leaving.abort(), 50);
      await Promise.allSettled([answer]);
      await cancelled.promise;
      await expect.poll(() => ports.recorded.answers).toMatchObject([{ status: 'cancelled' }]);
      await gateway?.close();
      gateway = undefined;
    }
  });

  it('takes tags from the header and from metadata, and keeps the prompt within them', async () => {
    const ports = fakePorts([target('far', { zone: 'cloud' })]);
    const address = await open(ports);
    const viaHeader = await post(address, JSON.stringify(hello), { 'x-lintel-tags': 'Private, work' });
    expect(viaHeader.status).toBe(422);
    expect(viaHeader.headers.get('x-lintel-target')).toBe('none');
    expect(viaHeader.headers.get('x-lintel-reason')).toContain('this may go no further than this device');
    const viaBody = await post(address, JSON.stringify({ ...hello, metadata: { lintel: { tags: ['internal'] } } }));
    expect((await viaBody.json()) as object).toMatchObject({ error: { code: 'no_permitted_target' } });
    expect(ports.recorded.reached.size).toBe(0);
    expect((await post(address, JSON.stringify({ ...hello, metadata: { lintel: { ceiling: 'cloud' } } }))).status).toBe(400);
  });

  it.each([
    ['bad JSON', '{"model": "auto",', 400, null, 'not valid JSON'],
    ['invalid UTF-8', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), 400, null, 'not UTF-8'],
    ['an array', '[]', 400, null, 'JSON object'],
    ['an empty body', '', 400, null, 'not valid JSON'],
    ['no messages', JSON.stringify({ model: 'auto' }), 400, 'messages', 'messages'],
    ['a wrong type', JSON.stringify({ ...hello, temperature: 'hot' }), 400, 'temperature', 'temperature'],
    [
      'a wrong type deep inside',
      JSON.stringify({ model: 'auto', messages: [{ role: 'user', content: 7 }] }),
      400,
      'messages[0].content',
      'messages[0].content',
    ],
    ['an unknown role', JSON.stringify({ model: 'auto', messages: [{ role: 'wizard', content: 'x' }] }), 400, 'messages[0].role', 'role'],
    ['several answers that no target gives', JSON.stringify({ ...hello, n: 2 }), 422, null, 'It cannot give several answers at once.'],
    ['a field it cannot honour', JSON.stringify({ ...hello, audio: {} }), 400, 'audio', 'not supported'],
    ['a bias beyond its bounds', JSON.stringify({ ...hello, logit_bias: { 5: 101 } }), 400, 'logit_bias.5', '100'],
    ['an unknown model', JSON.stringify({ ...hello, model: 'gpt-9' }), 404, 'model', 'Use “auto” or one of: a.'],
    [
      'tools no target has',
      JSON.stringify({ ...hello, tools: [{ type: 'function', function: { name: 'look' } }] }),
      422,
      null,
      'It cannot call tools.',
    ],
    [
      'a prompt longer than any window',
      JSON.stringify({ model: 'auto', messages: [{ role: 'user', content: 'word '.repeat(8_000) }] }),
      400,
      null,
      '2,048',
    ],
    ['a body over the limit', JSON.stringify({ ...hello, user: 'x'.repeat(BODY_LIMIT) }), 413, null, 'over the limit'],
  ])('answers %s with an error in OpenAI’s shape', async (_name, body, status, param, words) => {
    const response = await post(await open(), body);
    const { error } = (await response.json()) as { error: { message: string; type: string; param: string | null; code: string | null } };
    expect({ status: response.status, param: error.param }).toEqual({ status, param });
    expect(error.message).toContain(words);
    expect(response.headers.get('x-lintel-request-id')).toMatch(/^[\da-f-]{36}$/);
  });

  it('refuses a body over the limit that does not say its length', async () => {
    const address = await open();
    const chunk = new TextEncoder().encode('x'.repeat(16_384));
    let chunks = 0;
    // Far over the limit, but not without end: whoever reads on must fail here and not hang.
    const long = new ReadableStream({
      pull: (controller) => (chunks++ < 1_000 ? controller.enqueue(chunk) : controller.close()),
    });
    const answer = fetch(`${address}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}` },
      body: long,
      duplex: 'half',
      signal: AbortSignal.timeout(5_000),
    } as RequestInit);
    const outcome = await answer.then(
      (response) => response.status,
      (error: Error) => (error.name === 'TimeoutError' ? 'no answer' : 'connection closed'),
    );
    expect(chunks).toBeLessThan(1_000);
    expect([413, 'connection closed']).toContain(outcome);
    expect((await post(address, JSON.stringify(hello))).status).toBe(200);
  });

  it('says that storage failed, with a status of its own', async () => {
    const ports = fakePorts([target('a')]);
    const full: Ports = {
      ...ports,
      ledger: {
        ...ports.ledger,
        opened() {
          throw new LintelError('storage-full', 'The disk is full. Free some space and try again.');
        },
      },
    };
    const response = await post(await open(full), JSON.stringify(hello));
    expect(response.status).toBe(507);
    expect(await response.json()).toMatchObject({
      error: { code: 'storage_full', message: 'The disk is full. Free some space and try again.' },
    });
  });
});

describe('the door', () => {
  it.each([
    ['no key', {}],
    ['an unknown key', { authorization: 'Bearer nope' }],
    ['another scheme', { authorization: `Basic ${KEY}` }],
    ['an empty key', { authorization: 'Bearer ' }],
  ])('refuses %s on every /v1 path', async (_name, headers) => {
    const address = await open();
    for (const [method, path] of [
      ['GET', '/v1/models'],
      ['POST', '/v1/chat/completions'],
      ['GET', '/v1/anything'],
    ] as const) {
      const response = await fetch(address + path, { method, headers });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({
        error: { code: 'invalid_api_key', message: expect.stringContaining('lintel keys create') },
      });
    }
  });

  it.each([
    ['another host', { host: 'evil.example' }],
    ['another host with our port', { host: 'evil.example:5468' }],
    ['a host that only begins like ours', { host: 'localhost.evil.example' }],
    ['a page of another site', { origin: 'https://evil.example' }],
    ['an opaque origin', { origin: 'null' }],
    ['a page on another local port', { origin: 'http://127.0.0.1:1' }],
    ['a script of another local port', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' }],
    ['an image on another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
  ])('refuses %s, whatever the path and the key', async (_name, headers) => {
    const address = await open();
    for (const path of ['/', '/health', '/v1/models', '/ui/state']) {
      const { status, body } = await raw(address, path, { authorization: `Bearer ${KEY}`, ...headers });
      expect({ path, status }).toEqual({ path, status: 403 });
      expect(body).not.toContain(`window ${path}`);
    }
  });

  it.each(['same-site', 'cross-site'])('lets a %s page link to the window, and cause no call of its API by that', async (site) => {
    const address = await open();
    const page = await fetch(`${address}/`);
    const headers = {
      cookie: page.headers.get('set-cookie')?.split(';')[0] ?? '',
      'sec-fetch-site': site,
      'sec-fetch-mode': 'navigate',
    };
    expect((await raw(address, '/', headers)).status).toBe(200);
    for (const path of ['/ui/hub/search?q=x', '/ui/state']) expect((await raw(address, path, headers)).status).toBe(403);
    expect((await raw(address, '/ui/state', { ...headers, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' })).status).toBe(200);
  });

  it.each([
    '/%75i/state',
    '/u%69/state',
    '/x/../ui/state',
    '/./ui/state',
    '//ui/state',
    '/ui//state',
    '/ui%2fstate',
    'http://127.0.0.1/ui/state',
    'http://evil.example/ui/state',
    '/v1/%6dodels',
    '/..%2f..%2fetc/passwd',
    '/a%00.js',
    '*',
  ])('refuses the spelling %s of a path', async (target) => {
    const { port } = new URL(await open());
    const answer = await speak(Number(port), `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).not.toContain('window /');
    expect(answer).toContain('"code":null');
  });

  it.each([
    ['not HTTP at all', 'hello\r\n\r\n', 400],
    ['two lengths', 'POST /v1/models HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx', 400],
    ['headers without end', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
  ])('answers %s with JSON and the headers of every answer', async (_name, bytes, status) => {
    const answer = await speak(Number(new URL(await open()).port), bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain('"code":"unreadable_request"');
    expect(answer).toContain('x-lintel-request-id: ');
  });

  it('carries its headers on every answer, not only on completions', async () => {
    const address = await open();
    for (const path of ['/', '/health', '/v1/models', '/v1/nowhere', '/ui/state', '/nothing.js']) {
      const response = await fetch(address + path, { headers: { authorization: `Bearer ${KEY}` } });
      for (const name of ['x-lintel-request-id', 'x-lintel-target', 'x-lintel-zone', 'x-lintel-reason'])
        expect(response.headers.get(name)).toBeTruthy();
    }
  });

  it('serves calls about a model whose id holds a colon', async () => {
    const address = await open();
    const path = `/ui${pathOfCall('modelFit', 'tiny:1b')}`;
    expect(path).toBe('/ui/models/tiny:1b/fit');
    expect(await (await fetch(address + path, { headers: { authorization: 'Bearer instance-token' } })).text()).toBe(
      'window /ui/models/tiny:1b/fit',
    );
  });

  it('lists the models and auto, with window and abilities', async () => {
    const address = await open(fakePorts([target('a'), target('broken', { fault: 'cut short' })]));
    const models = await Array.fromAsync(await client(address).models.list());
    expect(models.map((model) => model.id)).toEqual(['auto', 'auto:private', 'auto:fast', 'auto:cheap', 'auto:best', 'a']);
    expect(models.at(-1)).toMatchObject({ object: 'model', context_window: 2048, zone: 'device' });
  });

  it('answers an unknown path with a JSON 404', async () => {
    const response = await fetch(`${await open()}/v1/nowhere`, { headers: { authorization: `Bearer ${KEY}` } });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'not_found' } });
  });

  it('gives the window’s API only to the session it began, or to who holds the instance token', async () => {
    const address = await open();
    expect((await fetch(`${address}/ui/state`)).status).toBe(401);
    expect((await fetch(`${address}/ui/state`, { headers: { authorization: `Bearer ${KEY}` } })).status).toBe(401);
    expect((await fetch(`${address}/ui/state`, { headers: { authorization: 'Bearer instance-token' } })).status).toBe(200);
    const page = await fetch(`${address}/`);
    const cookie = page.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    expect((await fetch(`${address}/ui/state`, { headers: { cookie: cookie.split(';')[0] ?? '' } })).status).toBe(200);
  });

  it.skipIf(!canBeAnother)('does not open the window for another user of this computer', async () => {
    const address = await open();
    // Run as that user, with the port as this one's: the administrator is never another.
    const getuid = process.getuid;
    process.getuid = () => 12_345;
    try {
      const asOther = (path: string) =>
        new Promise<string>((resolve, reject) => {
          const script = `fetch(${JSON.stringify(address + path)}).then((answer) => process.stdout.write(answer.status + ' ' + (answer.headers.get('set-cookie') ?? '')))`;
          execFile('/usr/bin/env', ['node', '-e', script], NOBODY, (error, stdout) => (error ? reject(error) : resolve(stdout)));
        });
      expect(await asOther('/')).toBe('403 ');
      expect(await asOther('/health')).toBe('200 ');
      // The administrator's own connection still opens it.
      expect((await fetch(`${address}/`)).headers.get('set-cookie')).toContain('HttpOnly');
    } finally {
      if (getuid !== undefined) process.getuid = getuid;
    }
  });

  it('takes the next port when one is taken', async () => {
    const first = await open();
    const second = await openGateway(
      {
        ports: fakePorts([]),
        session: createSession('t'),
        version: '0',
        bodyLimit: 1,
        findApp: () => undefined,
        refreshModels: async () => {},
        window: async () => new Response(),
        onFault: () => {},
      },
      Number(new URL(first).port),
    );
    expect(second.address).not.toBe(first);
    await second.close();
  });
});
