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
