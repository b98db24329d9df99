import { CLASS } from '../tokens/character-class.ts';
import { LANGUAGES_BY_WORDS, LETTERS } from './function-words.ts';
import type { TextReading } from './reading.ts';

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
export function languageOf(reading: TextReading): string | undefined {
  const { words, letters } = reading;
  const count = (of: number) => letters[of] as number;
  const latin = count(CLASS.lower) + count(CLASS.accented);
  const isMost = (some: number) => some >= LEAST_LETTERS && some * OVER_LATIN > latin;
  if (isMost(count(CLASS.han) + count(CLASS.kana))) return count(CLASS.kana) * 8 > count(CLASS.han) && hasKana(words) ? 'ja' : 'zh';
  if (isMost(count(CLASS.hangul))) return 'ko';
  if (isMost(count(CLASS.hebrew))) return 'he';
  if (isMost(count(CLASS.levantine))) return ofLevant(words);
  if (isMost(count(CLASS.indic))) return ofIndia(words);
  return bySpokenWords(reading, isMost(count(CLASS.cyrillic)));
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

function bySpokenWords({ words, meanings, letters }: TextReading, isCyrillic: boolean): string | undefined {
  const weights = new Array<number>(LANGUAGES_BY_WORDS.length).fill(0);
  const speak = (places: readonly number[], weight: number) => {
    for (const place of places) (weights[place] as number) += weight / places.length;
  };
  const hasTelling = (letters[CLASS.accented] as number) + (letters[CLASS.cyrillic] as number) > 0;
  let read = 0;
  for (let at = 0; at < words.length && read < MOST_WORDS; at++) {
    const word = words[at] as string;
    if (isCyrillic !== word.charCodeAt(0) > 0x3ff) continue;
    read++;
    const places = meanings[at]?.languages;
    if (places !== undefined) speak(places, word.length === 1 ? LETTER_WEIGHT : 1);
    if (hasTelling) for (const letter of word) speak(LETTERS.get(letter) ?? [], 1);
  }
  if (read < LEAST_WORDS) return undefined;
  let best = 0;
  let next = 0;
  for (let place = 1; place < weights.length; place++) {
    const weight = weights[place] as number;
    if (weight > (weights[best] as number)) {
      next = weights[best] as number;
      best = place;
    } else if (weight > next) next = weight;
  }
  const weight = weights[best] as number;
  return weight >= LEAST_WEIGHT && weight >= next * LEAD ? LANGUAGES_BY_WORDS[best] : undefined;
}
