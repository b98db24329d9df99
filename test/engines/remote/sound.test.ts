import { expect, it } from 'vitest';
import { usageOf as usageOfSdk } from '../../../electron/engines/remote/ai-sdk/counted.ts';
import { usageOf } from '../../../electron/engines/remote/openai/usage.ts';
import { costOf } from '../../../shared/money/price.ts';
import { modelsOf } from '../../../shared/providers/models-of.ts';
import { kindOf } from '../../fakes/providers.ts';

const input = { total: 1_000, noCache: 1_000, cacheRead: undefined, cacheWrite: undefined };
const output = { total: 10, text: 10, reasoning: undefined };
const none = { inputTokens: () => 0, outputTokens: () => 0 };

it('is counted apart from text, as providers tell it', () => {
  const promptTokensDetails = [
    { modality: 'TEXT', tokenCount: 100 },
    { modality: 'AUDIO', tokenCount: 900 },
    'nonsense',
    { modality: 'AUDIO', tokenCount: -4 },
  ];
  expect(usageOfSdk({ inputTokens: input, outputTokens: output, raw: { promptTokensDetails } as never })).toMatchObject({
    audioTokens: 900,
  });
  expect(usageOfSdk({ inputTokens: input, outputTokens: output })).not.toHaveProperty('audioTokens');
  const told = { prompt_tokens: 1_000, completion_tokens: 10, prompt_tokens_details: { audio_tokens: 900 } };
  expect(usageOf(told, none, true)).toMatchObject({ inputTokens: 1_000, audioTokens: 900 });
});

it('costs what its provider asks for it', () => {
  const provider = {
    id: 'g',
    name: 'G',
    kind: 'google',
    dialect: 'gemini',
    zone: 'cloud',
    baseUrl: 'https://g.example',
    models: [],
  } as never;
  const flash = modelsOf(provider, undefined, kindOf('google')).find(({ id }) => id === 'gemini-3.1-flash-lite');
  const usage = { inputTokens: 1_000_000, cachedInputTokens: 0, outputTokens: 0 };
  expect(costOf(flash?.price, usage)).toBe(0.25e9);
  expect(costOf(flash?.price, { ...usage, audioTokens: 1_000_000 })).toBe(0.5e9);
});
