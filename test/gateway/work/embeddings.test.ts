import { Ollama } from 'ollama';
import OpenAI from 'openai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStubCloud, type StubCloud } from '../../stub-cloud/cloud.ts';
import { KEY, openPort, type Port } from '../port-for.ts';
import { cloudAt, openPlaces, PRICE } from './places.ts';

const EMBEDS = { abilities: ['embeddings'], contextWindow: 8192 } as const;

let cloud: StubCloud;
let places: ReturnType<typeof openPlaces>;
let port: Port;

beforeEach(async () => {
  cloud = await openStubCloud();
});
afterEach(async () => {
  await port.close();
  await places.close();
  await cloud.close();
});

async function open(models: Parameters<typeof cloudAt>[2] = [{ id: 'far-embed', ...EMBEDS, price: PRICE }]) {
  places = openPlaces([cloudAt(cloud.address, 'shop', models)]);
  port = await openPort(places.ports);
  return new OpenAI({ baseURL: `${port.address}/v1`, apiKey: KEY, maxRetries: 0 });
}

const asked = () => cloud.visits.filter(({ path }) => path.endsWith('/embeddings'));

describe('POST /v1/embeddings', () => {
  it('gives the official client vectors of a model on this device, packed or as numbers, cut where asked', async () => {
    const openai = await open();
    const { data, model, usage } = await openai.embeddings.create({ model: 'boxed', input: ['the river', 'the old house'] });
    expect(model).toBe('boxed');
    expect(data.map(({ index, embedding }) => [index, embedding.length])).toEqual([
      [0, 64],
      [1, 64],
    ]);
    expect(usage.prompt_tokens).toBeGreaterThan(2);
    expect(usage.total_tokens).toBe(usage.prompt_tokens);
    const plain = await openai.embeddings.create({ model: 'boxed', input: 'the river', encoding_format: 'float' });
    // The client asks for packed ones by itself; numbers of 32 bits are what they hold.
    for (const [at, number] of (plain.data[0]?.embedding ?? []).entries()) expect(data[0]?.embedding[at]).toBeCloseTo(number, 6);
    const cut = await openai.embeddings.create({ model: 'boxed', input: 'the river', dimensions: 8, encoding_format: 'float' });
    expect(cut.data[0]?.embedding).toHaveLength(8);
    expect(Math.hypot(...(cut.data[0]?.embedding ?? []))).toBeCloseTo(1, 6);
    expect(asked()).toEqual([]);
  });

  it('asks a cloud by the one path: with a permit, in the ledger, and paid for', async () => {
    const openai = await open();
    const { data, model } = await openai.embeddings.create({ model: 'shop/far-embed', input: ['one two', 'three'] });
    expect(model).toBe('shop/far-embed');
    expect(data).toHaveLength(2);
    expect(JSON.parse(asked()[0]?.body ?? '{}')).toMatchObject({ model: 'far-embed', input: ['one two', 'three'] });
    expect(places.rows).toHaveLength(1);
    expect(places.rows[0]?.departure).toMatchObject({ kind: 'prompt', targetId: 'shop/far-embed', zone: 'cloud', masked: false });
    const requestId = places.rows[0]?.departure.requestId ?? '';
    const { answer } = places.requests.read(requestId) ?? {};
    // Three tokens by the provider's own count, at a dollar a million.
    expect(answer).toMatchObject({ status: 'done', usage: { inputTokens: 3, outputTokens: 0, costNanoDollars: 3000 } });
  });

  it('never sends what may not leave, masked or not', async () => {
    const openai = await open();
    const secret = `My IBAN is ${['DE89', '3704', '0044', '0532', '0130', '00'].join(' ')}.`;
    places.change({ tags: { ...places.ports.policy().tags, sensitive: { ceiling: 'device', masked: 'cloud' } } });
    await expect(openai.embeddings.create({ model: 'shop/far-embed', input: ['fine', secret] })).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('IBAN'),
    });
    const home = await openai.embeddings.create({ model: 'auto', input: secret });
    expect(home.model).toBe('boxed');
    const tagged = new OpenAI({
      baseURL: `${port.address}/v1`,
      apiKey: KEY,
      defaultHeaders: { 'x-lintel-tags': 'private' },
      maxRetries: 0,
    });
    await expect(tagged.embeddings.create({ model: 'shop/far-embed', input: 'fine' })).rejects.toMatchObject({ status: 422 });
    places.change({ stayOnDevice: true });
    await expect(openai.embeddings.create({ model: 'shop/far-embed', input: 'fine' })).rejects.toMatchObject({ status: 422 });
    expect(asked()).toEqual([]);
  });

  it('keeps within a cap, and sets aside what it may cost before it is sent', async () => {
    const openai = await open();
    const few = { scope: 'total', window: 'day', rolling: false, soft: false, limits: { nanoDollars: 200_000 } } as const;
    places.budgets.set(few);
    const many = Array.from({ length: 8 }, (_, index) => openai.embeddings.create({ model: 'shop/far-embed', input: `text ${index}` }));
    const outcomes = await Promise.allSettled(many);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    // A text can be as many tokens as it has bytes, and some beside: two fit under the cap at a time.
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(8);
    for (const each of refused) expect((each as PromiseRejectedResult).reason).toMatchObject({ status: 402 });
    expect(places.budgets.standings()[0]?.used.nanoDollars).toBeLessThanOrEqual(200_000);
    expect(asked()).toHaveLength(8 - refused.length);
  });

  it('refuses a model that makes no vectors, and one that is none, as any request', async () => {
    const openai = await open([{ id: 'talker', abilities: ['chat'], contextWindow: 8192 }]);
    await expect(openai.embeddings.create({ model: 'shop/talker', input: 'x' })).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('cannot turn texts into vectors'),
    });
    await expect(openai.embeddings.create({ model: 'nobody', input: 'x' })).rejects.toMatchObject({ status: 404 });
  });

  it('takes each text by itself: many that are long together fit, and one that is too long does not', async () => {
    const openai = await open();
    const input = Array.from({ length: 60 }, (_, index) => `${index} ${'word '.repeat(100)}`);
    expect((await openai.embeddings.create({ model: 'boxed', input })).data).toHaveLength(60);
    await expect(openai.embeddings.create({ model: 'boxed', input: 'word '.repeat(3000) })).rejects.toMatchObject({ status: 400 });
  });
});

