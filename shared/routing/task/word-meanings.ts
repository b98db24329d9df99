import { NUMBERS, SHARES, UNITS } from './answer-words.ts';
import { type Cue, PAIR_CUES, WORD_CUES, type WordCue } from './cues.ts';
import { DEMANDING, SIMPLE } from './demand-words.ts';
import { SPOKEN_FOR } from './function-words.ts';
import { TOOL_WORDS, VERBS, type Verb } from './verbs.ts';

/** What a word says of a task, all at once, so that each word of a prompt is looked up once. */
export interface WordMeaning {
  readonly cues: readonly WordCue[];
  /** With the word after it. */
  readonly pairs: ReadonlyMap<string, Cue> | undefined;
  readonly verb: Verb | undefined;
  /** It is a name for tools. */
  readonly isTool: boolean;
  readonly isDemanding: boolean;
  readonly isSimple: boolean;
  /** The number it is a word for, the tokens of what it counts an answer in, and the share of the usual length it asks for. */
  readonly number: number | undefined;
  readonly unit: number | undefined;
  readonly share: number | undefined;
  /** The languages it speaks for, as places in `LANGUAGES_BY_WORDS`. */
  readonly languages: readonly number[] | undefined;
}

/** Every word that says anything, in lower case. */
export const MEANINGS: ReadonlyMap<string, WordMeaning> = new Map(
  [
    ...new Set(
      [WORD_CUES, PAIR_CUES, VERBS, TOOL_WORDS, DEMANDING, SIMPLE, NUMBERS, UNITS, SHARES, SPOKEN_FOR].flatMap((all) => [...all.keys()]),
    ),
  ].map((word): [string, WordMeaning] => [
    word,
    {
      cues: WORD_CUES.get(word) ?? [],
      pairs: PAIR_CUES.get(word),
      verb: VERBS.get(word),
      isTool: TOOL_WORDS.has(word),
      isDemanding: DEMANDING.has(word),
      isSimple: SIMPLE.has(word),
      number: NUMBERS.get(word),
      unit: UNITS.get(word),
      share: SHARES.get(word),
      languages: SPOKEN_FOR.get(word),
    },
  ]),
);
