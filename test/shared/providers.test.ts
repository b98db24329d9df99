import { describe, expect, test } from 'vitest';
import type { ProviderKind } from '../../shared/providers/catalog.ts';
import { modelsOf, parametersByName } from '../../shared/providers/models-of.ts';
import type { Provider } from '../../shared/providers/provider.ts';

const price = (input: number, source: string) => ({ input, output: input, source, date: '2026-01-01' });
const KIND: ProviderKind = {
  id: 'kind',
  name: 'Kind',
  dialect: 'openai',
  place: 'cloud',
  key: { header: 'authorization', variables: [], required: true },
  confidence: 'unverified',
  models: [
    {
      id: 'known',
      contextWindow: 1000,
      abilities: ['chat'],
      price: price(1, 'catalogue'),
      quality: 0.9,
      source: 'https://a.example',
      date: '2025-01-01',
    },
    { id: 'other', contextWindow: 2000, endsOn: '2027-01-14', source: 'https://a.example', date: '2025-01-01' },
  ],
};
const provider = (extra: Partial<Provider> = {}): Provider => ({
  id: 'p',
  name: 'P',
  kind: 'kind',
  dialect: 'openai',
  baseUrl: 'https://p.example/v1',
  zone: 'cloud',
  models: [],
  ...extra,
});
const list = (...models: Provider['models']) => ({ at: 1, models });

describe('the models of a provider', () => {
  test('are those the user chose, else those it listed, else those that are known', () => {
    const listed = list({ id: 'listed' }, { id: 'known' });
    const ids = (...args: Parameters<typeof modelsOf>) => modelsOf(...args).map(({ id }) => id);
    expect(ids(provider({ models: [{ id: 'mine' }] }), listed, KIND)).toEqual(['mine']);
    expect(ids(provider(), listed, KIND)).toEqual(['listed', 'known']);
    expect(ids(provider(), undefined, KIND)).toEqual(['known', 'other']);
    expect(ids(provider(), undefined, undefined)).toEqual([]);
  });

  test('of Perplexity are its own, unless another was chosen', () => {
    const listed = list({ id: 'openai/gpt-5.2' }, { id: 'perplexity/sonar' });
    const ids = (extra: Partial<Provider>) => modelsOf(provider({ kind: 'perplexity', ...extra }), listed, KIND).map(({ id }) => id);
    expect(ids({})).toEqual(['perplexity/sonar']);
    expect(ids({ models: [{ id: 'openai/gpt-5.2' }] })).toEqual(['openai/gpt-5.2']);
  });

  test('are as the user says, then as the provider says, then as the catalogue remembers', () => {
    const listed = list({ id: 'known', contextWindow: 5000, price: price(2, 'listed') });
    const [known] = modelsOf(provider(), listed, KIND);
    expect(known).toEqual({ id: 'known', contextWindow: 5000, abilities: ['chat'], price: price(2, 'listed'), quality: 0.9 });
    const own = provider({ price: price(3, 'provider'), models: [{ id: 'known' }, { id: 'other', price: price(4, 'model') }] });
    expect(modelsOf(own, listed, KIND).map((model) => model.price?.source)).toEqual(['provider', 'model']);
    expect(modelsOf(provider({ models: [{ id: 'known' }] }), undefined, KIND)[0]?.price?.source).toBe('catalogue');
    expect(modelsOf(provider({ models: [{ id: 'known-2025-06-01' }] }), undefined, KIND)[0]).toMatchObject({
      id: 'known-2025-06-01',
      quality: 0.9,
    });
  });

  test('end when a list that tells of ends says so, else when the catalogue remembers it of that very name', () => {
    const ends = (models: Provider['models'], listed?: ReturnType<typeof list>) =>
      modelsOf(provider({ models }), listed, KIND).map(({ endsOn }) => endsOn);
    const chosen = [{ id: 'other' }, { id: 'other-2024-05-13' }, { id: 'known' }];
    expect(ends(chosen)).toEqual(['2027-01-14', undefined, undefined]);
    expect(ends(chosen, list({ id: 'other' }, { id: 'known' }))).toEqual(['2027-01-14', undefined, undefined]);
    // Put off, or announced since.
    expect(ends(chosen, list({ id: 'other' }, { id: 'known', endsOn: '2026-12-11' }))).toEqual([undefined, undefined, '2026-12-11']);
  });

  test('are corrected one by one without being chosen', () => {
    const corrected = [{ id: 'known', contextWindow: 77, price: price(9, 'me') }];
    const models = modelsOf(
      provider({ corrected, price: price(3, 'provider') }),
      list({ id: 'known', contextWindow: 5000 }, { id: 'listed' }),
      KIND,
    );
    expect(models.map((model) => [model.id, model.contextWindow, model.price?.source])).toEqual([
      ['known', 77, 'me'],
      ['listed', 128_000, 'provider'],
    ]);
  });

  test('have prices as of the day on which the user found them right', () => {
    const dates = (extra: Partial<Provider>) =>
      modelsOf(provider({ models: [{ id: 'known' }], ...extra }), undefined, KIND).map(({ price }) => price?.date);
    expect([dates({}), dates({ pricesCheckedOn: '2026-05-05' }), dates({ pricesCheckedOn: '2024-01-01' })].flat()).toEqual([
      '2026-01-01',
      '2026-05-05',
      '2026-01-01',
    ]);
  });

  test('have a careful window and the abilities that their name tells where nobody said', () => {
    const models = [{ id: 'a' }, { id: 'text-embed-1' }, { id: 'bge-reranker' }, { id: 'whisper-1' }];
    expect(
      modelsOf(provider({ models }), undefined, undefined).map(({ abilities, contextWindow }) => [abilities[0], contextWindow]),
    ).toEqual([
      ['chat', 128_000],
      ['embeddings', 128_000],
      ['rerank', 128_000],
      ['transcription', 128_000],
    ]);
    // Only where requests can be handed on as they are.
    expect(modelsOf(provider({ models, dialect: 'google' }), undefined, undefined)[3]?.abilities).toEqual([]);
    expect(modelsOf(provider({ models, zone: 'lan' }), undefined, undefined)[0]?.contextWindow).toBe(16_384);
    // It cuts off what is longer than its own default, and does not say so.
    expect(modelsOf(provider({ models, zone: 'lan', kind: 'ollama' }), undefined, undefined)[0]?.contextWindow).toBe(4096);
  });

  test('are no more than a person can oversee, unless they chose, and none that only makes sound or runs elsewhere', () => {
    const many = list(...Array.from({ length: 300 }, (_, index) => ({ id: `m${index}` })), { id: 'known' }, { id: 'tts-1' });
    expect(modelsOf(provider(), many, KIND).map(({ id }) => id)).toEqual(['known']);
    expect(modelsOf(provider(), many, undefined)).toHaveLength(64);
    const ollama = provider({ kind: 'ollama', zone: 'device' });
    expect(
      modelsOf(ollama, list({ id: 'gpt-oss:120b-cloud' }, { id: 'llama3.1:8b' }, { id: 'tts-1' }), undefined).map(({ id }) => id),
    ).toEqual(['llama3.1:8b']);
  });
});

test.each([
  ['llama3.1:8b', 8e9],
  ['Qwen/Qwen2.5-0.5B-Instruct', 0.5e9],
  ['mixtral-8x7b', 56e9],
  ['llama-3.3-70b-versatile', 70e9],
  ['gpt-4o', 0],
  ['gemma3', 0],
  ['model-4bit', 0],
])('%s tells %d parameters', (id, parameters) => expect(parametersByName(id)).toBe(parameters));
