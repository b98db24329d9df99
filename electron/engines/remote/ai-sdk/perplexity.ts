import type { WireExtra } from '../../../../shared/chat/event.ts';
import type { ChatRequest } from '../../../../shared/chat/request.ts';
import type { Usage } from '../../../../shared/chat/usage.ts';
import { MOST_SEARCHES } from '../../../../shared/routing/most.ts';
import { extentOf } from '../openai/extent.ts';
import type { Dialect, Extras } from './dialect.ts';
import { isRecord, numberIn } from './json.ts';
import { changing, openResponses, responses } from './responses.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Perplexity's own models answer from the web; others there do as they would elsewhere. */
const SEARCHING = /^perplexity\//;

/** The models of its chat completions: one has taken the place of them all. */
const OLD = /^sonar(?:-.*)?$/;

/** Of the SDK's body; any other field is refused. */
const KNOWN = 'input stream store temperature top_p max_output_tokens parallel_tool_calls tool_choice'.split(' ');

/** Where to search, as callers of OpenAI's chat used to say it to Perplexity, and what of it is told beside the filters. */
const FILTERS = [
  'search_domain_filter',
  'search_recency_filter',
  'search_after_date_filter',
  'search_before_date_filter',
  'last_updated_after_filter',
  'last_updated_before_filter',
];
const BESIDE = ['search_context_size', 'user_location'];

/** Perplexity's Agent API: Responses, read strictly, with searches that have to be asked for. */
export const perplexity: Dialect = {
  ...responses,
  jsonNeedsSchema: true,
  proofs: [],
  open: (opening) => {
    const { remote, fetch, request } = opening;
    // Addresses that were entered for its chat completions end before the version.
    const provider = { ...remote.provider, baseUrl: remote.provider.baseUrl.replace(/(?:\/v1)?$/, '/v1') };
    return openResponses({ ...opening, remote: { ...remote, provider }, fetch: changing(fetch, (body) => bodyOf(body, request)) });
  },
  own: (request, { abilities }) => ({
    ...responses.own(request),
    systemMessageMode: 'system',
    forceReasoning: abilities?.includes('reasoning') === true,
  }),
  used: usedIn,
  extras: createSources,
};

/** @param made what the SDK made of the neutral request */
function bodyOf(made: Fields, request: ChatRequest | undefined): Fields {
  const model = String(made.model).replace(OLD, 'perplexity/sonar');
  const search = SEARCHING.test(model) ? searchOf(request) : undefined;
  const tools = [...(search === undefined ? [] : [search]), ...(Array.isArray(made.tools) ? made.tools : [])];
  const format = isRecord(made.text) && isRecord(made.text.format) ? made.text.format : {};
  const { type, ...json_schema } = format;
  const effort = isRecord(made.reasoning) ? made.reasoning.effort : undefined;
  return {
    ...pick(made, KNOWN),
    model,
    ...(tools.length === 0 ? {} : { tools }),
    ...(search === undefined ? {} : { max_tool_calls: MOST_SEARCHES }),
    ...(type === 'json_schema' ? { response_format: { type, json_schema } } : {}),
    ...(typeof effort === 'string' && effort !== 'none' ? { reasoning: { effort } } : {}),
  };
}

/** The tool that searches, as far as the caller said where; undefined where they want no search. */
function searchOf(request: ChatRequest | undefined): Fields | undefined {
  const wire = request?.dialect === 'openai-chat' ? request.wire : {};
  if (wire.disable_search === true) return undefined;
  const options = isRecord(wire.web_search_options) ? wire.web_search_options : {};
  const filters = pick(wire, FILTERS);
  return {
    type: 'web_search',
    ...pick(options, BESIDE),
    ...(typeof wire.num_search_results === 'number' ? { max_results: wire.num_search_results } : {}),
    ...(Object.keys(filters).length === 0 ? {} : { filters }),
  };
}

const pick = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.filter((name) => fields[name] !== undefined && fields[name] !== null).map((name) => [name, fields[name]]));

/** Its usage has names of its own for what its cache held, for searches, and for what it charged in dollars. */
function usedIn(event: unknown): Partial<Usage> | undefined {
  if (!isRecord(event) || !isRecord(event.response) || !isRecord(event.response.usage)) return undefined;
  const { input_tokens_details: details, tool_calls_details: calls, cost } = event.response.usage;
  const cached = isRecord(details) ? numberIn(details.cache_read_input_tokens) : 0;
  const searches = isRecord(calls) && isRecord(calls.search_web) ? numberIn(calls.search_web.invocation) : 0;
  const dollars = isRecord(cost) && cost.currency === 'USD' && typeof cost.total_cost === 'number' ? cost.total_cost : 0;
  return {
    ...(cached === 0 ? {} : { cachedInputTokens: cached }),
    ...(searches === 0 ? {} : { searches }),
    costNanoDollars: numberIn(Math.ceil(Number((dollars * 1e9).toFixed(3)))),
  };
}

/** More sources than any answer names. */
const MOST_SOURCES = 200;

/** What an answer rests on, for callers of OpenAI's chat, by the names that Perplexity gave it there. */
function createSources(): Extras {
  const results: Fields[] = [];
  return {
    dialect: 'openai-chat',
    isForeign: () => false,
    take(event): readonly WireExtra[] {
      if (!isRecord(event) || event.type !== 'response.output_item.done' || !isRecord(event.item)) return [];
      if (event.item.type !== 'search_results' || !Array.isArray(event.item.results)) return [];
      extentOf(event);
      results.push(...event.item.results.filter(isRecord).slice(0, MOST_SOURCES - results.length));
      return [];
    },
    rest: () => (results.length === 0 ? undefined : { chunk: { citations: results.map(({ url }) => url), search_results: results } }),
  };
}
