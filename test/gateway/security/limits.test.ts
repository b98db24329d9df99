import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../electron/ledger/database.ts';
import { createKeyStore } from '../../../electron/ledger/keys.ts';
import { LintelError } from '../../../shared/chat/error.ts';
import type { ChatEvent } from '../../../shared/chat/event.ts';
import { NO_USAGE } from '../../../shared/chat/usage.ts';
import type { Engine } from '../../../shared/routing/ports.ts';
import { fakePorts, finish, start, target, text } from '../../fakes/ports.ts';
import { openSubject, type Subject, slowEngine } from './subject.ts';

let subject: Subject;
afterEach(() => subject.close());

/** Reads a stream to whatever end it has. */
async function read(response: Response): Promise<{ said: string; broke: boolean }> {
  let said = '';
  try {
    const decoder = new TextDecoder();
    for await (const bytes of response.body ?? []) said += decoder.decode(bytes, { stream: true });
    return { said, broke: false };
  } catch {
    return { said, broke: true };
  }
}

describe('requests a minute', () => {
  it('are counted, told in the headers that clients know, and refused with the time to wait', async () => {
    subject = await openSubject();
    const key = subject.key({ requestsPerMinute: 3 });
    for (const remaining of ['2', '1', '0']) {
      const { headers, status } = await subject.chat(key);
      expect(status).toBe(200);
      expect([headers.get('x-ratelimit-limit-requests'), headers.get('x-ratelimit-remaining-requests')]).toEqual(['3', remaining]);
      expect(headers.get('x-ratelimit-reset-requests')).toMatch(/^(?:\d+m)?\d+(?:s|ms)$/);
    }
    const refused = await subject.chat(key);
    expect(refused.status).toBe(429);
    // A third of a minute brings the next.
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(15);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(20);
    expect((await refused.json()).error).toMatchObject({
      code: 'rate_limit_exceeded',
      message: expect.stringContaining('“editor” may use 3 requests a minute'),
    });
    expect((await subject.chat(subject.key({ requestsPerMinute: 3 }))).status).toBe(200);
    expect((await subject.chat(subject.key())).headers.get('x-ratelimit-limit-requests')).toBeNull();
  });

  it('are told to Anthropic’s clients in their own headers', async () => {
    subject = await openSubject();
    const { headers } = await subject.chat(
      subject.key({ requestsPerMinute: 3, tokensPerMinute: 10_000 }),
      {},
      { 'anthropic-version': '2023-06-01' },
    );
    expect(headers.get('anthropic-ratelimit-requests-limit')).toBe('3');
    expect(headers.get('anthropic-ratelimit-requests-remaining')).toBe('2');
    expect(Number(headers.get('anthropic-ratelimit-tokens-remaining'))).toBeGreaterThan(8_000);
    expect(Date.parse(headers.get('anthropic-ratelimit-requests-reset') ?? '')).toBeGreaterThan(0);
    expect(headers.get('x-ratelimit-limit-requests')).toBeNull();
  });

  it('come back with time, and not before', async () => {
    let ms = 0;
    const ports = fakePorts([target('a')]);
    subject = await openSubject({ ...ports, clock: { ...ports.clock, elapsed: () => ms } });
    const key = subject.key({ requestsPerMinute: 60 });
    for (let turn = 0; turn < 60; turn++) expect((await subject.chat(key)).status).toBe(200);
    expect((await subject.chat(key)).status).toBe(429);
    ms += 900;
    expect((await subject.chat(key)).status).toBe(429);
    ms += 200;
    expect((await subject.chat(key)).status).toBe(200);
    expect((await subject.chat(key)).status).toBe(429);
  });
});

