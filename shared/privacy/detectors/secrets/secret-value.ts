import type { AssignedValue } from './assigned-value.ts';
import { printableOf } from './jwt.ts';
import { commonPairs } from './letter-pairs.ts';
import { isPlaceholder } from './placeholder.ts';
import { entropyOf, looksDrawn, makeupOf, wordiness } from './randomness.ts';
import { ANY_SECRET_WORD, type SecretWord } from './secret-words.ts';

// Dates, times, numbers with separators, addresses, files, versions, ranges: what passwords are not.
const SOMETHING_ELSE =
  /^(?:[\d.:/,\-+]+(?:T[\d:.]+Z?|ms|s|h|d|px|kb|mb|%)?|v?\d+(?:\.\w+)+|[\w.+-]+@[\w-]+\.[\w.]+|(?:https?|ftp|file):\/\/.*|\.{0,2}\/[\w./-]*|[A-Za-z]:\\.*|[\w-]+\.(?:[a-z]\w{0,3}|json|yaml|properties)|\d+-?(?:[a-z]{1,3}|chars?|characters?|digits?|letters?|times|days|hours|minutes|bits?|bytes?)|[a-z]+-\d{1,3}(?:-[a-z]+)?|[a-z]{1,6}\d|0x[0-9a-f]{1,8}|(?:u?int|float|big(?:u?int)?)\d+(?:array)?)$/i;
