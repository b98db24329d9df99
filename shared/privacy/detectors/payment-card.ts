import type { Detector, Finding } from '../finding.ts';

const CANDIDATE = /(?<![\d.])\d(?:[ -]?\d){12,18}(?![\d.]\d|\d)/g;

// First digits and lengths by brand (ISO/IEC 7812 issuer ranges).
const BRANDS: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^4/, [13, 16, 19]],
  [/^(?:5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720))/, [16]],
  [/^3[47]/, [15]],
  [/^(?:6011|64[4-9]|65)/, [16, 19]],
  [/^35(?:2[89]|[3-8])/, [16]],
  [/^3(?:0[0-5]|[689])/, [14, 16]],
  [/^62/, [16, 17, 18, 19]],
];

/** The Luhn check (ISO/IEC 7812-1 annex B). */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    let digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    if (index % 2 === 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 === 0;
}

export const paymentCard: Detector = {
  type: 'payment-card',
  find(text) {
    const found: Finding[] = [];
    for (const match of text.matchAll(CANDIDATE)) {
      const digits = match[0].replaceAll(/[ -]/g, '');
      const branded = BRANDS.some(([start, lengths]) => lengths.includes(digits.length) && start.test(digits));
      if (branded && passesLuhn(digits)) {
        found.push({ type: 'payment-card', start: match.index, end: match.index + match[0].length, confidence: 0.97, validator: 'luhn' });
      }
    }
    return found;
  },
};