describe('tokens a minute', () => {
  it('are set aside by what a request may need, and settled by what it used', async () => {
    let ms = 0;
    const ports = fakePorts([target('a', { contextWindow: 100_000 })], {
      a: [start, text('x'), { type: 'finish', reason: 'stop', usage: { ...NO_USAGE, inputTokens: 100, outputTokens: 300 } }],
    });
    subject = await openSubject({ ...ports, clock: { ...ports.clock, elapsed: () => ms } });
    const key = subject.key({ tokensPerMinute: 1_000 });
    const first = await subject.chat(key, { max_tokens: 500 });
    expect(Number(first.headers.get('x-ratelimit-remaining-tokens'))).toBeLessThan(500);
    // 400 were used, so 600 are left: enough for this one, and too few for the next.
    expect((await subject.chat(key, { max_tokens: 500 })).status).toBe(200);
    const refused = await subject.chat(key, { max_tokens: 500 });
    expect(refused.status).toBe(429);
    expect((await refused.json()).error.message).toContain('1000 tokens a minute');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(15);
    ms += 30_000;
    expect((await subject.chat(key, { max_tokens: 500 })).status).toBe(200);
    // What was refused reached neither the ledger nor a model.
    expect(ports.recorded.opened.length).toBe(3);
  });

  it('of an answer that is longer than foretold are owed', async () => {
    const ports = fakePorts([target('a')], {
      a: [start, text('x'), { type: 'finish', reason: 'stop', usage: { ...NO_USAGE, inputTokens: 10, outputTokens: 5_000 } }],
    });
    subject = await openSubject(ports);
    const key = subject.key({ tokensPerMinute: 1_000 });
    expect((await subject.chat(key, { max_tokens: 10 })).status).toBe(200);
    const refused = await subject.chat(key, { max_tokens: 10 });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(200);
  });
});

describe('requests at the same time', () => {
  it('of one key are as many as it says', async () => {
    const slow = slowEngine();
    subject = await openSubject(fakePorts([target('a')], { a: slow.engine }));
    const key = subject.key({ parallel: 2 });
    const running = [subject.chat(key, { stream: true }), subject.chat(key, { stream: true })];
    await expect.poll(() => slow.state.begun).toBe(2);
    const refused = await subject.chat(key);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await refused.json()).error.message).toContain('may have 2 requests at a time');
    slow.go();
    for (const response of await Promise.all(running)) expect((await read(response)).said).toContain('[DONE]');
    expect((await subject.chat(key)).status).toBe(200);
  });

  it('in all leave room for people’s: background work is refused first, and what waits of it makes room', async () => {
    const silent: Engine = {
      async *chat(_permit, _request, signal): AsyncGenerator<ChatEvent> {
        yield start;
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
        yield { ...finish, reason: 'cancelled' } as ChatEvent;
      },
    };
    subject = await openSubject(fakePorts([target('a')], { a: silent }), { connectionLimits: { most: 4, mostOfOne: 4 } });
    const background = subject.key({ priority: 'background' });
    const person = subject.key({ priority: 'interactive' });
    const controller = new AbortController();
    const waiting = [1, 2, 3].map(() => subject.chat(background, {}, {}, controller.signal).catch(() => undefined));
    await expect.poll(() => subject.gateway.connections.list().length).toBe(3);
    expect((await subject.chat(background)).status).toBe(429);
    const first = subject.chat(person, {}, {}, controller.signal).catch(() => undefined);
    await expect.poll(() => subject.gateway.connections.list().length).toBe(4);
    const second = subject.chat(person, {}, {}, controller.signal).catch(() => undefined);
    // The newest of the background's is the one that goes.
    const shed = await waiting[2];
    expect([shed?.status, shed?.headers.get('retry-after')]).toEqual([429, '1']);
    await expect.poll(() => subject.gateway.connections.list().filter(({ app }) => app.priority === 'interactive').length).toBe(2);
    controller.abort();
    await Promise.all([...waiting, first, second]);
  });
});

