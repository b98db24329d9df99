import type { Usage } from '../chat/usage.ts';

/** What each class of tokens costs, in whole nano-dollars (1e-9 USD) per million, so that $2.50 a million is 2.5e9. */
export interface Rates {
  readonly input: number;
  /** Prompt tokens that the provider had cached; absent: as `input`. */
  readonly cachedInput?: number;
  /** Prompt tokens that it writes to its cache; absent: as `input`. */
  readonly cacheWrite?: number;
  /** Prompt tokens that it writes there for an hour or longer; absent: as `cacheWrite`. */
  readonly cacheWriteLong?: number;
  /** Prompt tokens of pictures; absent: as `input`. */
  readonly image?: number;
  /** Prompt tokens of sound; absent: as `input`. */
  readonly audio?: number;
  readonly output: number;
  /** Tokens of thought; absent: as `output`. */
  readonly reasoning?: number;
}

/** What a target charges. */
export interface Price extends Rates {
  /** For every request, in nano-dollars. */
  readonly request?: number;
  /** For every search of the web, in nano-dollars. */
  readonly search?: number;
  /** Other rates for the whole request once its prompt has more tokens than this; the smallest first. */
  readonly tiers?: readonly (Partial<Rates> & { readonly aboveTokens: number })[];
  /** Other rates for work that may wait. */
  readonly batch?: Partial<Rates>;
  /** Other rates for work that goes before others'. */
  readonly priority?: Partial<Rates>;
  /** Where the price can be read. */
  readonly source: string;
  /** The day it was read, as `2026-01-31`. */
  readonly date: string;
}

/** Tokens of one request by what they are charged as. */
export type Charged = Omit<Usage, 'costNanoDollars' | 'isEstimate'>;

/** The most that one request can be made of. */
export interface Most {
  readonly inputTokens: number;
  /** Of all answers together. */
  readonly outputTokens: number;
  readonly searches: number;
  /** It was asked for before others', or may wait. */
  readonly isFaster?: boolean;
  readonly isSlower?: boolean;
  /** Some of it is to be kept in a cache for an hour. */
  readonly isLong?: boolean;
}

const PER = 1_000_000;

/**
 * What so many tokens cost, in whole nano-dollars, rounded up once. No price costs nothing. A prompt token is charged as one
 * class only: what the classes claim beyond the whole prompt is not counted.
 */
export function costOf(price: Price | undefined, charged: Charged): number {
  if (price === undefined) return 0;
  const { inputTokens, cachedInputTokens, cacheWriteTokens = 0, cacheWriteLongTokens = 0, imageTokens = 0, audioTokens = 0 } = charged;
  const { outputTokens, reasoningTokens = 0, searches = 0 } = charged;
  const rates = ratesFor(price, inputTokens, charged.service);
  const { input, cachedInput = input, cacheWrite = input, image = input, audio = input, output, reasoning = output } = rates;
  const long = Math.min(cacheWriteLongTokens, cacheWriteTokens);
  const sum = createSum();
  let rest = inputTokens;
  const take = (tokens: number, rate: number) => {
    const some = Math.min(tokens, rest);
    rest -= some;
    sum.add(some, rate);
  };
  take(cachedInputTokens, cachedInput);
  take(long, rates.cacheWriteLong ?? cacheWrite);
  take(cacheWriteTokens - long, cacheWrite);
  take(imageTokens, image);
  take(audioTokens, audio);
  take(rest, input);
  const thought = Math.min(reasoningTokens, outputTokens);
  sum.add(thought, reasoning);
  sum.add(outputTokens - thought, output);
  return sum.total() + (price.request ?? 0) + searches * (price.search ?? 0);
}

/** The most that a request can cost whatever its tokens turn out to be: each at the dearest rate that it may have. */
export function mostCostOf(
  price: Price | undefined,
  { inputTokens, outputTokens, searches, isFaster = false, isLong = false }: Most,
): number {
  if (price === undefined) return 0;
  const { tiers = [], priority = {} } = price;
  const all = [price, ...(isFaster ? [priority] : []), ...tiers.filter(({ aboveTokens }) => inputTokens > aboveTokens)];
  const dearest = (...names: (keyof Rates)[]) => Math.max(...all.flatMap((rates) => names.map((name) => rates[name] ?? 0)));
  const sum = createSum();
  sum.add(inputTokens, dearest('input', 'cachedInput', 'cacheWrite', 'image', 'audio', ...(isLong ? (['cacheWriteLong'] as const) : [])));
  sum.add(outputTokens, dearest('output', 'reasoning'));
  return sum.total() + (price.request ?? 0) + searches * (price.search ?? 0);
}

function ratesFor(price: Price, inputTokens: number, service: Charged['service']): Rates {
  const tier = price.tiers?.findLast(({ aboveTokens }) => inputTokens > aboveTokens);
  return { ...price, ...tier, ...(service === undefined || service === 'standard' ? {} : price[service]) };
}

/** Adds tokens times rates without ever leaving the whole numbers that a double holds exactly. */
function createSum() {
  let whole = 0;
  let millionths = 0;
  return {
    add(tokens: number, rate: number) {
      whole += tokens * Math.floor(rate / PER);
      millionths += tokens * (rate % PER);
    },
    total: () => whole + Math.ceil(millionths / PER),
  };
}