describe('vectors that an app has', () => {
  const two = [
    { id: 'one', ...EMBEDS },
    { id: 'other', ...EMBEDS },
  ];

  it('keep coming from the model that auto chose first, whatever else there is by then', async () => {
    const openai = await open(two);
    places.lend(false);
    const first = (await openai.embeddings.create({ model: 'auto', input: 'x' })).model;
    // Now there is a nearer one, which costs nothing.
    places.lend(true);
    places.change({ objective: 'private-first' });
    expect((await openai.embeddings.create({ model: 'auto', input: 'x' })).model).toBe(first);
    expect(places.ports.vectors?.of('app-1')).toBe(first);
  });

  it('are not mixed with another model’s when theirs is out of reach: the request fails and says why', async () => {
    const openai = await open(two);
    expect((await openai.embeddings.create({ model: 'boxed', input: 'x' })).model).toBe('boxed');
    places.lend(false);
    await expect(openai.embeddings.create({ model: 'auto', input: 'x' })).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('come from boxed'),
    });
    // The person's way out: name the other one once.
    expect((await openai.embeddings.create({ model: 'shop/one', input: 'x' })).model).toBe('shop/one');
    expect((await openai.embeddings.create({ model: 'auto', input: 'x' })).model).toBe('shop/one');
  });

  it('do not fall back to another model when the first fails', async () => {
    const failing = { id: 'openai.503', ...EMBEDS };
    const openai = await open([failing, { id: 'other', ...EMBEDS }]);
    places.lend(false);
    await expect(openai.embeddings.create({ model: 'auto', input: 'x' })).rejects.toThrow();
    const models = asked().map(({ body }) => JSON.parse(body).model);
    expect(models.length).toBeGreaterThan(1);
    expect(new Set(models)).toEqual(new Set(['openai.503']));
    expect(places.ports.vectors?.of('app-1')).toBeUndefined();
  });
});

