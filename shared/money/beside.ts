import type { ChatRequest } from '../chat/request.ts';

/** What is asked for beside tokens, by the caller's own fields or because the target does it unasked. */
export interface Beside {
  /** To be served before others, or faster, which costs more a token. */
  readonly isFaster: boolean;
  /** To be served later, which costs less. */
  readonly isSlower: boolean;
  /** To be kept in a cache for an hour. */
  readonly isLong: boolean;
  /** Searches of the web, each of which may be charged. */
  readonly searches: boolean;
  /** Most tokens read that are not in the prompt, such as what a search finds; the largest number where nothing bounds them. */
  readonly reads: number;
  /** Other work of the provider's own, of whose price nothing is known here. */
  readonly others: boolean;
  /** Of a token's price, in percent, for being made in a place of the caller's choice; usually 100. */
  readonly percent: number;
}

/** The same as a caller wishes it, whoever is asked. */
export interface Wishes extends Beside {
  /** Who speaks it is sent the caller's own fields; nobody else is. */
  readonly dialect: string;
  /** What would search unasked is not to. */
  readonly noSearch: boolean;
}

const UNBOUNDED = Number.MAX_SAFE_INTEGER;

const NOTHING: Beside = {
  isFaster: false,
  isSlower: false,
  isLong: false,
  searches: false,
  reads: 0,
  others: false,
  percent: 100,
};
const SEARCHES: Beside = { ...NOTHING, searches: true, reads: UNBOUNDED };

/** Who is sent a caller's own fields, by the caller's dialect. */
const HEARD: Readonly<Record<string, readonly string[]>> = {
  'openai-chat': ['openai', 'ollama'],
  'openai-responses': ['openai'],
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

/** What Anthropic takes for making all tokens in one place (platform.claude.com/docs/en/about-claude/pricing). */
const IN_PLACE = 110;

/** Tools that the caller runs, though the provider knows what they are. */
const CALLERS_OWN = /^(?:function|custom|bash|text_editor|computer|memory|tool_search)(?:_|$)/;
/** What costs no more than the tokens it comes to, and what of it reads. */
const FREE = /^(?:web_fetch(?:_\d+)?|url_?context|code_?execution|response-healing)$/i;
const READING = /search|fetch|url_?context/i;
const SEARCH = /search/i;

/** A tool that the provider runs, and the most tokens that it may read. */
interface Hosted {
  readonly name: string;
  readonly reads: number;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});

/** What fields beside the tools have OpenAI's chat, or who speaks it, do by itself: Perplexity's and OpenAI's, xAI's, OpenRouter's. */
function hostedByFields({ web_search_options: options, search_parameters: parameters, plugins }: ChatRequest['wire']): readonly Hosted[] {
  const names = [
    ...(isSaid(options) ? ['web_search'] : []),
    ...(isSaid(parameters) && fieldsOf(parameters).mode !== 'off' ? ['web_search'] : []),
    ...listOf(plugins).map((plugin) => (fieldsOf(plugin).id === 'web' ? 'web_search' : String(fieldsOf(plugin).id))),
  ];
  return names.map((name) => ({ name, reads: readBy(name, Number.NaN) }));
}

function hostedTools({ tools }: ChatRequest['wire']): readonly Hosted[] {
  return listOf(tools).flatMap((tool): Hosted[] => {
    if (typeof tool !== 'object' || tool === null) return [];
    const { type, functionDeclarations: _, function_declarations: __, max_uses: uses, max_content_tokens: each, ...rest } = tool as Fields;
    if (typeof type === 'string') return CALLERS_OWN.test(type) ? [] : [{ name: type, reads: readBy(type, Number(uses) * Number(each)) }];
    // Gemini's tools are named by their fields; a function has a name itself.
    if ('name' in rest || 'function' in rest) return [];
    return Object.keys(rest).map((name) => ({ name, reads: readBy(name, Number.NaN) }));
  });
}