describe('a key that ends while it is answered', () => {
  it.each([
    ['by the store itself', (id: string) => void subject.keys.revoke(id)],
    [
      'by another process',
      (id: string) => {
        const other = openDatabase(subject.file, { repair: false });
        createKeyStore(other, Date.now).revoke(id);
        other.close();
      },
    ],
    ['by its time', () => Object.assign(subject.clock, { ahead: 3_600_000 })],
  ])('%s: its streams break off with the reason, its requests are refused, and the model stops', async (_name, end) => {
    const slow = slowEngine();
    subject = await openSubject(fakePorts([target('a')], { a: slow.engine }));
    const { key, id } = subject.keys.create({ name: 'editor', tags: [], expiresAt: Date.now() + 60_000 });
    const other = subject.key({ name: 'other' });
    const streamed = await subject.chat(key, { stream: true });
    const whole = subject.chat(key);
    const others = await subject.chat(other, { stream: true });
    await expect.poll(() => slow.state.begun).toBe(3);
    end(id);
    const { said, broke } = await read(streamed);
    expect(said).toContain('was revoked or has ended');
    expect(said).not.toContain('[DONE]');
    expect(broke).toBe(true);
    expect((await whole).status).toBe(401);
    await expect.poll(() => slow.state.aborted).toBe(2);
    expect((await subject.chat(key)).status).toBe(401);
    slow.go();
    expect((await read(others)).said).toContain('[DONE]');
    expect(subject.faults).toEqual([]);
  });

  it('is let go of even where nobody reads why', async () => {
    const flood: Engine = {
      async *chat(_permit, _request, signal): AsyncGenerator<ChatEvent> {
        yield start;
        while (!signal.aborted) {
          yield text('x'.repeat(64 * 1024));
          await new Promise((resolve) => setImmediate(resolve));
        }
      },
    };
    subject = await openSubject(fakePorts([target('a')], { a: flood }));
    const { key, id } = subject.keys.create({ name: 'editor', tags: [] });
    // The body is never read.
    await subject.chat(key, { stream: true });
    await wait(300);
    subject.keys.revoke(id);
    await expect.poll(() => subject.gateway.connections.list().length, { timeout: 5_000 }).toBe(0);
  });
});

describe('who is connected', () => {
  it('is listed with what answers and how much came, and can be cut off', async () => {
    const slow = slowEngine();
    subject = await openSubject(fakePorts([target('a')], { a: slow.engine }));
    const streamed = await subject.chat(subject.key({ name: 'notes' }), { stream: true });
    await expect.poll(() => subject.gateway.connections.list()[0]?.tokens).toBe(1);
    const [one] = subject.gateway.connections.list();
    expect(one).toMatchObject({
      app: { name: 'notes' },
      method: 'POST',
      path: '/v1/chat/completions',
      target: { targetId: 'a', zone: 'device' },
    });
    expect(subject.gateway.connections.cut(one?.id ?? '', new LintelError('cancelled', 'The user ended it.'))).toBe(true);
    const { said, broke } = await read(streamed);
    expect([said.includes('The user ended it.'), said.includes('[DONE]'), broke]).toEqual([true, false, true]);
    await expect.poll(() => subject.gateway.connections.list().length).toBe(0);
    expect(subject.gateway.connections.cut(one?.id ?? '', new LintelError('cancelled', ''))).toBe(false);
    slow.go();
  });

  it('is remembered by what they asked, without keys and without a word of it', async () => {
    subject = await openSubject();
    const key = subject.key({ name: 'notes' });
    await (
      await subject.chat(
        key,
        { messages: [{ role: 'user', content: 'a canary in the mine' }] },
        { 'x-api-key': key, cookie: `a=${key}`, 'x-my-token': 'secret-canary' },
      )
    ).text();
    await (await subject.chat('lintel-nobody')).text();
    await (await subject.chat(key, { temperature: 'hot' })).text();
    await expect.poll(() => subject.gateway.inspector.list().length).toBe(3);
    const all = subject.gateway.inspector.list();
    expect(JSON.stringify(all)).not.toMatch(/canary|lintel-nobody/);
    expect(JSON.stringify(all)).not.toContain(key);
    const [{ id } = { id: '' }] = subject.keys.list();
    const own = subject.gateway.inspector.list(id);
    expect(own.map(({ status }) => status).sort()).toEqual([200, 400]);
    expect(own.find(({ status }) => status === 200)).toMatchObject({
      ...{ method: 'POST', path: '/v1/chat/completions', targetId: 'a', zone: 'device', tokens: 2, isBroken: false },
      sentence: 'Stayed on this device because a is the only model you have.',
      headers: {
        authorization: '(hidden)',
        'x-api-key': '(hidden)',
        cookie: '(hidden)',
        'x-my-token': '(hidden)',
        'content-type': 'application/json',
      },
    });
    expect(own.find(({ status }) => status === 400)?.sentence).toContain('temperature');
    subject.gateway.inspector.clear();
    expect(subject.gateway.inspector.list()).toEqual([]);
  });

  it('is remembered with what they said only where the user wants that, and never for long', async () => {
    subject = await openSubject(undefined, {}, { keepBodies: true });
    const key = subject.key();
    for (let turn = 0; turn < 60; turn++)
      await (await subject.chat(key, { messages: [{ role: 'user', content: `Turn ${turn} ${'x'.repeat(100_000)}` }] })).text();
    await expect.poll(() => subject.gateway.inspector.list().length).toBe(50);
    const bodies = subject.gateway.inspector.list().map(({ body }) => body ?? '');
    expect(bodies.some((body) => body.includes('Turn 59'))).toBe(true);
    expect(bodies.some((body) => body.includes('Turn 3 '))).toBe(false);
    expect(Math.max(...bodies.map(({ length }) => length))).toBe(64 * 1024);
  });
});

