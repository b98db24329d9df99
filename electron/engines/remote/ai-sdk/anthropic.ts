import type { PromptUsage, Usage } from '../../../../shared/chat/usage.ts';
import { markForCache } from './cache-marks.ts';
import { betaHeader, claudeBody, isInOwnWords } from './claude-body.ts';
import { createClaudeExtras } from './claude-extras.ts';
import { adapts, claudeBudget } from './claude-thought.ts';
import { type Dialect, effortOf, type Opening, type Thinking, type Thought, under } from './dialect.ts';
import { isRecord, numberIn } from './json.ts';

const VERSION = '2023-06-01';

/** What every way to Claude has in common. */
export const claude = {
  namespace: 'anthropic',
  answers: 'text/event-stream',
  proofs: ['signature', 'redactedData'],
  fetchesImages: true,
  picturesInResults: 'all',
  systemComesFirst: true,
  jsonNeedsSchema: true,
  callId: /^[\w-]{1,64}$/,
  own: (request) => ({
    ...(request.parallelToolCalls === false ? { disableParallelToolUse: true } : {}),
    // For models that it does not know the SDK would wait for a tool's call, of which the caller's own words hold nothing.
    ...(isInOwnWords(request) && request.output.type === 'json-schema' ? { structuredOutputMode: 'outputFormat' } : {}),
  }),
  think: thinkingOf,
  mark: (prompt, tools) => markForCache(prompt, tools, under('anthropic', { cacheControl: { type: 'ephemeral' } })),
  cacheMark: (cache) => under('anthropic', { cacheControl: { type: 'ephemeral', ...(cache === '1h' ? { ttl: cache } : {}) } }),
  extras: createClaudeExtras,
  promptUsage: promptUsageIn,
  used: usedIn,
} satisfies Omit<Dialect, 'open'>;

/** Claude at Anthropic, or at what speaks its Messages API. */
export const anthropic: Dialect = {
  ...claude,
  async open(opening) {
    const { baseUrl } = opening.remote.provider;
    return openClaude(opening, {
      provider: 'anthropic.messages',
      baseURL: baseUrl,
      headers: { 'anthropic-version': VERSION, 'x-api-key': opening.secret },
    });
  },
};

interface Way {
  readonly provider: string;
  readonly baseURL: string;
  readonly headers: Record<string, string>;
  readonly buildRequestUrl?: (baseURL: string, isStreaming: boolean) => string;
  readonly change?: (body: Record<string, unknown>) => Record<string, unknown>;
}

/**
 * Claude by some way. What the SDK adds to the limit for thought is taken back: the limit holds for all output. A caller who
 * speaks this dialect is heard in their own words.
 */
export async function openClaude({ remote, fetch, maxOutputTokens, request }: Opening, { change = (body) => body, ...way }: Way) {
  const { AnthropicLanguageModel } = await import('@ai-sdk/anthropic/internal');
  const limited = (body: Record<string, unknown>) => {
    const { max_tokens: most = Number.POSITIVE_INFINITY } = body;
    return maxOutputTokens === undefined || Number(most) <= maxOutputTokens ? body : { ...body, max_tokens: maxOutputTokens };
  };
  return new AnthropicLanguageModel(remote.model.id, {
    ...way,
    headers: { ...way.headers, ...betaHeader(request) },
    fetch,
    transformRequestBody: (body) => change(claudeBody(limited(body), request)),
    supportedUrls: () => ({ 'image/*': [/^https:/] }),
  });
}

function thinkingOf(thought: Thought, { id }: { readonly id: string }, maxOutputTokens: number | undefined): Thinking {
  if (adapts(id)) return effortOf(thought);
  const budget = claudeBudget(thought, maxOutputTokens);
  return budget === undefined ? { reasoning: 'none' } : { own: { thinking: { type: 'enabled', budgetTokens: budget } } };
}

/** Searches that Claude made, and how fast it was. */
function usedIn(event: unknown): Partial<Usage> | undefined {
  const usage = isRecord(event) ? (event.usage ?? (isRecord(event.message) ? event.message.usage : undefined)) : undefined;
  if (!isRecord(usage)) return undefined;
  const { server_tool_use: tools, cache_creation: written, speed } = usage;
  const long = isRecord(written) ? numberIn(written.ephemeral_1h_input_tokens) : 0;
  const searches = isRecord(tools) ? numberIn(tools.web_search_requests) : 0;
  return {
    ...(searches === 0 ? {} : { searches }),
    ...(long === 0 ? {} : { cacheWriteLongTokens: long }),
    ...(typeof speed === 'string' ? { service: speed === 'fast' ? 'priority' : 'standard' } : {}),
  };
}

/** Of the first event, which counts what the cache held apart. */
function promptUsageIn(event: unknown): PromptUsage | undefined {
  if (!isRecord(event) || event.type !== 'message_start' || !isRecord(event.message) || !isRecord(event.message.usage)) return undefined;
  const { usage } = event.message;
  const cachedInputTokens = numberIn(usage.cache_read_input_tokens);
  const cacheWriteTokens = numberIn(usage.cache_creation_input_tokens);
  const inputTokens = numberIn(usage.input_tokens) + cachedInputTokens + cacheWriteTokens;
  return { inputTokens, cachedInputTokens, ...(cacheWriteTokens === 0 ? {} : { cacheWriteTokens }) };
}
