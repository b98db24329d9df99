import { dollars } from './dollars.ts';

/** The currency in which amounts are shown, at the rate of a day. Nothing is counted in it. */
export interface Currency {
  /** As in ISO 4217, such as `EUR`. */
  readonly code: string;
  /** How much of it one dollar is. */
  readonly perDollar: number;
  /** The day of the rate, as `2026-01-31`. */
  readonly date: string;
}

const NANO = 1e9;
/** Digits that still say something of an amount below a hundredth. */
const SMALL_DIGITS = 2;
const HUNDREDTH = 0.01;

/** An amount as a person reads it: in dollars, or about as much in another currency. @param nanoDollars a whole number of 1e-9 USD */
export function amount(nanoDollars: number, currency?: Currency): string {
  if (currency === undefined || currency.code === 'USD') return dollars(nanoDollars);
  const value = (nanoDollars / NANO) * currency.perDollar;
  const digits = value !== 0 && Math.abs(value) < HUNDREDTH ? { maximumSignificantDigits: SMALL_DIGITS } : {};
  return `≈ ${value.toLocaleString('en', { style: 'currency', currency: currency.code, ...digits })}`;
}
