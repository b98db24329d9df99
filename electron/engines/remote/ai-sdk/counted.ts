import type { LanguageModelV4Usage } from '@ai-sdk/provider';
import type { ChatRequest } from '../../../../shared/chat/request.ts';
import type { Usage } from '../../../../shared/chat/usage.ts';
import { textsIn, textsOf } from '../../../../shared/routing/texts.ts';
import { numberIn } from './json.ts';

/** UTF-16 units to a token, for what no provider counted. */
const UNITS_PER_TOKEN = 4;

/** What a provider says was used. Cached tokens are part of the prompt's, thought is part of the output. */
export function usageOf({ inputTokens: input, outputTokens: output }: LanguageModelV4Usage): Usage {
  const inputTokens = numberIn(input.total);
  const outputTokens = numberIn(output.total);
  const cacheWriteTokens = numberIn(input.cacheWrite);
  const reasoningTokens = Math.min(numberIn(output.reasoning), outputTokens);
  return {
    inputTokens,
    cachedInputTokens: Math.min(numberIn(input.cacheRead), inputTokens),
    ...(cacheWriteTokens === 0 ? {} : { cacheWriteTokens: Math.min(cacheWriteTokens, inputTokens) }),
    outputTokens,
    ...(reasoningTokens === 0 ? {} : { reasoningTokens }),
    costNanoDollars: 0,
  };
}

/** Tokens of a prompt that nobody counted, at least one. */
export function estimatedInput({ messages, tools }: ChatRequest): number {
  let units = 0;
  for (const { content } of messages)
    for (const part of content) if (part.type !== 'image') for (const text of textsOf(part)) units += text.length;
  for (const text of textsIn(tools)) units += text.length;
  return Math.max(1, Math.ceil(units / UNITS_PER_TOKEN));
}

/** Counts the tokens of an answer while it comes in; providers tell only at its end. */
export function createCount() {
  let units = 0;
  let tokens = 0;
  return {
    /** Tokens of the next piece, never more in all than the text so far has. */
    of(text: string): number {
      units += text.length;
      const before = tokens;
      tokens = Math.floor(units / UNITS_PER_TOKEN);
      return tokens - before;
    },
    /** All so far, rounded up. */
    sum: () => Math.ceil(units / UNITS_PER_TOKEN),
  };
}
