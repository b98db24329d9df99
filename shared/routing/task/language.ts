import { CLASS } from '../tokens/character-class.ts';
import { FUNCTION_WORDS, TELLING_LETTERS } from './function-words.ts';
import type { TextReading } from './reading.ts';

const LANGUAGES_BY_WORDS = Object.keys(FUNCTION_WORDS);

/** The languages that a word or letter speaks for, as places in `LANGUAGES_BY_WORDS`. */
const SPOKEN_FOR = new Map<string, number[]>();
for (const [place, language] of LANGUAGES_BY_WORDS.entries()) {
  for (const word of new Set(FUNCTION_WORDS[language]?.split(' '))) SPOKEN_FOR.set(word, [...(SPOKEN_FOR.get(word) ?? []), place]);
}

const LETTERS = new Map(
  Object.entries(TELLING_LETTERS).map(([letter, tags]) => [letter, tags.split(' ').map((tag) => LANGUAGES_BY_WORDS.indexOf(tag))]),
);

/** Words looked at, and the least there must be. */
const MOST_WORDS = 120;
const LEAST_WORDS = 4;
/** What must speak for a language, in words that no other has, and how much more than for the next. */
const LEAST_WEIGHT = 0.9;
const LEAD = 1.1;
/** Letters of a script that must stand in a text to say its language. */
const LEAST_LETTERS = 4;
/** Names and code are in Latin letters whatever the language, so that a third as many of its own say more. */
const OVER_LATIN = 3;
/** A single letter may be a variable. */
const LETTER_WEIGHT = 0.4;

/** The language a text is written in, as a BCP 47 primary tag; nothing where too little of it speaks for one. */
export function languageOf({ words, letters }: TextReading): string | undefined {
  const count = (of: number) => letters[of] as number;
  const latin = count(CLASS.lower) + count(CLASS.accented);
  const isMost = (some: number) => some >= LEAST_LETTERS && some * OVER_LATIN > latin;
  if (isMost(count(CLASS.han) + count(CLASS.kana))) return count(CLASS.kana) * 8 > count(CLASS.han) && hasKana(words) ? 'ja' : 'zh';
  if (isMost(count(CLASS.hangul))) return 'ko';
  if (isMost(count(CLASS.hebrew))) return 'he';
  if (isMost(count(CLASS.levantine))) return ofLevant(words);
  if (isMost(count(CLASS.indic))) return ofIndia(words);
  return bySpokenWords(words, isMost(count(CLASS.cyrillic)));
}

/** The class of kana holds Chinese punctuation too. */
const hasKana = (words: readonly string[]) => words.some((word) => /[\u3041-\u30fa]/.test(word));

const INDIC: readonly (readonly [from: number, to: number, tag: string])[] = [
  [0x0900, 0x097f, 'hi'],
  [0x0980, 0x09ff, 'bn'],
  [0x0b80, 0x0bff, 'ta'],
  [0x0c00, 0x0c7f, 'te'],
  [0x0e00, 0x0e7f, 'th'],
];

/** Every language that can be told, as BCP 47 primary tags. */
export const LANGUAGES: readonly string[] = [
  ...new Set([...LANGUAGES_BY_WORDS, 'ja', 'zh', 'ko', 'he', 'el', 'fa', 'ar', ...INDIC.map(([, , tag]) => tag)]),
].sort();

function ofLevant(words: readonly string[]): string | undefined {
  const text = words.join('');
  if (/[\u0370-\u03ff]/.test(text)) return 'el';
  if (/[\u067e\u0686\u0698\u06af\u06cc\u06a9]/.test(text)) return 'fa';
  return /[\u0600-\u06ff]/.test(text) ? 'ar' : undefined;
}

function ofIndia(words: readonly string[]): string | undefined {
  for (const word of words) {
    const code = word.charCodeAt(0);
    for (const [from, to, tag] of INDIC) if (code >= from && code <= to) return tag;
  }
  return undefined;
}

function bySpokenWords(words: readonly string[], isCyrillic: boolean): string | undefined {
  const weights = new Float64Array(LANGUAGES_BY_WORDS.length);
  const speak = (places: readonly number[] | undefined, weight: number) => {
    if (places !== undefined) for (const place of places) (weights[place] as number) += weight / places.length;
  };
  let read = 0;
  for (const word of words) {
    if (read >= MOST_WORDS) break;
    const first = word.charCodeAt(0);
    if (isCyrillic !== first > 0x3ff) continue;
    read++;
    speak(SPOKEN_FOR.get(word), word.length === 1 ? LETTER_WEIGHT : 1);
    for (let index = 0; index < word.length; index++) if (word.charCodeAt(index) > 0x7f) speak(LETTERS.get(word.charAt(index)), 1);
  }
  if (read < LEAST_WORDS) return undefined;
  let best = 0;
  for (let place = 1; place < weights.length; place++) if ((weights[place] as number) > (weights[best] as number)) best = place;
  const next = weights.reduce((most, weight, place) => (place === best ? most : Math.max(most, weight)), 0);
  const weight = weights[best] as number;
  return weight >= LEAST_WEIGHT && weight >= next * LEAD ? LANGUAGES_BY_WORDS[best] : undefined;
}