describe('what a request may hold', () => {
  it('is 10000 messages and 512 tools, and the field is named', async () => {
    subject = await openSubject();
    const key = subject.key();
    const messages = (count: number) => Array.from({ length: count }, () => ({ role: 'user', content: 'x' }));
    const many = await subject.chat(key, { messages: messages(10_001) });
    expect([many.status, (await many.json()).error.param]).toEqual([400, 'messages']);
    const tools = Array.from({ length: 513 }, (_, at) => ({ type: 'function', function: { name: `f${at}` } }));
    const tooMany = await subject.chat(key, { tools });
    expect([tooMany.status, (await tooMany.json()).error.param]).toEqual([400, 'tools']);
  });

  it('is as large as the settings say, and at once', async () => {
    subject = await openSubject(undefined, {}, { bodyLimitBytes: 65_536 });
    const key = subject.key();
    const large = { user: 'x'.repeat(100_000) };
    expect((await subject.chat(key, large)).status).toBe(413);
    subject.settings = { bodyLimitBytes: 200_000 };
    expect((await subject.chat(key, large)).status).toBe(200);
  });
});

describe('lookups a minute', () => {
  it('are bounded for every key, and cost it none of its requests', async () => {
    subject = await openSubject(undefined, { looksPerMinute: 5 });
    const key = subject.key({ requestsPerMinute: 2 });
    const ask = (path: string, method: string) =>
      fetch(subject.address + path, { method, headers: { authorization: `Bearer ${key}` } }).then(({ status }) => status);
    expect(await ask('/v1/models', 'GET')).toBe(200);
    expect(await ask('/v1/nowhere', 'GET')).toBe(404);
    expect(await ask('/v1/nowhere', 'POST')).toBe(404);
    expect(await ask('/v1/models', 'POST')).toBe(405);
    expect(await ask('/v1/models/none', 'GET')).toBe(404);
    for (const [path, method] of [
      ['/v1/models', 'GET'],
      ['/v1/models', 'HEAD'],
      ['/v1/nowhere', 'POST'],
      ['/v1/chat/completions', 'DELETE'],
    ] as const)
      expect(await ask(path, method)).toBe(429);
    const answer = await subject.chat(key);
    expect([answer.status, answer.headers.get('x-ratelimit-remaining-requests')]).toEqual([200, '1']);
    // Another key has its own.
    const other = { authorization: `Bearer ${subject.key()}` };
    expect((await fetch(`${subject.address}/v1/models`, { headers: other })).status).toBe(200);
  });
});
