import type { LanguageModelV4Usage } from '@ai-sdk/provider';
import type { ChatRequest } from '../../../../shared/chat/request.ts';
import type { Usage } from '../../../../shared/chat/usage.ts';
import { textsIn, textsOf } from '../../../../shared/routing/texts.ts';
import { numberIn } from './json.ts';

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
  return {
    ...counts,
    ...(cacheWriteTokens === 0 ? {} : { cacheWriteTokens }),
    ...(reasoningTokens === 0 ? {} : { reasoningTokens }),
    costNanoDollars: 0,
  };
}

/** What was used of an answer whose end, where providers tell it, never came. */
export function estimatedUsage(inputTokens: number, outputTokens: number): Usage {
  const counts = { inputTokens, cachedInputTokens: 0, outputTokens };
  return { ...counts, isEstimate: true, costNanoDollars: 0 };
}

/** Tokens of a prompt that nobody counted, at least one. */
export function estimatedInput({ messages, tools }: ChatRequest): number {
  let units = 0;
  for (const { content } of messages)
    for (const part of content) if (part.type !== 'image') for (const text of textsOf(part)) units += text.length;
  for (const text of textsIn(tools)) units += text.length;
  return Math.max(1, Math.ceil(units / UNITS_PER_TOKEN));
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
