import { Ollama } from 'ollama';
import OpenAI from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import type { Ports } from '../../../shared/routing/ports.ts';
import type { Target } from '../../../shared/routing/target.ts';
import { fakePorts, target } from '../../fakes/ports.ts';
import { KEY, openPort, type Port } from '../port-for.ts';

let port: Port | undefined;
afterEach(async () => {
  await port?.close();
  port = undefined;
});

const PRICE = { input: 1e9, output: 1e9, source: 'a page', date: '2026-01-01' };
const speed = (tokensPerSecond: number) => ({
  bands: [{ promptTokensPerSecond: tokensPerSecond * 10, tokensPerSecond, overheadMs: 10 }],
});

const FLEET: readonly Target[] = [
  target('here', { parameters: 1e9, loaded: true }),
  target('shop/quick', {
    zone: 'cloud',
    price: { ...PRICE, input: 9e9 },
    quality: 0.5,
    speed: speed(2000),
    abilities: ['chat', 'tools', 'images'],
  }),
  target('shop/wise:70b', { zone: 'cloud', price: { ...PRICE, output: 90e9 }, quality: 1, speed: speed(5) }),
];

async function open(
  rest: { aliases?: Record<string, string>; fleet?: readonly Target[]; ports?: Partial<Ports>; allowed?: readonly string[] } = {},
) {
  const ports = {
    ...fakePorts(rest.fleet ?? FLEET),
    ...(rest.aliases === undefined ? {} : { aliases: () => rest.aliases ?? {} }),
    ...rest.ports,
  };
  port = await openPort(ports, rest.allowed === undefined ? {} : { app: { allowed: [...rest.allowed] } });
  return { port, ports, openai: new OpenAI({ baseURL: `${port.address}/v1`, apiKey: KEY, maxRetries: 0 }) };
}

const ask = async (openai: OpenAI, model: string) =>
  openai.chat.completions.create({ model, messages: [{ role: 'user', content: 'Hello' }] }).withResponse();

describe('names that a caller may use for a model', () => {
  it.each([
    ['auto:private', 'here'],
    ['auto:cheap', 'here'],
    ['auto:fast', 'shop/quick'],
    ['auto:best', 'shop/wise:70b'],
    ['shop/wise:70b', 'shop/wise:70b'],
  ])('%s is answered by %s, which the answer names', async (name, answers) => {
    const { openai } = await open();
    const { data, response } = await ask(openai, name);
    expect(data.model).toBe(answers);
    expect(response.headers.get('x-lintel-target')).toBe(answers);
  });

  it('auto:private never leaves this device, and fails where nothing is on it', async () => {
    const { openai, ports } = await open({ fleet: FLEET.slice(1) });
    await expect(ask(openai, 'auto:private')).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('“auto:private” was asked for'),
    });
    expect(ports.recorded.reached.size).toBe(0);
  });

  it('no kind of auto goes beyond what a tag allows', async () => {
    const { openai, ports } = await open();
    for (const name of ['auto', 'auto:fast', 'auto:best', 'auto:cheap']) {
      const { data } = await openai.chat.completions
        .create({ model: name, messages: [{ role: 'user', content: 'Hello' }] }, { headers: { 'x-lintel-tags': 'private' } })
        .withResponse();
      expect(data.model).toBe('here');
    }
    expect([...ports.recorded.reached.keys()]).toEqual(['here']);
  });

  it('the user’s aliases stand for a target or a kind of auto, before any target of the same name', async () => {
    const aliases = { 'gpt-4o-mini': 'auto:private', 'gpt-4o': 'shop/wise:70b', 'shop/quick': 'here' };
    const { openai } = await open({ aliases });
    expect((await ask(openai, 'gpt-4o-mini')).data.model).toBe('here');
    expect((await ask(openai, 'gpt-4o')).data.model).toBe('shop/wise:70b');
    expect((await ask(openai, 'shop/quick')).data.model).toBe('here');
  });

  it('an alias of what is not there, or of what the key does not allow, is refused', async () => {
    const { openai } = await open({ aliases: { a: 'gone', b: 'shop/wise:70b', c: 'b' }, allowed: ['here'] });
    await expect(ask(openai, 'a')).rejects.toMatchObject({ status: 404 });
    await expect(ask(openai, 'b')).rejects.toThrow();
    // One name does not stand for another.
    await expect(ask(openai, 'c')).rejects.toMatchObject({ status: 404 });
  });

  it('Ollama’s :latest is taken off where there is no such name', async () => {
    const { port } = await open({ aliases: { 'gpt-4o': 'here' } });
    const client = new Ollama({ host: port.address, headers: { authorization: `Bearer ${KEY}` } });
    for (const model of ['here', 'here:latest', 'gpt-4o:latest', 'auto:private'])
      expect((await client.chat({ model, messages: [{ role: 'user', content: 'x' }] })).model).toBe('here');
    expect((await client.chat({ model: 'auto:latest', messages: [{ role: 'user', content: 'x' }] })).done).toBe(true);
    await expect(client.chat({ model: 'nobody:latest', messages: [{ role: 'user', content: 'x' }] })).rejects.toMatchObject({
      status_code: 404,
    });
  });
});

