/** The sum of the first digits, each times its weight. */
export function weighted(digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < weights.length; index++) sum += (digits.charCodeAt(index) - 48) * (weights[index] ?? 0);
  return sum;
}

/** Luhn's check (ISO/IEC 7812-1 annex B): every second digit from the right doubled, its digits summed. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let index = digits.length - 1, isDoubled = false; index >= 0; index--, isDoubled = !isDoubled) {
    const digit = digits.charCodeAt(index) - 48;
    sum += isDoubled ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
  }
  return sum % 10 === 0;
}

/** ISO 7064 MOD 11,10: the last digit checks those before it. */
export function mod11And10(digits: string): boolean {
  let product = 10;
  for (let index = 0; index < digits.length - 1; index++) {
    const sum = (digits.charCodeAt(index) - 48 + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (product + digits.charCodeAt(digits.length - 1) - 48) % 10 === 1;
}

// Products in the dihedral group of order 10, and the powers of Verhoeff's permutation (J. Verhoeff, 1969).
const PRODUCT = [
  ...['0123456789', '1234067895', '2340178956', '3401289567', '4012395678'],
  ...['5987604321', '6598710432', '7659821043', '8765932104', '9876543210'],
];
const POWER = ['0123456789', '1576283094', '5803796142', '8916043527', '9453126870', '4286573901', '2793806415', '7046913258'];

/** Verhoeff's check: finds every wrong digit and every two that changed places. */
export function verhoeff(digits: string): boolean {
  let state = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const permuted = (POWER[index % 8]?.charCodeAt(digit) ?? 48) - 48;
    state = (PRODUCT[state]?.charCodeAt(permuted) ?? 48) - 48;
  }
  return state === 0;
}

/** The remainder of a number of any length, digit by digit. */
export function remainder(digits: string, divisor: number): number {
  let rest = 0;
  for (let index = 0; index < digits.length; index++) rest = (rest * 10 + digits.charCodeAt(index) - 48) % divisor;
  return rest;
}

/** What a digit or letter counts in ISO 7064 and ISO 13616: 0 to 9, then A is 10. */
export const rank = (value: string, index: number): number => {
  const unit = value.charCodeAt(index);
  return unit > 57 ? unit - 55 : unit - 48;
};
