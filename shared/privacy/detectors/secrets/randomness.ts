/** What a value is written with. */
export interface Makeup {
  readonly lower: number;
  readonly upper: number;
  readonly digits: number;
  /** Characters that are neither: hyphens, dots, signs, spaces, other letters. */
  readonly others: number;
  /** Signs that people put in passwords, and that identifiers, paths and dates do without. */
  readonly signs: number;
  /** How often a lower-case letter, an upper-case letter or a digit is followed by one of another of the three, of all such pairs: 0 to 1. */
  readonly changes: number;
}

const PASSWORD_SIGNS = '!@#$%^&*+?~€£§';

// 1 lower, 2 upper, 3 digit.
function kindOf(unit: number): 0 | 1 | 2 | 3 {
  if (unit >= 97 && unit <= 122) return 1;
  if (unit >= 65 && unit <= 90) return 2;
  return unit >= 48 && unit <= 57 ? 3 : 0;
}

export function makeupOf(value: string): Makeup {
  const counts: [number, number, number, number] = [0, 0, 0, 0];
  let signs = 0;
  let pairs = 0;
  let changes = 0;
  let previous = 0;
  for (let index = 0; index < value.length; index++) {
    const kind = kindOf(value.charCodeAt(index));
    counts[kind]++;
    if (kind === 0 && PASSWORD_SIGNS.includes(value.charAt(index))) signs++;
    if (kind !== 0 && previous !== 0) {
      pairs++;
      if (kind !== previous) changes++;
    }
    previous = kind;
  }
  const [others, lower, upper, digits] = counts;
  return { lower, upper, digits, others, signs, changes: pairs === 0 ? 0 : changes / pairs };
}

/** Shannon entropy in bits a character, from how often each character of the value occurs in it. */
export function entropyOf(value: string): number {
  const counts = new Map<string, number>();
  for (const char of value) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/** How much of a value is in words, acronyms and numbers: 0 to 1. Of drawn letters and digits about a third is. */
export function wordiness(value: string): number {
  let inWords = 0;
  for (const [word] of value.matchAll(/[A-Z][a-z]{2,}|[a-z]{4,}|[A-Z]{5,}|\d{5,}/g)) inWords += word.length;
  return inWords / value.length;
}

/**
 * Whether letters and digits are mixed as chance mixes them, and not as words, names and versions do. Of drawn
 * characters about six in ten pairs change kind (four in ten with lower case and digits alone), of words one in five.
 */
export function looksDrawn(value: string): boolean {
  const { lower, upper, digits, changes } = makeupOf(value);
  const isOfWords = lower > 0 && upper > 0 && wordiness(value) > 0.75;
  if (isOfWords) return false;
  if (digits === 0) return lower > 0 && upper > 0 && changes >= 0.34 && value.length >= 20;
  return lower + upper > 0 && changes >= 0.2 && entropyOf(value) >= 2.8;
}
