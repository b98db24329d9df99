import type { Command } from 'commander';
import { LintelError } from '../../shared/chat/error.ts';
import type { Price } from '../../shared/money/price.ts';

/** Prices as a person gives them: dollars per million tokens. */
export interface PriceOptions {
  readonly priceIn?: string;
  readonly priceOut?: string;
  readonly priceCached?: string;
  readonly priceSource?: string;
}

const NANO = 1e9;
const DEAREST_USD = 1e6;

export const withPriceOptions = (command: Command): Command =>
  command
    .option('--price-in <dollars>', 'dollars per million tokens of prompt')
    .option('--price-out <dollars>', 'dollars per million tokens of answer')
    .option('--price-cached <dollars>', 'dollars per million tokens of prompt that it had cached')
    .option('--price-source <text>', 'where the prices can be read');

/**
 * The price in nano-dollars, or undefined where none was given. Throws `bad-request` for what is none.
 * @param before keeps its other rates, such as that of sound
 */
export function priceOf({ priceIn, priceOut, priceCached, priceSource }: PriceOptions, date: string, before?: Price): Price | undefined {
  if (priceIn === undefined && priceOut === undefined && priceCached === undefined) return undefined;
  if (priceIn === undefined || priceOut === undefined)
    throw new LintelError('bad-request', 'A price needs both --price-in and --price-out, in dollars per million tokens.');
  return {
    ...before,
    input: nanoDollars(priceIn, '--price-in'),
    output: nanoDollars(priceOut, '--price-out'),
    ...(priceCached === undefined ? {} : { cachedInput: nanoDollars(priceCached, '--price-cached') }),
    source: priceSource ?? 'entered by you',
    date,
  };
}

function nanoDollars(text: string, option: string): number {
  const usd = /^\$?\d+(?:\.\d+)?$|^\$?\.\d+$/.test(text.trim()) ? Number(text.trim().replace('$', '')) : Number.NaN;
  if (!(usd <= DEAREST_USD))
    throw new LintelError('bad-request', `${option} must be dollars per million tokens, such as 2.5, and not “${text}”.`);
  return Math.round(usd * NANO);
}