describe('POST /api/embed and /api/embeddings', () => {
  it('give Ollama’s client vectors, of length 1 and as the model makes them', async () => {
    await open();
    const client = new Ollama({ host: port.address, headers: { authorization: `Bearer ${KEY}` } });
    const answer = await client.embed({ model: 'boxed:latest', input: ['the river', 'the house'], keep_alive: '5m' });
    expect(answer.model).toBe('boxed');
    expect(answer.embeddings.map((vector) => vector.length)).toEqual([64, 64]);
    expect(Math.hypot(...(answer.embeddings[0] ?? []))).toBeCloseTo(1, 6);
    expect(answer.prompt_eval_count).toBeGreaterThan(1);
    expect((await client.embed({ model: 'boxed', input: 'x', dimensions: 8 })).embeddings[0]).toHaveLength(8);
    const { embedding } = await client.embeddings({ model: 'boxed', prompt: 'the river' });
    expect(embedding).toHaveLength(64);
    expect(Math.abs(Math.hypot(...embedding) - 1)).toBeGreaterThan(0.01);
    await expect(client.embed({ model: 'nobody', input: 'x' })).rejects.toMatchObject({ status_code: 404 });
  });

  it('read of a long text what fits, as Ollama does, and refuse it where they are told to', async () => {
    await open();
    const client = new Ollama({ host: port.address, headers: { authorization: `Bearer ${KEY}` } });
    const long = 'the river and the old house '.repeat(1_000);
    const [cut] = (await client.embed({ model: 'boxed', input: long, options: { num_ctx: 8192 } })).embeddings;
    expect(cut).toHaveLength(64);
    expect((await client.embed({ model: 'boxed', input: long, truncate: true })).embeddings[0]).toEqual(cut);
    expect((await client.embeddings({ model: 'boxed', prompt: long })).embedding).toHaveLength(64);
    await expect(client.embed({ model: 'boxed', input: long, truncate: false })).rejects.toMatchObject({ status_code: 400 });
    const wrong = await port.post('/api/embed', { model: 'boxed', input: 'x', truncate: 'yes' });
    expect([wrong.status, (await wrong.json()).error]).toEqual([400, expect.stringContaining('truncate')]);
  });
});

describe('Gemini’s :embedContent and :batchEmbedContents', () => {
  const text = (words: string) => ({ parts: [{ text: words }] });
  const ask = async (verb: string, body: object) => {
    const answer = await port.post(`/v1beta/models/boxed:${verb}`, body);
    return { status: answer.status, body: await answer.json() };
  };

  it('give vectors, one and several', async () => {
    await open();
    const one = await ask('embedContent', { content: text('the river') });
    expect(one.status).toBe(200);
    expect(one.body.embedding.values).toHaveLength(64);
    const requests = ['the river', 'the house'].map((words) => ({ model: 'models/boxed', content: text(words), output_dimensionality: 8 }));
    const several = await ask('batchEmbedContents', { requests });
    expect(several.body.embeddings.map(({ values }: { values: number[] }) => values.length)).toEqual([8, 8]);
    expect(several.body.embeddings[0].values).toEqual(one.body.embedding.values.slice(0, 8));
    const { body } = { body: await (await port.get('/v1beta/models/boxed')).json() };
    expect(body.supportedGenerationMethods).toEqual(['embedContent', 'batchEmbedContents']);
  });

  it.each<[string, string, object]>([
    ['title', 'embedContent', { content: text('x'), title: 'A title' }],
    ['content.parts[0]', 'embedContent', { content: { parts: [{ inlineData: { mimeType: 'image/png', data: 'AAAA' } }] } }],
    ['content', 'embedContent', {}],
    ['requests[0].taskType', 'batchEmbedContents', { requests: [{ content: text('x') }, { content: text('y'), taskType: 'CLUSTERING' }] }],
    ['requests', 'batchEmbedContents', { requests: [] }],
  ])('refuse by name: %s', async (field, verb, given) => {
    await open();
    const { status, body } = await ask(verb, given);
    expect([status, body.error.status, body.error.message]).toEqual([400, 'INVALID_ARGUMENT', expect.stringContaining(field)]);
  });
});
