import type { Detector, Finding } from '../finding.ts';

// Country, check digits, then 11 to 30 letters or digits, in groups of up to four or unbroken.
const CANDIDATE = /(?<![A-Z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}(?![A-Z0-9])/gi;

/** Remainder by 97 of an IBAN (ISO 13616): 1 when the check digits hold. */
function remainderBy97(iban: string): number {
  let remainder = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}

/** The longest valid IBAN that `candidate` starts with, as a length in characters; 0 when there is none. */
function validLength(candidate: string): number {
  for (let length = candidate.length; length >= 15; length--) {
    const endsAtWord = candidate[length - 1] !== ' ' && (candidate[length] ?? ' ') === ' ';
    if (!endsAtWord) continue;
    const compact = candidate.slice(0, length).replaceAll(' ', '').toUpperCase();
    if (compact.length >= 15 && remainderBy97(compact) === 1) return length;
  }
  return 0;
}

export const iban: Detector = {
  type: 'iban',
  find(text) {
    const found: Finding[] = [];
    for (const match of text.matchAll(CANDIDATE)) {
      const length = validLength(match[0]);
      if (length > 0) found.push({ type: 'iban', start: match.index, end: match.index + length, confidence: 0.99, validator: 'mod-97' });
    }
    return found;
  },
};
