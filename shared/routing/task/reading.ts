import { CLASS, CLASS_OF, CLASSES } from '../tokens/character-class.ts';
import { MEANINGS, type WordMeaning } from './word-meanings.ts';

/** A text as its words and what stands between them. */
export interface TextReading {
  /** In lower case; those of scripts without spaces are whole stretches of them. */
  readonly words: readonly string[];
  /** What each of them says, in the same order. */
  readonly meanings: readonly (WordMeaning | undefined)[];
  /** How often each ASCII character stands between words. */
  readonly signs: readonly number[];
  /** Letters of each class. */
  readonly letters: readonly number[];
  readonly lines: number;
  /** Lines that begin as an item of a list does. */
  readonly listItems: number;
}

/** Longer ones are no words. */
const LONGEST_WORD = 64;

const LINE = 0x0a;
const ASCII = 128;

/** What a word is written with, by class: a digit and a letter are two words, and so are two scripts. */
const NO_SCRIPT = CLASSES;
const SCRIPT_OF = Uint8Array.from({ length: CLASSES }, (_, place) => place);
SCRIPT_OF[CLASS.accented] = CLASS.lower;
for (const none of [CLASS.space, CLASS.line, CLASS.sign, CLASS.other]) SCRIPT_OF[none] = NO_SCRIPT;

/** True of a word in a script without spaces, as far as its first letter tells. */
export const isUnspaced = (word: string): boolean => word.charCodeAt(0) >= 0x3000;

/** Reads a text in one pass. */
export function readText(text: string): TextReading {
  const lower = text.toLowerCase();
  const { length } = lower;
  const words: string[] = [];
  // Plain arrays: one of typed numbers has its memory apart from the heap, which costs more than all that is counted here.
  const signs = new Array<number>(ASCII).fill(0);
  const letters = new Array<number>(CLASSES).fill(0);
  let lines = 1;
  let listItems = 0;
  let from = 0;
  let script = NO_SCRIPT;
  let isAtLineStart = true;
  for (let index = 0; index < length; index++) {
    const code = lower.charCodeAt(index);
    const of = CLASS_OF[code] as number;
    const now = SCRIPT_OF[of] as number;
    if (now !== script) {
      if (script !== NO_SCRIPT) words.push(lower.slice(from, Math.min(index, from + LONGEST_WORD)));
      from = index;
      script = now;
    }
    if (now !== NO_SCRIPT) {
      (letters[of] as number)++;
      if (isAtLineStart && of === CLASS.digit) listItems++;
      isAtLineStart = false;
      continue;
    }
    if (code < ASCII) (signs[code] as number)++;
    if (code === LINE) {
      lines++;
      isAtLineStart = true;
    } else if (of !== CLASS.space) {
      if (isAtLineStart && (code === 0x2d || code === 0x2a || code === 0x2022)) listItems++;
      isAtLineStart = false;
    }
  }
  if (script !== NO_SCRIPT) words.push(lower.slice(from, from + LONGEST_WORD));
  return { words, meanings: words.map((word) => MEANINGS.get(word)), signs, letters, lines, listItems };
}
