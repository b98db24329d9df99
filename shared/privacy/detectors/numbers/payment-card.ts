import type { Detector, Finding } from '../../finding.ts';

// A group of digits, but no fraction, with enough digits after it. `validEnd` reads at most 19 from each start.
const START = /(?<!\d|\d\.)[2-6](?=(?:[ -]?\d){12})/g;

// First four digits from and to, and lengths, by brand (ISO/IEC 7812 issuer ranges).
const BRANDS: readonly (readonly [from: number, to: number, lengths: readonly number[]])[] = [
  [4000, 4999, [13, 16, 19]],
  [5100, 5599, [16]],
  [2221, 2720, [16]],
  [3400, 3499, [15]],
  [3700, 3799, [15]],
  [6011, 6011, [16, 19]],
  [6440, 6599, [16, 19]],
  [3528, 3589, [16]],
  [3000, 3059, [14, 16]],
  [3600, 3699, [14, 16]],
  [3800, 3999, [14, 16]],
  [6200, 6299, [16, 17, 18, 19]],
];

/** Lengths by the first four digits: looked up at every group of digits, so not searched. */
const LENGTHS: (readonly number[] | undefined)[] = new Array(10_000).fill(undefined);
for (const [from, to, lengths] of BRANDS) LENGTHS.fill(lengths, from, to + 1);

const isDigit = (unit: number) => unit >= 48 && unit <= 57;
const isSeparator = (unit: number) => unit === 32 || unit === 45;

/** True where a number ends before `index`: no digit follows, nor a fraction. */
function endsBefore(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return !isDigit(unit) && !(unit === 46 && isDigit(text.charCodeAt(index + 1)));
}

/** Where the longest valid card number that begins at `start` ends; 0 when there is none. Spaces and hyphens may part its digits. */
function validEnd(text: string, start: number): number {
  let lengths: readonly number[] | undefined;
  let first = 0;
  let end = 0;
  // The Luhn check (ISO/IEC 7812-1 annex B) doubles every second digit from the right, so which ones
  // depends on the length: both sums are kept.
  let doubledEven = 0;
  let doubledOdd = 0;
  for (let index = start, length = 0; length < 19; index++) {
    const unit = text.charCodeAt(index);
    if (!isDigit(unit)) {
      if (isSeparator(unit) && isDigit(text.charCodeAt(index + 1))) continue;
      break;
    }
    const digit = unit - 48;
    const doubled = digit > 4 ? digit * 2 - 9 : digit * 2;
    doubledEven += length % 2 === 0 ? doubled : digit;
    doubledOdd += length % 2 === 0 ? digit : doubled;
    length++;
    if (length <= 4) first = first * 10 + digit;
    if (length === 4) {
      lengths = LENGTHS[first];
      if (lengths === undefined) break;
    }
    const sum = length % 2 === 0 ? doubledEven : doubledOdd;
    if (length >= 13 && lengths?.includes(length) && sum % 10 === 0 && endsBefore(text, index + 1)) end = index + 1;
  }
  return end;
}

export const paymentCard: Detector = {
  name: 'payment-card',
  find(text) {
    const found: Finding[] = [];
    let past = 0;
    for (const { index: start } of text.matchAll(START)) {
      const end = start < past ? 0 : validEnd(text, start);
      if (end === 0) continue;
      found.push({ type: 'payment-card', start, end, confidence: 0.97, validator: 'luhn' });
      past = end;
    }
    return found;
  },
};
