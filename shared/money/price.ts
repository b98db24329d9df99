/** What a target charges, in nano-dollars (1e-9 USD) per million tokens, so that $2.50 a million is 2.5e9. */
export interface Price {
  readonly input: number;
  /** Prompt tokens that the provider had cached; absent: as `input`. */
  readonly cachedInput?: number;
  readonly output: number;
  /** Where the price can be read. */
  readonly source: string;
  /** The day it was read, as `2026-01-31`. */
  readonly date: string;
}

/** Tokens of one request by what they are charged as. */
export interface TokenCounts {
  /** Of the prompt, cached ones included. */
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
}

const PER = 1_000_000;

/** What so many tokens cost, in whole nano-dollars, rounded up. No price costs nothing. */
export function costOf(price: Price | undefined, { inputTokens, cachedInputTokens, outputTokens }: TokenCounts): number {
  if (price === undefined) return 0;
  const fresh = Math.max(0, inputTokens - cachedInputTokens);
  const { input, cachedInput = input, output } = price;
  return Math.ceil((fresh * input + cachedInputTokens * cachedInput + outputTokens * output) / PER);
}
