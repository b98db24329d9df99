import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openKindCatalog } from '../../../electron/engines/remote/catalog.ts';
import { isDate } from '../../../shared/routing/days.ts';
import { KINDS, kindOf } from '../../fakes/providers.ts';

const CLOUDS =
  'openai anthropic google vertex mistral groq xai deepseek together fireworks cerebras perplexity cohere azure bedrock openrouter'.split(
    ' ',
  );
const SERVERS = 'vllm sglang llama-server ollama lm-studio jan localai tgi ray-serve'.split(' ');

test('the kinds of providers are all there, once each', () => {
  const ids = KINDS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(KINDS.filter(({ place }) => place === 'cloud').map(({ id }) => id)).toEqual([...CLOUDS, 'openai-compatible']);
  expect(KINDS.filter(({ place }) => place === 'server').map(({ id }) => id)).toEqual(SERVERS);
});

test.each(CLOUDS)('%s has an address, a key with a page to make one, and facts of which each has a source and a day', (id) => {
  const kind = kindOf(id);
  expect(kind?.baseUrl).toMatch(/^https:\/\//);
  expect(kind?.key).toMatchObject({ required: true, page: expect.stringMatching(/^https:/) });
  expect(kind?.key.variables.length).toBeGreaterThan(0);
  expect(kind?.training?.text.length).toBeGreaterThan(3);
  expect(kind?.retention?.text.length).toBeGreaterThan(3);
  expect(kind?.confidence).toBe('unverified');
  for (const fact of [kind?.training, kind?.retention, ...(kind?.models ?? []), ...(kind?.models ?? []).map(({ price }) => price)])
    if (fact !== undefined)
      expect(fact).toMatchObject({ source: expect.stringMatching(/^https:/), date: expect.stringMatching(/^20\d\d-\d\d-\d\d$/) });
});

test('a model whose end was announced has its day', () => {
  expect(kindOf('openai')?.models.find(({ id }) => id === 'gpt-5')?.endsOn).toBe('2026-12-11');
  expect(KINDS.flatMap(({ models }) => models).every(({ endsOn = '2026-01-01' }) => isDate(endsOn))).toBe(true);
});

test.each(SERVERS)('%s has a port, and needs no key', (id) => {
  expect(kindOf(id)).toMatchObject({ port: expect.any(Number), dialect: 'openai', key: { required: false } });
});

test('every model has a window, and a price in whole nano-dollars where it answers', () => {
  for (const { id, models } of KINDS)
    for (const model of models) {
      expect(model.contextWindow, `${id}/${model.id}`).toBeGreaterThan(1000);
      expect(model.maxOutputTokens ?? 1).toBeLessThanOrEqual(model.contextWindow ?? 0);
      if (!model.abilities?.includes('chat')) continue;
      const { price } = model;
      expect(Number.isSafeInteger(price?.input) && Number.isSafeInteger(price?.output), `${id}/${model.id}`).toBe(true);
      expect(price?.cachedInput ?? 0).toBeLessThanOrEqual(price?.input ?? 0);
      expect(price?.input).toBeLessThanOrEqual(price?.output ?? 0);
      // A cent to a hundred dollars a million: a slip of a digit or a unit falls out of it.
      expect(price?.input).toBeGreaterThanOrEqual(0.01e9);
      expect(price?.output).toBeLessThanOrEqual(200e9);
      // What is written to a cache costs no less than what is not, and a longer prompt no less than a shorter one.
      expect(price?.cacheWrite ?? price?.input).toBeGreaterThanOrEqual(price?.input ?? 0);
      let shorter: { aboveTokens: number; input?: number; output?: number } = { aboveTokens: 0, ...price };
      for (const tier of price?.tiers ?? []) {
        expect(tier.aboveTokens, `${id}/${model.id}`).toBeGreaterThan(shorter.aboveTokens);
        expect(tier.aboveTokens).toBeLessThan(model.contextWindow ?? 0);
        expect(tier.input).toBeGreaterThanOrEqual(shorter.input ?? 0);
        expect(tier.output).toBeGreaterThanOrEqual(shorter.output ?? 0);
        shorter = tier;
      }
    }
  expect(kindOf('openai')?.models.find(({ id }) => id === 'gpt-4o')?.price).toMatchObject({
    input: 2.5e9,
    cachedInput: 1.25e9,
    output: 10e9,
  });
});

test('a damaged list says what to do', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-kinds-'));
  const path = join(folder, 'providers.json');
  for (const text of ['', '{}', '{"version":1,"kinds":[{"id":"x"}]}']) {
    await writeFile(path, text);
    await expect(openKindCatalog(path).all()).rejects.toThrow('Install Lintel again');
  }
  await rm(folder, { recursive: true });
});