// Two slashes and no drawn-looking letters: a path.
const PATH = /^[\w.+:~-]*(?:\/[\w.-]+){2,}\/?$/;
// Short, but where a form or program asks for a password it is one: a PIN, a word with a number.
const SHORT_PASSWORD = /^(?:\d{4,}|[a-z]{3,12}\d+)$/i;
const CALL = /^(?:!?\[?[A-Za-z_$][\w$.]*[([]|\/[[^(])/;
// `config.password`, `getSecret(…)`, `argv[1]`, `user_token`: code that names a value.
const CODE = /^(?:!?[A-Za-z_$][\w$]*(?:\.[A-Za-z_$]|\?\.|\(|\[|::|->)|\/[[^(]|&|\*\w|@\w+$|await\b|new\b|lambda\b)/;

const isAssigned = (place: AssignedValue['place']) => place !== 'said' && place !== 'near';

/** Longer ones that do not look drawn are text and code. */
const LONGEST_THOUGHT_UP = 128;

const HEX = /^[0-9a-f]+$/i;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Letters and digits, or letters and signs, as in a password that somebody thought up. */
export function isMixed(value: string): boolean {
  const { lower, upper, digits, signs } = makeupOf(value);
  const hasLetters = lower + upper > 0 || /\p{L}/u.test(value);
  return hasLetters ? digits > 0 || signs > 0 : digits > 0 && signs > 0;
}

/** Long, and as if drawn by lot. */
function isStrong(value: string, kind: SecretWord): boolean {
  if (/\s/.test(value)) return false;
  if (UUID.test(value)) return kind !== 'key';
  if (HEX.test(value)) return value.length >= (kind === 'key' ? 32 : 16) && /\d/.test(value) && /[a-f]/i.test(value);
  return value.length >= 16 && looksDrawn(value) && entropyOf(value) >= 3;
}

/** A pass phrase in quotes: at least four words, and none that says what is to be typed. */
const isPhrase = (value: string) =>
  /^\p{L}{2,}(?:[ -]\p{L}{2,}){3,}[\d!?.]*$/u.test(value) && !ANY_SECRET_WORD.test(value) && value.length < 80;

/**
 * How much like words letters may be, by how sure it is that they are a password. Of 23,000 identifiers of published code 0.2 % are
 * below 0.9, 0.5 % below 1, 2 % below 1.1; of drawn letters 88, 95 and 98 %.
 */
const MOST_WORDY = { near: 0.9, assigned: 1, 'env-line': 1, query: 1, said: 1.1 };

/** Letters side by side as no words and no identifiers have them: drawn, though by chance without a digit. */
export function isScrambled(value: string, place: AssignedValue['place']): boolean {
  if (value.length < 8 || !/^[a-z]+(?:[-_][a-z]+){0,2}$/i.test(value)) return false;
  const pairs = commonPairs(value);
  if (!/[a-z][A-Z]|[A-Z]{2}[a-z]/.test(value)) return pairs <= 0.4;
  return pairs + wordiness(value) / 2 <= MOST_WORDY[place];
}

/** Text in base64, as the secrets of Kubernetes hold it. */
const isBase64 = (value: string) =>
  /^(?=[^A-Z]*[A-Z])(?=[^a-z]*[a-z])[A-Za-z\d+/]{6,128}={0,2}$/.test(value) &&
  value.length % 4 === 0 &&
  printableOf(value).length === Math.floor((value.replace(/=+$/, '').length * 3) / 4);

function passwordConfidence({ value, isQuoted, place }: AssignedValue): number {
  const isEnvLine = place === 'env-line';
  if (value.length < 4) return 0;
  if (isPhrase(value)) return isQuoted || isEnvLine ? 0.7 : 0.6;
  if (/\s/.test(value))
    return isQuoted && isMixed(value) && /\d/.test(value) && value.length <= 32 && !ANY_SECRET_WORD.test(value) ? 0.65 : 0;
  if (isStrong(value, 'password')) return 0.9;
  const { digits, lower, upper, others } = makeupOf(value);
  if (digits === value.length) return isAssigned(place) || value.length >= 6 ? 0.7 : 0;
  if (isMixed(value)) {
    // A variable's name, but not one of drawn letters that hold `pwd` by chance.
    const isName = ANY_SECRET_WORD.test(value) && !isQuoted && !isEnvLine && /^\w+$/.test(value);
    if (isName && !(value.length >= 8 && looksDrawn(value))) return /\d{2,}$/.test(value) ? 0.7 : 0;
    return value.length >= 6 || isQuoted ? 0.85 : 0.6;
  }
  if (isScrambled(value, isQuoted ? 'said' : place)) return 0.65;
  if (isBase64(value)) return isAssigned(place) ? 0.8 : 0;
  // A plain word: where a program reads it, or in quotes.
  const isWord = others === 0 || (/[-_.]/.test(value) && lower + upper > 0);
  if (!isWord || value.length < 5 || ANY_SECRET_WORD.test(value) || /^[a-z]+(?:[A-Z][a-z]+)+$/.test(value)) return 0;
  return isEnvLine || (isQuoted && others === 0) ? 0.62 : 0;
}

/**
 * How likely a value is what the word before it says, 0 to 1: 0 for placeholders, references, code and what is too
 * plain for its kind of word.
 */
export function secretConfidence(kind: SecretWord, assigned: AssignedValue): number {
  const { value, isQuoted, place } = assigned;
  const isEnvLine = place === 'env-line';
  if (value.length > LONGEST_THOUGHT_UP) {
    return /^[\w+/=.%~-]+$/.test(value) && !CODE.test(value) && isStrong(value.slice(0, 64), kind) ? 0.85 : 0;
  }
  if (isPlaceholder(value)) return 0;
  const isPassword = kind === 'password';
  const isDrawn = value.length >= 12 && looksDrawn(value);
  if (!isQuoted) {
    if (CALL.test(value)) return 0;
    // Signs make a password of what could be code, unless code has them too.
    const isSigned = isPassword && makeupOf(value).signs > 0 && !/\?\.|^[!$]/.test(value);
    if (!isEnvLine && !isDrawn && !isSigned && CODE.test(value)) return 0;
  }
  if (SOMETHING_ELSE.test(value) && !(isPassword && (isQuoted || isAssigned(place)) && SHORT_PASSWORD.test(value))) return 0;
  if (PATH.test(value) && !isDrawn) return 0;
  if (isPassword) return passwordConfidence(assigned);
  if (isStrong(value, kind)) return kind === 'key' ? 0.8 : 0.94;
  if (kind === 'key' || value.length < 8 || /\s/.test(value)) return 0;
  if (value.length >= 16 && isScrambled(value, 'assigned')) return 0.72;
  const { digits, changes } = makeupOf(value);
  const isLikely = isMixed(value) && digits > 0 && !ANY_SECRET_WORD.test(value) && !UUID.test(value);
  if (!isLikely) return 0;
  if (isAssigned(place)) return isQuoted || isEnvLine || changes >= 0.2 ? 0.72 : 0.6;
  return changes >= 0.15 && value.length >= 10 ? 0.66 : 0;
}
