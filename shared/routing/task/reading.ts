import { CLASS, CLASS_OF, CLASSES } from '../tokens/character-class.ts';

/** A text as its words and what stands between them. */
export interface TextReading {
  /** In lower case; those of scripts without spaces are whole stretches of them. */
  readonly words: readonly string[];
  /** How often each ASCII character stands between words. */
  readonly signs: Uint32Array;
  /** Letters of each class. */
  readonly letters: Uint32Array;
  readonly lines: number;
  /** Lines that begin as an item of a list does. */
  readonly listItems: number;
}

/** Longer ones are no words. */
const LONGEST_WORD = 64;

const LINE = 0x0a;
const isLetter = (of: number) => of !== CLASS.digit && of !== CLASS.space && of !== CLASS.line && of !== CLASS.sign && of !== CLASS.other;

/** Reads a text in one pass. */
export function readText(text: string): TextReading {
  const lower = text.toLowerCase();
  const words: string[] = [];
  const signs = new Uint32Array(128);
  const letters = new Uint32Array(CLASSES);
  let lines = 1;
  let listItems = 0;
  let from = -1;
  let script = -1;
  let isAtLineStart = true;
  const end = (index: number) => {
    if (from >= 0) words.push(lower.slice(from, Math.min(index, from + LONGEST_WORD)));
    from = -1;
  };
  for (let index = 0; index < lower.length; index++) {
    const code = lower.charCodeAt(index);
    const of = CLASS_OF[code] as number;
    if (isLetter(of) || of === CLASS.digit) {
      // A digit and a letter are two words, and so are two scripts.
      const now = of === CLASS.accented ? CLASS.lower : of;
      if (from < 0 || now !== script) {
        end(index);
        from = index;
        script = now;
      }
      (letters[of] as number)++;
      if (isAtLineStart && of === CLASS.digit) listItems++;
      isAtLineStart = false;
      continue;
    }
    end(index);
    if (code < 128) (signs[code] as number)++;
    if (code === LINE) {
      lines++;
      isAtLineStart = true;
    } else if (of !== CLASS.space) {
      if (isAtLineStart && (code === 0x2d || code === 0x2a || code === 0x2022)) listItems++;
      isAtLineStart = false;
    }
  }
  end(lower.length);
  return { words, signs, letters, lines, listItems };
}