type Fields = Readonly<Record<string, unknown>>;

const readBy = (name: string, said: number): number => (READING.test(name) ? (said >= 0 ? said : UNBOUNDED) : 0);

type Asking = Pick<ChatRequest, 'dialect' | 'wire' | 'messages' | 'tools'>;

/** Deciding asks and every try asks again; a request never changes. */
const known = new WeakMap<object, { readonly wishes: Wishes | undefined }>();

/** What a request wishes beside tokens; undefined where that is nothing. */
export function wishesOf(request: Asking): Wishes | undefined {
  const before = known.get(request);
  if (before !== undefined) return before.wishes;
  const wishes = read(request);
  known.set(request, { wishes });
  return wishes;
}

function read({ dialect, wire, messages, tools }: Asking): Wishes | undefined {
  const marked = [tools, ...messages.map(({ content }) => content)];
  const isLong = marked.some((all) => all.some((one) => 'cache' in one && one.cache === '1h'));
  const fields = Object.entries(wire);
  if (fields.length === 0 && !isLong) return undefined;
  const hosted = [...hostedTools(wire), ...hostedByFields(wire)];
  const paid = hosted.filter(({ name }) => !FREE.test(name));
  return {
    dialect,
    isFaster: fields.some(isHaste),
    isSlower: fields.some(isLater),
    isLong,
    searches: paid.some(({ name }) => SEARCH.test(name)),
    reads: hosted.reduce((sum, { reads }) => Math.min(UNBOUNDED, sum + reads), 0),
    others: paid.some(({ name }) => !SEARCH.test(name)),
    percent: isSaid(wire.inference_geo) && wire.inference_geo !== 'global' ? IN_PLACE : 100,
    noSearch: dialect === 'openai-chat' && wire.disable_search === true,
  };
}

/** What of a target tells what it is sent. */
type Asked = { readonly id?: string; readonly speaks?: string } | undefined;

/** Perplexity's own models, by their names as targets; it has others', which search nothing there. */
const SEARCHING_MODEL = /\/(?:perplexity\/|sonar)/;

/** What of the wishes a target hears, and what it does unasked: Perplexity searches. */
export function besideOf(wishes: Wishes | undefined, target: Asked): Beside {
  const speaks = target?.speaks;
  if (speaks === 'perplexity') return wishes?.noSearch !== true && SEARCHING_MODEL.test(target?.id ?? '/sonar') ? SEARCHES : NOTHING;
  if (wishes === undefined || speaks === undefined) return NOTHING;
  const { dialect, noSearch: _, ...all } = wishes;
  if (HEARD[dialect]?.includes(speaks) === true) return all;
  // Azure is sent hints alone; marks for a cache are everybody's.
  const isHinted = speaks === 'azure' && dialect.startsWith('openai-');
  return { ...NOTHING, isLong: all.isLong, ...(isHinted ? { isFaster: all.isFaster, isSlower: all.isSlower } : {}) };
}

/** The caller's own fields without haste, or with none but that of a price that is known. */
export const withoutHaste = (wire: ChatRequest['wire'], isPriced: boolean): ChatRequest['wire'] =>
  Object.fromEntries(Object.entries(wire).filter((field) => !isHaste(field) || (isPriced && PRIORITY.has(field[1]))));

/** The caller's own fields with no more searches and pages read than `most`, where they say how many. */
export function withFewer(wire: ChatRequest['wire'], most: number): ChatRequest['wire'] {
  if (!Array.isArray(wire.tools)) return wire;
  const tools = wire.tools.map((tool: unknown) => {
    if (typeof tool !== 'object' || tool === null) return tool;
    const { type, max_uses: uses } = tool as Fields;
    if (typeof type !== 'string' || !/^web_(?:search|fetch)_/.test(type)) return tool;
    return { ...tool, max_uses: typeof uses === 'number' ? Math.min(uses, most) : most };
  });
  return { ...wire, tools };
}
