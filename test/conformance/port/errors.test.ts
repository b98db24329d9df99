import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { checkedFetch } from './checked.ts';
import { type Kinds, openKinds } from './kinds.ts';

const checked = checkedFetch();
let house: Kinds;
beforeAll(async () => {
  house = await openKinds();
});
afterEach(async () => {
  house.cloud.visits.splice(0);
  expect(await checked.wrong()).toEqual([]);
});
afterAll(() => house.close());

const openai = (apiKey = house.key, maxRetries = 0) =>
  new OpenAI({ baseURL: `${house.address}/v1`, apiKey, maxRetries, fetch: checked.fetch });
const anthropic = (apiKey = house.key, maxRetries = 0) =>
  new Anthropic({ baseURL: house.address, apiKey, maxRetries, fetch: checked.fetch });
const messages = [{ role: 'user' as const, content: 'Hello there.' }];

/** The same asked in three ways. */
const WAYS = {
  chat: (model: string, key?: string, retries?: number) => openai(key, retries).chat.completions.create({ model, messages }),
  responses: (model: string, key?: string, retries?: number) => openai(key, retries).responses.create({ model, input: 'Hello there.' }),
  messages: (model: string, key?: string, retries?: number) => anthropic(key, retries).messages.create({ model, max_tokens: 50, messages }),
};
const NAMES = Object.keys(WAYS) as (keyof typeof WAYS)[];

describe.each(NAMES)('%s', (name) => {
  const ask = WAYS[name];
  const Errors = name === 'messages' ? Anthropic : OpenAI;

  test('a key that is wrong, or was revoked', async () => {
    await expect(ask('starter', 'wrong')).rejects.toBeInstanceOf(Errors.AuthenticationError);
    const { id, key } = house.keys.create({ name: 'gone', tags: [] });
    house.keys.revoke(id);
    await expect(ask('starter', key)).rejects.toBeInstanceOf(Errors.AuthenticationError);
  });

  test('a model that is not there, or not for this key', async () => {
    await expect(ask('nobody')).rejects.toBeInstanceOf(Errors.NotFoundError);
    const { key } = house.keys.create({ name: 'few', tags: [], allowed: ['starter'] });
    const refused = await ask('openai/echo', key).catch((error: unknown) => error);
    // It is not told that there is one.
    expect(refused).toBeInstanceOf(Errors.NotFoundError);
  });

  test('a key that asks too often is told to wait', async () => {
    const { key } = house.keys.create({ name: 'hasty', tags: [], requestsPerMinute: 1 });
    await ask('openai/echo', key);
    const refused = (await ask('openai/echo', key).catch((error: unknown) => error)) as { status: number; headers: Headers };
    expect(refused).toBeInstanceOf(Errors.RateLimitError);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test.each<[string, number]>([
    ['openai/openai.429', 429],
    ['anthropic/anthropic.429', 429],
    ['openai/openai.500', 502],
    ['anthropic/anthropic.500', 502],
    ['openai/openai.401', 502],
    ['anthropic/anthropic.401', 502],
    ['openai/openai.context', 400],
    ['anthropic/anthropic.context', 400],
  ])('%s is a %i', async (model, status) => {
    const refused = (await ask(model).catch((error: unknown) => error)) as { status: number; message: string };
    expect(refused).toBeInstanceOf(Errors.APIError);
    expect(refused.status).toBe(status);
    expect(refused.message).not.toMatch(/canary/);
  });

  test('what will not get better is not tried again by its client', async () => {
    await expect(ask('openai/openai.401', undefined, 2)).rejects.toBeInstanceOf(Errors.APIError);
    expect(house.cloud.visits).toHaveLength(1);
  });

  test('a prompt that is too long is named so', async () => {
    const long = 'sea '.repeat(30_000);
    const asked = {
      chat: () => openai().chat.completions.create({ model: 'starter', messages: [{ role: 'user', content: long }] }),
      responses: () => openai().responses.create({ model: 'starter', input: long }),
      messages: () => anthropic().messages.create({ model: 'starter', max_tokens: 5, messages: [{ role: 'user', content: long }] }),
    }[name];
    const refused = (await asked().catch((error: unknown) => error)) as { status: number; code?: string; message: string };
    expect(refused).toBeInstanceOf(Errors.BadRequestError);
    if (name === 'messages') expect(refused.message).toContain('prompt is too long');
    else expect(refused.code).toBe('context_length_exceeded');
  });

  test.each(['openai/openai.mid-stream-error', 'openai/openai.cut', 'anthropic/anthropic.mid-stream-error', 'anthropic/anthropic.cut'])(
    'a stream that breaks is never taken for whole: %s',
    async (model) => {
      const read = {
        chat: async () => Array.fromAsync(await openai().chat.completions.create({ model, messages, stream: true })),
        responses: async () => {
          const events = await Array.fromAsync(await openai().responses.create({ model, input: 'Hello there.', stream: true }));
          if (events.at(-1)?.type === 'response.failed') throw new OpenAI.APIError(undefined, undefined, 'failed', undefined);
          return events;
        },
        messages: async () => Array.fromAsync(await anthropic().messages.create({ model, max_tokens: 50, messages, stream: true })),
      }[name];
      const failure = await read().catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Errors.APIError);
    },
  );

  test('a client that has no patience leaves, and the work ends', async () => {
    const options = { timeout: 150, maxRetries: 0 };
    const model = 'openai/echo-tokens-2000-gap-5';
    const asked = {
      chat: () => openai().chat.completions.create({ model, messages }, options),
      responses: () => openai().responses.create({ model, input: 'Hello there.' }, options),
      messages: () => anthropic().messages.create({ model, max_tokens: 2000, messages }, options),
    }[name];
    await expect(asked()).rejects.toBeInstanceOf(Errors.APIConnectionTimeoutError);
    await expect.poll(() => house.cloud.visits[0]?.closedAt, { timeout: 8_000 }).toBeDefined();
  });
});

test.each<[string, object]>([
  ['messages', { messages: [] }],
  ['messages[0].role', { messages: [{ role: 'nobody', content: 'x' }] }],
  ['temperature', { temperature: 'hot' }],
  ['tools[0].function.name', { tools: [{ type: 'function', function: {} }] }],
  ['response_format.type', { response_format: { type: 'xml' } }],
  ['audio', { audio: { voice: 'a', format: 'wav' } }],
])('names the field that is wrong: %s', async (param, rest) => {
  const asked = openai().chat.completions.create({ model: 'starter', messages, ...rest } as never);
  await expect(asked).rejects.toMatchObject({ status: 400, param, type: 'invalid_request_error' });
});

test('a client that may try again does, and gets its answer', async () => {
  let tries = 0;
  const flaky: typeof fetch = async (input, init) => {
    if (++tries === 1) return new Response('{"error":{"message":"busy"}}', { status: 503, headers: { 'retry-after-ms': '1' } });
    expect(new Headers(init?.headers).get('x-stainless-retry-count')).toBe('1');
    return checked.fetch(input, init);
  };
  const client = new OpenAI({ baseURL: `${house.address}/v1`, apiKey: house.key, fetch: flaky });
  expect((await client.chat.completions.create({ model: 'openai/echo', messages })).choices).toHaveLength(1);
});

test('what is not there is a 404 in the client’s words', async () => {
  await expect(openai().batches.list()).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  await expect(openai().files.list()).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  await expect(openai().models.retrieve('nobody')).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  await expect(anthropic().messages.batches.list()).rejects.toBeInstanceOf(Anthropic.NotFoundError);
});
