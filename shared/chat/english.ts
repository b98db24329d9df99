import { type Said, spoken, type Tongue } from './said.ts';

const NANO = 1e9;
/** Digits that still say something of an amount below a cent. */
const SMALL_DIGITS = 2;
const CENT = 0.01;

/** `$1.25`, `$0.0031`; nothing is `$0`. @param nanoDollars a whole number of 1e-9 USD */
export function dollars(nanoDollars: number): string {
  if (nanoDollars === 0) return '$0';
  const usd = nanoDollars / NANO;
  if (Math.abs(usd) >= CENT) return `$${usd.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
  return `$${usd.toLocaleString('en', { maximumSignificantDigits: SMALL_DIGITS })}`;
}

const MIB = 2 ** 20;
const GIB = 2 ** 30;

const size = (bytes: number): string => (bytes < GIB / 10 ? `${Math.round(bytes / MIB)} MiB` : `${(bytes / GIB).toFixed(1)} GiB`);

const ENGLISH: Tongue = {
  text: (english) => english,
  figure(figure) {
    if ('dollars' in figure) return dollars(figure.dollars);
    if ('figure' in figure) return String(figure.figure);
    return 'size' in figure ? size(figure.size) : Math.round(figure.count).toLocaleString('en');
  },
  after: (sentence) => sentence.charAt(0).toLowerCase() + sentence.slice(1),
};

/** A sentence as the port, the command line and the log say it. */
export const english = (said: Said): string => spoken(said, ENGLISH) ?? said.said;
