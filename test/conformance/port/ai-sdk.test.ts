import { createAnthropic } from '@ai-sdk/anthropic';
import { createCohere } from '@ai-sdk/cohere';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, embedMany, generateText, jsonSchema, type LanguageModel, Output, rerank, stepCountIs, streamText, tool } from 'ai';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { checkedFetch } from './checked.ts';
import { KINDS, type Kinds, openKinds, PIXEL, until } from './kinds.ts';

const checked = checkedFetch();
let house: Kinds;
let speakers: Readonly<Record<string, (model: string) => LanguageModel>>;
beforeAll(async () => {
  house = await openKinds();
  const options = { baseURL: `${house.address}/v1`, apiKey: house.key, fetch: checked.fetch };
  const openai = createOpenAI(options);
  speakers = {
    'OpenAI’s responses': (model) => openai(model),
    'OpenAI’s chat': (model) => openai.chat(model),
    'Anthropic’s messages': createAnthropic(options),
    'chat as others have it': createOpenAICompatible({ ...options, name: 'lintel', includeUsage: true, supportsStructuredOutputs: true }),
    'Google’s contents': createGoogleGenerativeAI({ ...options, baseURL: `${house.address}/v1beta` }),
  };
});
afterEach(async () => {
  house.cloud.visits.splice(0);
  expect(await checked.wrong()).toEqual([]);
  expect(house.faults).toEqual([]);
});
afterAll(() => house.close());

const NAMES = ['OpenAI’s responses', 'OpenAI’s chat', 'Anthropic’s messages', 'chat as others have it', 'Google’s contents'];
const CASES = NAMES.flatMap((name) => KINDS.map((kind) => [name, kind] as const));
const prompt = 'Tell me of the river, please.';
const place = jsonSchema<{ at: 'sea' | 'sky' }>({
  type: 'object',
  properties: { at: { type: 'string', enum: ['sea', 'sky'] } },
  required: ['at'],
  additionalProperties: false,
});

describe.each(CASES)('%s, before $1.name', (name, { says, calls, thinks, obeys, goesOn }) => {
  const model = (id: string): LanguageModel => {
    const speak = speakers[name];
    if (speak === undefined) throw new Error(`Nobody speaks ${name}.`);
    return speak(id);
  };
  const asked = { prompt, maxRetries: 0 };

  test('generates and streams text, with its use', async () => {
    const whole = await generateText({ ...asked, model: model(says), maxOutputTokens: 12, system: 'Be brief.' });
    expect(whole.text).not.toBe('');
    expect(whole.usage.inputTokens).toBeGreaterThan(0);
    expect(['stop', 'length']).toContain(whole.finishReason);
    const stream = streamText({ ...asked, model: model(says), maxOutputTokens: 12 });
    expect((await Array.fromAsync(stream.textStream)).join('')).not.toBe('');
    expect((await stream.usage).outputTokens).toBeGreaterThan(0);
  });

  test('has its tools run, in a stream', async () => {
    const looked: string[] = [];
    const look = tool({
      description: 'Looks.',
      inputSchema: place,
      execute: async ({ at }) => {
        looked.push(at);
        return `The ${at} is blue.`;
      },
    });
    const stream = streamText({ ...asked, model: model(calls), tools: { look }, stopWhen: stepCountIs(2), maxOutputTokens: 300 });
    const steps = await stream.steps;
    expect(looked.length).toBeGreaterThan(0);
    expect(steps[0]?.finishReason).toBe('tool-calls');
    expect(steps).toHaveLength(2);
  });

  test('gets an object of its schema', async () => {
    const { output } = await generateText({
      ...asked,
      model: model(obeys),
      output: Output.object({ schema: place }),
      maxOutputTokens: 100,
    });
    expect(['sea', 'sky']).toContain(output.at);
  });

  test('is told the thought apart', async () => {
    const providerOptions = { google: { thinkingConfig: { includeThoughts: true } } };
    const { text, reasoningText } = await generateText({ ...asked, model: model(thinks), providerOptions });
    expect(text).not.toContain('<think>');
    // OpenAI's own has no field for it in this dialect.
    if (name !== 'OpenAI’s chat') expect(reasoningText).toMatch(/\w/);
  });

  test('shows a picture', async () => {
    if (!says.includes('/')) return;
    const content = [
      { type: 'text' as const, text: 'What is this?' },
      { type: 'image' as const, image: Buffer.from(PIXEL, 'base64'), mediaType: 'image/png' },
    ];
    await generateText({ model: model(says), messages: [{ role: 'user', content }], maxRetries: 0, maxOutputTokens: 4 });
    expect(JSON.stringify(house.sent())).toContain(PIXEL);
  });

  test('leaves, and the work ends', async () => {
    const controller = new AbortController();
    const stream = streamText({
      ...asked,
      model: model(goesOn),
      abortSignal: controller.signal,
      maxOutputTokens: 1500,
      onError: () => undefined,
    });
    for await (const piece of stream.textStream) if (piece !== '') controller.abort();
    if (says.includes('/')) await until(() => house.cloud.visits.every(({ closedAt }) => closedAt !== undefined));
    await checked.wrong();
  });

  test('is told in its own words what is wrong', async () => {
    const failure = await generateText({ ...asked, model: model('nobody') }).catch((error: unknown) => error);
    expect(APICallError.isInstance(failure)).toBe(true);
    expect(failure).toMatchObject({ statusCode: 404, message: expect.stringContaining('nobody') });
  });
});

test.each(['embedder', 'openai/embedder'])('makes vectors with %s', async (id) => {
  const openai = createOpenAI({ baseURL: `${house.address}/v1`, apiKey: house.key });
  const { embeddings, usage } = await embedMany({ model: openai.embedding(id), values: ['sea', 'sky', 'sea'] });
  expect(embeddings).toHaveLength(3);
  expect(embeddings[2]).toEqual(embeddings[0]);
  expect(usage.tokens).toBeGreaterThan(0);
});

test('ranks documents as Cohere does', async () => {
  const cohere = createCohere({ baseURL: `${house.address}/v2`, apiKey: house.key });
  const { ranking } = await rerank({
    model: cohere.reranking('reranker'),
    query: 'river',
    documents: ['a river', 'a road', 'the sea'],
    topN: 2,
  });
  expect(ranking).toHaveLength(2);
  expect(ranking[0]?.score).toBeGreaterThanOrEqual(ranking[1]?.score ?? Number.NaN);
});
