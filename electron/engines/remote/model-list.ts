import type { Price } from '../../../shared/money/price.ts';
import type { ProviderModel } from '../../../shared/providers/provider.ts';
import { isDate } from '../../../shared/routing/days.ts';
import type { Ability } from '../../../shared/routing/target.ts';
import { fieldOf, jsonOf } from './outside.ts';

/** Models read of one list. */
const MOST_MODELS = 2000;
const LONGEST_ID = 200;
const MOST_TOKENS = 1_000_000_000;
const NANO_PER_MILLION = 1e15;
/** Nano-dollars per million tokens: more is no price. */
const DEAREST = 1e15;

/** Fields in which servers tell the tokens of prompt and answer together. */
const WINDOWS = ['max_model_len', 'context_length', 'context_window', 'max_context_length', 'inputTokenLimit', 'loaded_context_length'];
const OUTPUTS = ['max_completion_tokens', 'outputTokenLimit', 'max_output_tokens'];
/** Fields in which OpenAI and OpenRouter tell the day on which a model ends. */
const ENDS = ['shutdown_date', 'expiration_date'];

/** What a list is read for: its day is that of the prices in it. */
export interface ListSource {
  readonly url: string;
  /** As `2026-01-31`. */
  readonly date: string;
}

/**
 * The models of a list, in whichever shape the server has: OpenAI's, or one of those that Anthropic, Google, Cohere, Mistral,
 * OpenRouter, Ollama, vLLM and others made of it. Undefined where it is no list of models.
 */
export function readModelList(text: string, source: ListSource): readonly ProviderModel[] | undefined {
  const json = jsonOf(text);
  const list = [json, fieldOf(json, 'data'), fieldOf(json, 'models')].find(Array.isArray);
  if (list === undefined) return undefined;
  const models = new Map<string, ProviderModel>();
  for (const entry of list.slice(0, MOST_MODELS) as unknown[]) {
    const id = idOf(entry);
    if (id !== undefined && !models.has(id)) models.set(id, modelOf(id, entry, source));
  }
  return [...models.values()];
}

function idOf(entry: unknown): string | undefined {
  const named = fieldOf(entry, 'id') ?? fieldOf(entry, 'name') ?? fieldOf(entry, 'model');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (typeof named !== 'string' || named.length > LONGEST_ID || /[\u0000-\u001f\u007f]/.test(named)) return undefined;
  return named.replace(/^models\//, '').trim() || undefined;
}

function modelOf(id: string, entry: unknown, source: ListSource): ProviderModel {
  const contextWindow = tokensOf([entry, fieldOf(entry, 'meta')], [...WINDOWS, 'n_ctx']);
  const maxOutputTokens = tokensOf([entry, fieldOf(entry, 'top_provider')], OUTPUTS);
  const abilities = abilitiesOf(entry);
  const price = priceOf(fieldOf(entry, 'pricing'), source);
  const endsOn = ENDS.map((field) => fieldOf(entry, field)).find((day): day is string => typeof day === 'string' && isDate(day));
  const name = fieldOf(entry, 'display_name') ?? fieldOf(entry, 'displayName');
  return {
    id,
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    ...(typeof name === 'string' && name.trim() !== '' && name.length <= LONGEST_ID && !/[\u0000-\u001f\u007f]/.test(name)
      ? { name: name.trim() }
      : {}),
    ...(contextWindow === undefined ? {} : { contextWindow }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    ...(abilities === undefined ? {} : { abilities }),
    ...(price === undefined ? {} : { price }),
    ...(endsOn === undefined ? {} : { endsOn }),
  };
}

function tokensOf(places: readonly unknown[], names: readonly string[]): number | undefined {
  for (const place of places)
    for (const name of names) {
      const value = fieldOf(place, name);
      if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value <= MOST_TOKENS) return value;
    }
  return undefined;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What a list says that a model can do; undefined where it says nothing. An empty list: nothing that Lintel uses. */
function abilitiesOf(entry: unknown): readonly Ability[] | undefined {
  const methods = fieldOf(entry, 'supportedGenerationMethods') ?? fieldOf(entry, 'endpoints');
  if (Array.isArray(methods)) {
    const has = (name: string) => methods.includes(name);
    if (has('rerank')) return ['rerank'];
    if (has('embedContent') || has('embed')) return ['embeddings'];
    return has('generateContent') || has('chat') ? undefined : [];
  }
  const capabilities = fieldOf(entry, 'capabilities');
  if (fieldOf(capabilities, 'completion_chat') !== undefined) {
    if (fieldOf(capabilities, 'completion_chat') !== true) return [];
    const can = (name: string) => fieldOf(capabilities, name) === true;
    return [
      'chat',
      'json',
      'choices',
      ...(can('function_calling') ? (['tools'] as const) : []),
      ...(can('vision') ? (['images'] as const) : []),
    ];
  }
  const parameters = fieldOf(entry, 'supported_parameters');
  if (!Array.isArray(parameters)) return undefined;
  const inputs = listOf(fieldOf(fieldOf(entry, 'architecture'), 'input_modalities'));
  const takes = (name: string) => parameters.includes(name);
  return [
    'chat',
    ...(takes('tools') ? (['tools'] as const) : []),
    ...(takes('structured_outputs') || takes('response_format') ? (['json'] as const) : []),
    ...(takes('logprobs') ? (['logprobs'] as const) : []),
    ...(takes('reasoning') ? (['reasoning'] as const) : []),
    ...(inputs.includes('image') ? (['images'] as const) : []),
    ...(inputs.includes('audio') ? (['audio'] as const) : []),
    ...(inputs.includes('file') ? (['documents'] as const) : []),
  ];
}

/** OpenRouter's prices: US dollars a token, as text. */
function priceOf(pricing: unknown, { url, date }: ListSource): Price | undefined {
  const amount = (name: string) => {
    const value = fieldOf(pricing, name);
    const usd = typeof value === 'string' && /^\d+(?:\.\d+)?(?:e-?\d+)?$/i.test(value) ? Number(value) : Number.NaN;
    const nano = Math.round(usd * NANO_PER_MILLION);
    return nano >= 0 && nano <= DEAREST ? nano : undefined;
  };
  const [input, output, cachedInput] = [amount('prompt'), amount('completion'), amount('input_cache_read')];
  if (input === undefined || output === undefined) return undefined;
  return { input, output, ...(cachedInput === undefined ? {} : { cachedInput }), source: url, date };
}