describe('GET /v1/models', () => {
  it('lists auto and its kinds, the user’s names and all that works, with window and abilities by many names', async () => {
    const { openai } = await open({ aliases: { 'gpt-4o': 'shop/quick', mine: 'auto:cheap', lost: 'gone' } });
    const all = await Array.fromAsync(await openai.models.list());
    expect(all.map(({ id }) => id)).toEqual([
      ...['auto', 'auto:private', 'auto:fast', 'auto:cheap', 'auto:best'],
      ...['gpt-4o', 'mine', 'here', 'shop/quick', 'shop/wise:70b'],
    ]);
    for (const model of all) {
      expect(model).toMatchObject({ object: 'model', owned_by: 'lintel' });
      expect(Number.isInteger(model.created)).toBe(true);
    }
    expect(all.find(({ id }) => id === 'shop/quick')).toMatchObject({
      context_window: 2048,
      context_length: 2048,
      max_model_len: 2048,
      supports_tools: true,
      supports_images: true,
      capabilities: { tools: true, images: true },
      architecture: { input_modalities: ['text', 'image'], output_modalities: ['text'] },
      supported_parameters: expect.arrayContaining(['tools', 'tool_choice']),
    });
    expect(all.find(({ id }) => id === 'auto:private')).toMatchObject({ supports_tools: false });
  });

  it('names only what the key allows', async () => {
    const { openai } = await open({ allowed: ['here'], aliases: { a: 'shop/quick' } });
    const ids = (await Array.fromAsync(await openai.models.list())).map(({ id }) => id);
    expect(ids.filter((id) => !id.startsWith('auto'))).toEqual(['here']);
    await expect(openai.models.retrieve('shop/quick')).rejects.toMatchObject({ status: 404 });
  });

  it('tells of one model, whose name holds slashes and colons, escaped or not', async () => {
    const { openai, port } = await open();
    expect((await openai.models.retrieve('shop/wise:70b')).id).toBe('shop/wise:70b');
    for (const path of ['/v1/models/shop/wise:70b', '/v1/models/shop%2Fwise%3A70b', '/models/shop%2fwise:70b', '/v1/models/auto:fast'])
      expect({ path, status: (await port.get(path)).status }).toEqual({ path, status: 200 });
    await expect(openai.models.retrieve('../../etc/passwd')).rejects.toMatchObject({ status: 404 });
    for (const [path, status] of [
      ['/v1/models/nobody', 404],
      ['/v1/models/%2e%2e%2f%2e%2e%2fetc', 404],
      ['/v1/models/%00', 404],
      ['/v1/models/%ff', 400],
      ['/v1/models/a%', 400],
    ] as const)
      expect({ path, status: (await port.get(path)).status }).toEqual({ path, status });
  });
});
