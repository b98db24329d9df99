import type { Usage } from '../../../../shared/chat/usage.ts';
import { type Fields, fieldsOf } from './fields.ts';

/** More than any context holds: what is above is no count of tokens. */
const MOST_TOKENS = 1_000_000_000;

const count = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= MOST_TOKENS ? value : undefined;

/** The usage that a chunk or an answer tells, where it tells one: beside the choices, or where Groq puts it. */
export function toldUsage(chunk: Fields): Fields | undefined {
  const told = chunk.usage ?? fieldsOf(chunk.x_groq).usage;
  const usage = fieldsOf(told);
  if (count(usage.prompt_tokens) === undefined && count(usage.completion_tokens) === undefined) return undefined;
  // llama-server counts what it had in its cache among its times.
  const { cache_n: cached } = fieldsOf(chunk.timings);
  return cached === undefined ? usage : { cached_tokens: cached, ...usage };
}

const USUAL = new Set(['auto', 'default', 'on_demand', 'standard']);

/** How a request was ranked, in OpenAI's words; those who speak as it does have the same. */
export function serviceOf(tier: unknown): Usage['service'] {
  if (typeof tier !== 'string') return undefined;
  if (tier === 'flex' || tier === 'batch') return 'batch';
  if (tier === 'priority' || tier === 'fast') return 'priority';
  return USUAL.has(tier) ? 'standard' : undefined;
}

/** More than any one answer costs, in dollars: what is above is no price. */
const MOST_DOLLARS = 1_000;

/** What a provider says it charged, as OpenRouter does in dollars; else 0, since the path knows the prices. */
function chargedOf({ cost }: Fields): number {
  return typeof cost === 'number' && cost >= 0 && cost <= MOST_DOLLARS ? Math.ceil(Number((cost * 1e9).toFixed(3))) : 0;
}

/** What to take where a provider does not tell; asked only then, since counting takes time. */
export interface Estimate {
  inputTokens(): number;
  outputTokens(): number;
}

/**
 * Tokens as a provider told them, in the words of all who speak this dialect; estimated where it did not, and where the
 * answer was left before its end.
 */
export function usageOf(told: Fields | undefined, estimate: Estimate, isWhole: boolean, service?: Usage['service']): Usage {
  const usage = told ?? {};
  const toldInput = count(usage.prompt_tokens);
  const inputTokens = toldInput ?? estimate.inputTokens();
  const cached =
    count(fieldsOf(usage.prompt_tokens_details).cached_tokens) ?? count(usage.prompt_cache_hit_tokens) ?? count(usage.cached_tokens) ?? 0;
  const { audio_tokens: heard, cache_write_tokens: written } = fieldsOf(usage.prompt_tokens_details);
  const audioTokens = count(heard) ?? 0;
  const cacheWriteTokens = count(written) ?? 0;
  const reasoningTokens = count(fieldsOf(usage.completion_tokens_details).reasoning_tokens) ?? 0;
  const said = count(usage.completion_tokens);
  // Some count what was thought beside what was said, which only the sum shows.
  const isBeside = said !== undefined && reasoningTokens > 0 && count(usage.total_tokens) === inputTokens + said + reasoningTokens;
  const toldOutput = said === undefined ? undefined : said + (isBeside ? reasoningTokens : 0);
  const isTold = toldInput !== undefined && toldOutput !== undefined && isWhole;
  const outputTokens = isTold ? toldOutput : Math.max(toldOutput ?? 0, estimate.outputTokens());
  const counts = { inputTokens, cachedInputTokens: Math.min(cached, inputTokens), outputTokens };
  return {
    ...counts,
    ...(audioTokens > 0 ? { audioTokens: Math.min(audioTokens, inputTokens) } : {}),
    ...(cacheWriteTokens > 0 ? { cacheWriteTokens: Math.min(cacheWriteTokens, inputTokens) } : {}),
    ...(service === undefined ? {} : { service }),
    ...(reasoningTokens > 0 ? { reasoningTokens: Math.min(reasoningTokens, outputTokens) } : {}),
    ...(isTold ? {} : { isEstimate: true }),
    costNanoDollars: chargedOf(usage),
  };
}
