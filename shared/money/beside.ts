import type { ChatRequest } from '../chat/request.ts';

/**
 * What a caller's own fields ask for beside tokens. They go only to targets that speak the caller's dialect; nobody else is
 * sent them.
 */
export interface Beside {
  /** To be served before others, or faster, which costs more a token. */
  readonly isFaster: boolean;
  /** To be served later, which costs less. */
  readonly isSlower: boolean;
  /** Searches of the web, each of which may be charged. */
  readonly searches: boolean;
  /** Reading what is not in the prompt: what a search finds, or a page. */
  readonly reads: boolean;
  /** Other work of the provider's own, of whose price nothing is known here. */
  readonly others: boolean;
  /** How many times more all costs for being done in a place of the caller's choice. */
  readonly factor: number;
}

const NOTHING: Beside = { isFaster: false, isSlower: false, searches: false, reads: false, others: false, factor: 1 };
const SEARCHES: Beside = { ...NOTHING, searches: true, reads: true };

/** What of a target tells what it is sent. */
type Asked = { readonly id?: string; readonly speaks?: string } | undefined;

/** Perplexity's own models, by their names as targets; it has others', which search nothing there. */
const SEARCHING_MODEL = /\/(?:perplexity\/|sonar)/;

/** What a target does unasked: Perplexity searches. */
export const unasked = (target: Asked): Beside =>
  target?.speaks === 'perplexity' && SEARCHING_MODEL.test(target.id ?? '/sonar') ? SEARCHES : NOTHING;

/** Who is sent a caller's own fields, by the caller's dialect. */
const HEARD: Readonly<Record<string, readonly string[]>> = {
  'openai-chat': ['openai', 'ollama', 'azure'],
  'openai-responses': ['openai', 'azure'],
  'anthropic-messages': ['anthropic', 'vertex'],
  gemini: ['google', 'vertex'],
};

/** Fields that say how soon to serve, and the words for no sooner and for later; all other words may be dearer. */
const HASTE: Readonly<Record<string, readonly [usual: readonly unknown[], later: readonly unknown[]]>> = {
  service_tier: [
    ['auto', 'default', 'on_demand', 'standard', 'standard_only'],
    ['flex', 'batch'],
  ],
  serviceTier: [['standard'], ['flex']],
  speed: [['standard'], []],
};
/** Words for sooner whose price is the one for priority; what is dearer still has none. */
const PRIORITY: ReadonlySet<unknown> = new Set(['priority', 'fast']);

const isSaid = (value: unknown): boolean => value !== undefined && value !== null;
const isHaste = ([name, value]: [string, unknown]): boolean =>
  Object.hasOwn(HASTE, name) && isSaid(value) && HASTE[name]?.some((words) => words.includes(value)) === false;
const isLater = ([name, value]: [string, unknown]): boolean => Object.hasOwn(HASTE, name) && HASTE[name]?.[1].includes(value) === true;

/** What Anthropic adds for doing all in one place (platform.claude.com/docs/en/about-claude/pricing). */
const IN_PLACE = 1.1;

/** Fields that have OpenAI's chat, or who speaks it, search or run something by itself. */
const SEARCHING = ['web_search_options', 'search_parameters', 'plugins'];

/** Tools that the caller runs, though the provider knows what they are. */
const CALLERS_OWN = /^(?:function|custom|bash|text_editor|computer|memory|tool_search)(?:_|$)/;
/** Tools that cost no more than the tokens they come to, and those of them that read. */
const FREE = /^(?:web_fetch(?:_\d+)?|url_?context|code_?execution)$/i;
const READING = /search|fetch|url_?context/i;

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

export function besideOf({ dialect, wire }: Pick<ChatRequest, 'dialect' | 'wire'>, target: Asked): Beside {
  if (dialect === 'openai-chat' && wire.disable_search === true && target?.speaks === 'perplexity') return NOTHING;
  if (target?.speaks === undefined || HEARD[dialect]?.includes(target.speaks) !== true) return unasked(target);
  const run = hostedTools(wire).filter((name) => !CALLERS_OWN.test(name));
  const paid = run.filter((name) => !FREE.test(name));
  const searches = SEARCHING.some((name) => isSaid(wire[name])) || paid.some((name) => /search/i.test(name));
  return {
    isFaster: Object.entries(wire).some(isHaste),
    isSlower: Object.entries(wire).some(isLater),
    searches,
    reads: searches || run.some((name) => READING.test(name)),
    others: paid.some((name) => !/search/i.test(name)),
    factor: isSaid(wire.inference_geo) && wire.inference_geo !== 'global' ? IN_PLACE : 1,
  };
}

/** The caller's own fields without haste, or with none but that of a price that is known. */
export const withoutHaste = (wire: ChatRequest['wire'], isPriced: boolean): ChatRequest['wire'] =>
  Object.fromEntries(Object.entries(wire).filter((field) => !isHaste(field) || (isPriced && PRIORITY.has(field[1]))));

/** The caller's own fields with no more searches and pages read than `most`, where they say how many. */
export function withFewer(wire: ChatRequest['wire'], most: number): ChatRequest['wire'] {
  if (!Array.isArray(wire.tools)) return wire;
  const tools = wire.tools.map((tool: unknown) => {
    if (typeof tool !== 'object' || tool === null) return tool;
    const { type, max_uses: uses } = tool as Record<string, unknown>;
    if (typeof type !== 'string' || !/^web_(?:search|fetch)_/.test(type)) return tool;
    return { ...tool, max_uses: typeof uses === 'number' ? Math.min(uses, most) : most };
  });
  return { ...wire, tools };
}
