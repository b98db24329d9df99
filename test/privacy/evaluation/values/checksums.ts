/** The digits of a text as numbers. */
export const digitsOf = (text: string): number[] => [...text].map(Number);

export const weighted = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0);

/** The digit that makes `digits` pass the Luhn check. */
export function luhnDigit(digits: string): string {
  const sum = digitsOf(digits)
    .reverse()
    .reduce((total, digit, at) => total + (at % 2 === 0 ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit), 0);
  return String((10 - (sum % 10)) % 10);
}

/** The digit that ISO 7064 MOD 11,10 wants after `digits`. */
export function hybridDigit(digits: string): string {
  let product = 10;
  for (const digit of digitsOf(digits)) product = (((digit + product) % 10 || 10) * 2) % 11;
  return String((11 - product) % 10);
}

const DIHEDRAL = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const PERMUTATION = ['0123456789', '1576283094', '5803796142', '8916043527', '9453126870', '4286573901', '2793806415', '7046913258'];
const INVERSE = '0432156789';

/** The digit that the Verhoeff scheme wants after `digits`. */
export function verhoeffDigit(digits: string): string {
  let check = 0;
  for (const [at, digit] of digitsOf(digits).reverse().entries())
    check = Number(DIHEDRAL[check]?.[Number(PERMUTATION[(at + 1) % 8]?.[digit])]);
  return INVERSE[check] ?? '0';
}

/** What is left of a long decimal number divided by `by`. */
export const remainder = (digits: string, by: number): number => digitsOf(digits).reduce((rest, digit) => (rest * 10 + digit) % by, 0);

/** Letters as the numbers 10 to 35, as IBANs count them. */
export const lettersAsNumbers = (text: string): string => text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
