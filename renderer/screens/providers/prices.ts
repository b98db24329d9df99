import i18next from 'i18next';
import type { Price } from '../../../shared/money/price.ts';
import { isStale } from '../../../shared/routing/days.ts';
import type { Provider } from '../../stores/providers.ts';

/** What is known of what a provider's models cost. */
export type PriceState =
  | { readonly kind: 'free' | 'unknown' }
  /** `date` is that of the oldest price; `unpriced` models have none. */
  | { readonly kind: 'known' | 'stale'; readonly date: string; readonly unpriced: number };

/** Today here, as `2026-01-31`. */
export function today(): string {
  const now = new Date();
  const two = (part: number) => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** @param countForDays days that facts count, as the policy says */
export function priceStateOf({ offered, zone }: Pick<Provider, 'offered' | 'zone'>, on: string, countForDays: number): PriceState {
  const dates = offered.flatMap(({ price }) => price?.date ?? []).sort();
  const [oldest] = dates;
  if (oldest === undefined) return { kind: zone === 'device' || zone === 'lan' ? 'free' : 'unknown' };
  return { kind: isStale(oldest, on, countForDays) ? 'stale' : 'known', date: oldest, unpriced: offered.length - dates.length };
}

/** @param date as `2026-01-31`. Gives `31 Jan 2026` as the window's language writes it. */
export function formatDay(date: string): string {
  const day = new Date(`${date}T12:00:00`);
  return Number.isNaN(day.getTime()) ? date : day.toLocaleDateString(i18next.resolvedLanguage ?? 'en', { dateStyle: 'medium' });
}

/** Nano-dollars of typed dollars; undefined for an empty text, not a number for what is none. */
export function nanoDollars(typed: string): number | undefined {
  const text = typed.trim().replace(',', '.');
  return text === '' ? undefined : Math.round(Number(text) * 1e9);
}

/** Dollars per million tokens as a field holds them. */
export const dollarsOf = (rate: number | undefined): string => (rate === undefined ? '' : String(rate / 1e9));

/**
 * A price with the rates that were typed in place of those that it had: what no form shows, such as the rate of sound, stays.
 * The same price where none of them was changed, nothing where none was typed.
 * @param typed dollars per million tokens of every rate that the form shows
 */
export function correctedPrice(
  before: Price | undefined,
  typed: Partial<Record<'input' | 'cachedInput' | 'output', string>>,
): Price | undefined {
  const rates = new Map(Object.entries(typed).map(([name, dollars]) => [name, nanoDollars(dollars)]));
  if (rates.get('input') === undefined && rates.get('output') === undefined) return undefined;
  const had = Object.entries({ ...before });
  if ([...rates].every(([name, rate]) => had.find(([each]) => each === name)?.[1] === rate)) return before;
  const rest = Object.fromEntries(had.filter(([name]) => !rates.has(name)));
  const own = Object.fromEntries([...rates].filter(([, rate]) => rate !== undefined));
  return { input: 0, output: 0, ...rest, ...own, source: i18next.t('providers:price.byHand'), date: today() };
}
