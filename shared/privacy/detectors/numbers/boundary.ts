import { DIGIT, kindOf, LETTER } from './shapes.ts';

/** Digits of a number too long for a part of a date. */
const LONG = 9;

const isDigitAt = (text: string, index: number) => kindOf(text.charCodeAt(index)) === DIGIT;

/** True when a word with a digit in it ends right before `index` or starts there: a part of a longer number, such as a UUID. */
function hasDigitIn(text: string, index: number, step: 1 | -1): boolean {
  for (let steps = 0; steps < 12; steps++, index += step) {
    const kind = kindOf(text.charCodeAt(index));
    if (kind === DIGIT) return true;
    if (kind !== LETTER) return false;
  }
  return false;
}

/**
 * True when the number is not cut out of something longer: a decimal, a price, a phone number, a path, a UUID.
 * @param length how many digits and letters it has
 */
export function standsAlone(text: string, start: number, end: number, length: number): boolean {
  const before = text[start - 1] ?? ' ';
  const after = text[end] ?? ' ';
  if ('+$€£'.includes(before) || '%€$°'.includes(after)) return false;
  // A slash parts long numbers in a list, and short ones of a date or a reference.
  const isPart = (sign: string) => '.-'.includes(sign) || (sign === '/' && length < LONG);
  if ((after === ':' || isPart(after)) && hasDigitIn(text, end + 1, 1)) return false;
  if (after === '_' && /\w/.test(text[end + 1] ?? ' ')) return false;
  return !(isPart(before) && hasDigitIn(text, start - 2, -1));
}

/** True when a group of digits goes on after a single space, so that the number may be part of a longer one. */
export const goesOn = (text: string, start: number, end: number) =>
  (text[end] === ' ' && isDigitAt(text, end + 1)) || (text[start - 1] === ' ' && isDigitAt(text, start - 2));
