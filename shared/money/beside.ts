import type { ChatRequest } from '../chat/request.ts';

/**
 * What a caller's own fields ask for beside tokens. They go only to targets that speak the caller's dialect; nobody else is
 * sent them.
 */
export interface Beside {
  /** To be served before others, or faster, which costs more a token. */
  readonly isFaster: boolean;
  /** Searches of the web, each of which may be charged. */
  readonly searches: boolean;
  /** Other work of the provider's own, of whose price nothing is known here. */
  readonly others: boolean;
}

const NOTHING: Beside = { isFaster: false, searches: false, others: false };
const SEARCHES: Beside = { ...NOTHING, searches: true };

/** What a target does unasked: Perplexity searches. @param speaks its dialect */
export const unasked = (speaks: string | undefined): Beside => (speaks === 'perplexity' ? SEARCHES : NOTHING);

/** Who is sent a caller's own fields, by the caller's dialect. */
const HEARD: Readonly<Record<string, readonly string[]>> = {
  'openai-chat': ['openai', 'ollama'],
  'openai-responses': ['openai'],
  'anthropic-messages': ['anthropic', 'vertex'],
  gemini: ['google', 'vertex'],
};

/** Fields that ask to be served faster, and the values that do not. */
const FASTER: Readonly<Record<string, ReadonlySet<unknown>>> = {
  service_tier: new Set(['auto', 'default', 'flex', 'batch', 'on_demand', 'standard', 'standard_only', undefined, null]),
  serviceTier: new Set(['standard', 'flex', undefined, null]),
  speed: new Set(['standard', undefined, null]),
  inference_geo: new Set(['global', undefined, null]),
};

const isFaster = ([name, value]: [string, unknown]): boolean => Object.hasOwn(FASTER, name) && FASTER[name]?.has(value) === false;

/** Fields that have OpenAI's chat, or who speaks it, search or run something by itself. */
const SEARCHING = ['web_search_options', 'search_parameters', 'plugins'];

/** Tools that the caller runs, though the provider knows what they are. */
const CALLERS_OWN = /^(?:function|custom|bash|text_editor|computer|memory|tool_search)(?:_|$)/;
/** Tools that cost no more than the tokens they come to. */
const FREE = /^(?:web_fetch(?:_\d+)?|url_?context|code_?execution)$/i;

/** The names of tools that the provider runs. */
function hostedTools({ tools }: ChatRequest['wire']): readonly string[] {
  if (!Array.isArray(tools)) return [];
  return tools.flatMap((tool: unknown) => {
    if (typeof tool !== 'object' || tool === null) return [];
    const { type, functionDeclarations: _, function_declarations: __, ...rest } = tool as Record<string, unknown>;
    if (typeof type === 'string') return [type];
    // Gemini's tools are named by their fields; a function has a name itself.
    return 'name' in rest || 'function' in rest ? [] : Object.keys(rest);
  });
}

/** @param speaks the dialect of the target */
export function besideOf({ dialect, wire }: Pick<ChatRequest, 'dialect' | 'wire'>, speaks: string | undefined): Beside {
  if (speaks === undefined || HEARD[dialect]?.includes(speaks) !== true) return unasked(speaks);
  const hosted = hostedTools(wire).filter((name) => !CALLERS_OWN.test(name) && !FREE.test(name));
  return {
    isFaster: Object.entries(wire).some(isFaster),
    searches: SEARCHING.some((name) => wire[name] !== undefined && wire[name] !== null) || hosted.some((name) => /search/i.test(name)),
    others: hosted.some((name) => !/search/i.test(name)),
  };
}

/** The caller's own fields without those that ask to be served faster. */
export const withoutHaste = (wire: ChatRequest['wire']): ChatRequest['wire'] =>
  Object.fromEntries(Object.entries(wire).filter((field) => !isFaster(field)));

/** The caller's own fields with no more searches than `most`, where they say how many. */
export function withSearches(wire: ChatRequest['wire'], most: number): ChatRequest['wire'] {
  if (!Array.isArray(wire.tools)) return wire;
  const tools = wire.tools.map((tool: unknown) => {
    if (typeof tool !== 'object' || tool === null) return tool;
    const { type, max_uses: uses } = tool as Record<string, unknown>;
    if (typeof type !== 'string' || !type.startsWith('web_search_')) return tool;
    return { ...tool, max_uses: typeof uses === 'number' ? Math.min(uses, most) : most };
  });
  return { ...wire, tools };
}
