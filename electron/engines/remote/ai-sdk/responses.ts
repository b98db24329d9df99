import type { JSONObject } from '@ai-sdk/provider';
import type { ChatRequest } from '../../../../shared/chat/request.ts';
import type { RemoteModel } from '../../../../shared/providers/engine.ts';
import { serviceOf } from '../openai/usage.ts';
import { type Dialect, effortOf, type Fetch, type Opening } from './dialect.ts';
import { isRecord, parsed } from './json.ts';

/** Hints that OpenAI's ways of asking know by one name: they go as they came. */
const HINTS = ['prompt_cache_key', 'prompt_cache_options', 'prompt_cache_retention', 'safety_identifier', 'service_tier', 'user'];

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
export async function openResponses({ remote: { provider, model }, secret, fetch, request }: Opening) {
  const { OpenAIResponsesLanguageModel } = await import('@ai-sdk/openai/internal');
  return new OpenAIResponsesLanguageModel(model.id, {
    provider: 'openai.responses',
    url: ({ path }) => `${provider.baseUrl}${path}`,
    headers: () => ({ authorization: `Bearer ${secret}` }),
    fetch: withHints(fetch, request),
    explicitMessageItemType: true,
  });
}

function optionsOf({ parallelToolCalls, tools, output, dialect, wire }: ChatRequest): JSONObject {
  const { reasoning_effort: effort, reasoning_summary: summary, verbosity } = dialect.startsWith('openai-') ? wire : {};
  return {
    store: false,
    strictJsonSchema: output.type === 'json-schema' && output.strict === true,
    // Without a word on it the SDK asks for one, which accounts have to be approved for.
    reasoningSummary: typeof summary === 'string' ? summary : null,
    ...(typeof effort === 'string' ? { reasoningEffort: effort } : {}),
    ...(VERBOSITIES.has(verbosity) ? { textVerbosity: verbosity as string } : {}),
    ...(parallelToolCalls === undefined || tools.length === 0 ? {} : { parallelToolCalls }),
  };
}

const VERBOSITIES: ReadonlySet<unknown> = new Set(['low', 'medium', 'high']);

/** The way out, with the caller's hints on each body. */
export const withHints = (fetch: Fetch, request: ChatRequest | undefined): Fetch =>
  request?.dialect.startsWith('openai-') === true
    ? changing(fetch, (body) => ({
        ...body,
        ...Object.fromEntries(HINTS.flatMap((name) => (request.wire[name] == null ? [] : [[name, request.wire[name]]]))),
      }))
    : fetch;

/** The way out, with each body changed before it leaves. */
export const changing =
  (fetch: Fetch, change: (body: Readonly<Record<string, unknown>>) => object): Fetch =>
  (input, init = {}) => {
    const body = typeof init.body === 'string' ? parsed(init.body) : undefined;
    return fetch(input, isRecord(body) ? { ...init, body: JSON.stringify(change(body)) } : init);
  };

/** Models that OpenAI offers by Responses alone. */
const ONLY = /(?:^o\d|gpt-[\d.]+)-pro|codex|deep-research|computer-use/;
/** At Azure GPT 3.5 is called 35. */
const VERSION = /gpt-(?!35)(\d+)(?:\.(\d+))?/;

/**
 * Whether a request to one of OpenAI's models has to be asked by Responses: chat completions refuse tools beside thought since
 * GPT 5.4, and know some models not at all.
 */
export function wantsResponses(
  { model }: Pick<RemoteModel, 'model'>,
  { tools, reasoning }: Pick<ChatRequest, 'tools' | 'reasoning'>,
): boolean {
  if (ONLY.test(model.id)) return true;
  const [, major = '0', minor = '0'] = VERSION.exec(model.id) ?? [];
  const isNewer = Number(major) > 5 || (Number(major) === 5 && Number(minor) >= 4);
  return isNewer && tools.length > 0 && reasoning?.enabled !== false;
}
