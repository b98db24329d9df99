import type { JSONObject } from '@ai-sdk/provider';
import type { ChatRequest } from '../../../../shared/chat/request.ts';
import type { RemoteModel } from '../../../../shared/providers/engine.ts';
import { serviceOf } from '../openai/usage.ts';
import { type Dialect, effortOf, type Fetch, type Opening } from './dialect.ts';
import { isRecord, parsed } from './json.ts';

/** Hints that OpenAI's ways of asking know by one name, and what the SDK calls each. */
const HINTS: Readonly<Record<string, string>> = {
  prompt_cache_key: 'promptCacheKey',
  prompt_cache_retention: 'promptCacheRetention',
  reasoning_effort: 'reasoningEffort',
  reasoning_summary: 'reasoningSummary',
  safety_identifier: 'safetyIdentifier',
  service_tier: 'serviceTier',
  user: 'user',
  verbosity: 'textVerbosity',
};

/** What every way to Responses has in common. Nothing is kept there: thought comes sealed, and goes back so. */
export const responses = {
  namespace: 'openai',
  answers: 'text/event-stream',
  proofs: ['reasoningEncryptedContent'],
  provesAtEnd: true,
  fetchesImages: true,
  picturesInResults: 'all',
  systemComesFirst: false,
  jsonNeedsSchema: false,
  callId: /^.{1,64}$/s,
  leastOutput: 16,
  namesStrictness: true,
  lacksStops: true,
  own: optionsOf,
  think: effortOf,
  used: (event) => {
    const service = isRecord(event) && isRecord(event.response) ? serviceOf(event.response.service_tier) : undefined;
    return service === undefined ? undefined : { service };
  },
  refusal: (event) =>
    isRecord(event) && event.type === 'response.refusal.delta' && typeof event.delta === 'string' ? event.delta : undefined,
} satisfies Omit<Dialect, 'open'>;

/** OpenAI’s own Responses, by which its newer models take tools. */
export const openai: Dialect = { ...responses, open: openResponses };

/** A model of an address that ends before `/responses`. */
export async function openResponses({ remote: { provider, model }, secret, fetch }: Opening) {
  const { OpenAIResponsesLanguageModel } = await import('@ai-sdk/openai/internal');
  return new OpenAIResponsesLanguageModel(model.id, {
    provider: 'openai.responses',
    url: ({ path }) => `${provider.baseUrl}${path}`,
    headers: () => ({ authorization: `Bearer ${secret}` }),
    fetch,
    explicitMessageItemType: true,
  });
}

function optionsOf({ parallelToolCalls, tools, output, dialect, wire }: ChatRequest): JSONObject {
  const hints = dialect.startsWith('openai-')
    ? Object.entries(HINTS).flatMap(([name, own]) => (typeof wire[name] === 'string' ? [[own, wire[name]] as const] : []))
    : [];
  return {
    store: false,
    strictJsonSchema: output.type === 'json-schema' && output.strict === true,
    // Without a word on it the SDK asks for one, which accounts have to be approved for.
    reasoningSummary: null,
    ...(parallelToolCalls === undefined || tools.length === 0 ? {} : { parallelToolCalls }),
    ...Object.fromEntries(hints),
  };
}

/** The way out, with each body changed before it leaves. */
export const changing =
  (fetch: Fetch, change: (body: Readonly<Record<string, unknown>>) => object): Fetch =>
  (input, init = {}) => {
    const body = typeof init.body === 'string' ? parsed(init.body) : undefined;
    return fetch(input, isRecord(body) ? { ...init, body: JSON.stringify(change(body)) } : init);
  };

/** Models that OpenAI offers by Responses alone. */
const ONLY = /(?:^o\d|gpt-[\d.]+)-pro|codex|deep-research|computer-use/;
const VERSION = /gpt-(\d+)(?:\.(\d+))?/;

/**
 * Whether a request to one of OpenAI's models has to be asked by Responses: chat completions refuse tools beside thought since
 * GPT 5.4, and know some models not at all.
 */
export function wantsResponses({ model }: Pick<RemoteModel, 'model'>, { tools }: Pick<ChatRequest, 'tools'>): boolean {
  if (ONLY.test(model.id)) return true;
  const [, major = '0', minor = '0'] = VERSION.exec(model.id) ?? [];
  return tools.length > 0 && (Number(major) > 5 || (Number(major) === 5 && Number(minor) >= 4));
}
