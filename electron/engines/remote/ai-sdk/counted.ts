import type { LanguageModelV4Usage } from '@ai-sdk/provider';
import type { Usage } from '../../../../shared/chat/usage.ts';
import { isRecord, numberIn } from './json.ts';

/** UTF-16 units to a token, for what no provider counted. */
const UNITS_PER_TOKEN = 4;

/** What a provider says was used. Cached tokens are part of the prompt's, thought is part of the output. */
export function usageOf({ inputTokens: input, outputTokens: output, raw }: LanguageModelV4Usage): Usage {
  const inputTokens = numberIn(input.total);
  const outputTokens = numberIn(output.total);
  const cacheWriteTokens = Math.min(numberIn(input.cacheWrite), inputTokens);
  const reasoningTokens = Math.min(numberIn(output.reasoning), outputTokens);
  // The SDK passes over what Cohere says of its cache.
  const cached = numberIn(input.cacheRead ?? raw?.cached_tokens);
  const counts = { inputTokens, cachedInputTokens: Math.min(cached, inputTokens), outputTokens };
  const audioTokens = Math.min(heardIn(raw), inputTokens);
  return {
    ...counts,
    ...(audioTokens === 0 ? {} : { audioTokens }),
    ...(cacheWriteTokens === 0 ? {} : { cacheWriteTokens }),
    ...(reasoningTokens === 0 ? {} : { reasoningTokens }),
    costNanoDollars: 0,
  };
}

/** Tokens of the prompt that were sound, as Gemini tells them. */
function heardIn(raw: LanguageModelV4Usage['raw']): number {
  const details = raw?.promptTokensDetails;
  if (!Array.isArray(details)) return 0;
  return details.reduce<number>((sum, detail) => {
    return isRecord(detail) && detail.modality === 'AUDIO' ? sum + numberIn(detail.tokenCount) : sum;
  }, 0);
}

/** What was used of an answer whose end, where providers tell it, never came. */
export function estimatedUsage(inputTokens: number, outputTokens: number): Usage {
  const counts = { inputTokens, cachedInputTokens: 0, outputTokens };
  return { ...counts, isEstimate: true, costNanoDollars: 0 };
}

/** Tokens of texts that nobody counted. */
export const estimatedTokens = (texts: readonly string[]): number =>
  Math.ceil(texts.reduce((units, text) => units + text.length, 0) / UNITS_PER_TOKEN);

/** Counts the tokens of an answer while it comes in; providers tell only at its end. */
export function createCount() {
  let units = 0;
  let pieces = 0;
  return {
    /** Tokens of the next piece: one, or of a long piece as many as it has at the least. */
    of(text: string): number {
      if (text === '') return 0;
      units += text.length;
      pieces++;
      return Math.max(1, Math.floor(text.length / (2 * UNITS_PER_TOKEN)));
    },
    /** All so far. */
    sum: () => Math.max(pieces, Math.ceil(units / UNITS_PER_TOKEN)),
  };
}
