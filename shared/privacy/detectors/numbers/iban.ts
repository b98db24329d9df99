import type { Detector, Finding } from '../../finding.ts';
import { firstMatch } from '../../first-match.ts';
import { BBAN } from './iban-countries.ts';
import { DIGIT, kindOf, LETTER, NONE } from './shapes.ts';

// Country and check digits, which a single separator may part. What follows is read by `endOf`, at most 34 characters.
const START = /(?:(?<![A-Z0-9])|(?<=(?<![A-Z0-9])IBAN))[A-Z]{2}[ -]?\d{2}/gi;

const letterOf = (unit: number) => String.fromCharCode(unit & 95);
const isWord = (kind: number) => kind === DIGIT || kind === LETTER;

/** 0 to 9 for a digit, 10 to 35 for a letter (ISO 13616). */
const rankOf = (unit: number) => (unit < 65 ? unit - 48 : (unit | 32) - 87);

/** Where the valid IBAN that begins at `start` ends; 0 when there is none. Single separators may part its groups. */
function endOf(text: string, start: number): number {
  const structure = BBAN.get(letterOf(text.charCodeAt(start)) + letterOf(text.charCodeAt(start + 1)));
  if (structure === undefined) return 0;
  // The whole leaves 1 when divided by 97, with country and check digits behind; a letter counts as two digits.
  let head = rankOf(text.charCodeAt(start)) * 100 + rankOf(text.charCodeAt(start + 1));
  let rest = 0;
  for (let index = start + 2, length = -2; ; index++) {
    const unit = text.charCodeAt(index);
    const kind = kindOf(unit);
    if (kind === NONE) return 0;
    if (!isWord(kind)) {
      if (!isWord(kindOf(text.charCodeAt(index + 1)))) return 0;
      continue;
    }
    const allowed = length < 0 ? 'n' : structure[length];
    if ((allowed === 'n' && kind !== DIGIT) || (allowed === 'a' && kind !== LETTER)) return 0;
    const rank = rankOf(unit);
    if (length < 0) head = head * 10 + rank;
    else rest = (rest * (rank > 9 ? 100 : 10) + rank) % 97;
    length++;
    if (length === structure.length) {
      return (rest * 1_000_000 + head) % 97 === 1 && !isWord(kindOf(text.charCodeAt(index + 1))) ? index + 1 : 0;
    }
  }
}

export const iban: Detector = {
  name: 'iban',
  find(text) {
    const found: Finding[] = [];
    let past = 0;
    for (let match = firstMatch(START, text); match !== null; match = START.exec(text)) {
      const start = match.index;
      const end = start < past ? 0 : endOf(text, start);
      if (end === 0) continue;
      found.push({ type: 'iban', start, end, confidence: 0.99, validator: 'mod-97' });
      past = end;
    }
    return found;
  },
};
