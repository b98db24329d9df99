import type { Detector, Finding } from '../../finding.ts';

// Country and check digits. What follows is read by `validEnd`, at most 34 characters from each start.
const START = /(?<![A-Z0-9])[A-Z]{2}\d{2}/gi;
const SHORTEST = 15;
const LONGEST = 34;

/** 0 to 35 for a digit or letter, -1 for anything else and past the end. */
function valueAt(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  if (unit >= 48 && unit <= 57) return unit - 48;
  const lower = unit | 32;
  return lower >= 97 && lower <= 122 ? lower - 87 : -1;
}

/** Where the longest valid IBAN that begins at `start` ends; 0 when there is none. It ends with a word, and may hold single spaces. */
function validEnd(text: string, start: number): number {
  // ISO 13616: a letter counts as two digits, country and check digits come last, and the whole leaves 1 when divided by 97.
  const country = valueAt(text, start) * 100 + valueAt(text, start + 1);
  const head = country * 100 + valueAt(text, start + 2) * 10 + valueAt(text, start + 3);
  let remainder = 0;
  let end = 0;
  for (let index = start + 4, length = 4; length < LONGEST; index++) {
    const value = valueAt(text, index);
    if (value === -1) {
      if (text.charCodeAt(index) === 32 && valueAt(text, index + 1) !== -1) continue;
      break;
    }
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    length++;
    const isWhole = length >= SHORTEST && valueAt(text, index + 1) === -1;
    if (isWhole && (remainder * 1_000_000 + head) % 97 === 1) end = index + 1;
  }
  return end;
}

export const iban: Detector = {
  name: 'iban',
  find(text) {
    const found: Finding[] = [];
    let past = 0;
    for (const { index: start } of text.matchAll(START)) {
      const end = start < past ? 0 : validEnd(text, start);
      if (end === 0) continue;
      found.push({ type: 'iban', start, end, confidence: 0.99, validator: 'mod-97' });
      past = end;
    }
    return found;
  },
};
