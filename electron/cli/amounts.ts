import { LintelError } from '../../shared/chat/error.ts';

const NANO_DIGITS = 9;

/** Dollars of an option `--usd`, in nano-dollars. Read as digits: as a number, 0.29 dollars would lose a part of them. */
export function nanoDollarsOf(text: string): number {
  const [, whole = '', fraction = ''] = /^\$?(\d{0,6})(?:\.(\d{1,9}))?$/.exec(text) ?? [];
  if (whole + fraction === '') throw new LintelError('bad-request', `--usd is an amount such as 1.00, not “${text}”.`, { field: '--usd' });
  return Number(whole + fraction.padEnd(NANO_DIGITS, '0'));
}

/** A whole number of an option. */
export function wholeOf(text: string, field: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new LintelError('bad-request', `${field} is a whole number, not “${text}”.`, { field });
  return Number(text);
}
