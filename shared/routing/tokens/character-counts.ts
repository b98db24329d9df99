import { CLASS, CLASS_OF, CLASSES } from './character-class.ts';

/** What the characters of a text are to a tokenizer: which of them begin a token, and which only make one longer. */
export const COUNTED = [
  /** Words in Latin letters; `camelCase` holds two. */
  'words',
  /** Their letters after the first, and those past the tenth: few long words are known to a tokenizer as they stand. */
  'letters',
  'lateLetters',
  /** Capitals that follow another capital. */
  'capitals',
  /** Runs of digits, and the digits after the first. */
  'numbers',
  'digits',
  /** Runs of signs such as `});`, and the signs after the first. */
  'signs',
  'moreSigns',
  /** A space before a letter or sign belongs to its token; these do not. */
  'spacesBeforeDigits',
  'indents',
  'lines',
  /** Letters as `é`, which do not end a word. */
  'accented',
  'cyrillicWords',
  'cyrillic',
  /** Greek, Armenian, Arabic. */
  'levantine',
  'hebrew',
  /** The scripts of India and South-East Asia. */
  'indic',
  'han',
  'kana',
  'hangul',
  /** Halves of the characters beyond the basic plane: most emoji. */
  'surrogates',
  'others',
] as const;

/** How many of each, in the order of `COUNTED`. */
export type CharacterCounts = number[];

// No typed array: that has its memory apart from the heap, which costs as much as counting a short text.
export const noCharacters = (): CharacterCounts => new Array<number>(COUNTED.length).fill(0);

/** Where reading stands: after a character of this class, or this deep in a word, counted on from the classes. */
const STATES = 32;
const FIRST_LETTER = CLASSES;
const TENTH_LETTER = FIRST_LETTER + 9;
/** A stretch that begins within a word begins about here in it. */
const SOME_LETTER = FIRST_LETTER + 3;

const NOTHING = COUNTED.length;

/** What a character of a class counts as, after what stood before it. */
function counted(before: number, at: number): (typeof COUNTED)[number] | undefined {
  const isInWord = before >= FIRST_LETTER || before === CLASS.accented;
  switch (at) {
    case CLASS.lower:
      return before === TENTH_LETTER ? 'lateLetters' : isInWord || before === CLASS.upper ? 'letters' : 'words';
    case CLASS.upper:
      return before === CLASS.upper ? 'capitals' : 'words';
    case CLASS.digit:
      return before === CLASS.digit ? 'digits' : before === CLASS.space ? 'spacesBeforeDigits' : 'numbers';
    case CLASS.space:
      return before === CLASS.space || before === CLASS.line ? 'indents' : undefined;
    case CLASS.line:
      return before === CLASS.line ? undefined : 'lines';
    case CLASS.sign:
      return before === CLASS.sign ? 'moreSigns' : 'signs';
    case CLASS.cyrillic:
      return before === CLASS.cyrillic ? 'cyrillic' : 'cyrillicWords';
    default:
      return ALIKE[at] ?? 'others';
  }
}

/** Classes that count alike wherever they stand. */
const ALIKE: Readonly<Record<number, (typeof COUNTED)[number]>> = {
  [CLASS.accented]: 'accented',
  [CLASS.levantine]: 'levantine',
  [CLASS.hebrew]: 'hebrew',
  [CLASS.indic]: 'indic',
  [CLASS.han]: 'han',
  [CLASS.kana]: 'kana',
  [CLASS.hangul]: 'hangul',
  [CLASS.surrogate]: 'surrogates',
};

/** Where reading stands after a character of this class. */
function after(before: number, at: number): number {
  if (at !== CLASS.lower) return at;
  return before < FIRST_LETTER ? FIRST_LETTER : Math.min(before + 1, TENTH_LETTER);
}

/** By state and class: the next state in the upper byte, what is counted in the lower. */
const STEPS = new Uint16Array(STATES * CLASSES);
for (let before = 0; before < STATES; before++) {
  for (let at = 0; at < CLASSES; at++) {
    const name = counted(before, at);
    STEPS[before * CLASSES + at] = (after(before, at) << 8) | (name === undefined ? NOTHING : COUNTED.indexOf(name));
  }
}

/** About so many characters of a text are read, in stretches spread over it, yet one in so many at least. */
const READ = 800;
const MOST_STEPS = 8;
const STRETCH = 64;
/** How far a stretch moves on in its step: a prime that divides none of the rooms for it, so that places are spread. */
const WANDER = 53;

/** One text's counts; taken up before the next text is read. */
const part = new Uint32Array(COUNTED.length + 1);

function readStretch(text: string, start: number, end: number): void {
  const before = start === 0 ? CLASS.line : (CLASS_OF[text.charCodeAt(start - 1)] as number);
  let state = before === CLASS.lower ? SOME_LETTER : before;
  for (let index = start; index < end; index++) {
    const step = STEPS[(state << 4) | (CLASS_OF[text.charCodeAt(index)] as number)] as number;
    (part[step & 0xff] as number)++;
    state = step >> 8;
  }
}

/** Counts the characters of a text and adds them to `sums`. */
export function countCharacters(text: string, sums: CharacterCounts): void {
  const { length } = text;
  if (length === 0) return;
  const step = STRETCH * Math.min(Math.ceil(length / READ), MOST_STEPS);
  // Where in its step a stretch lies differs from one to the next: rows of one width would always be read at one place.
  const room = step - STRETCH + 1;
  let read = 0;
  part.fill(0);
  for (let from = 0, number = 0; from < length; from += step, number++) {
    const start = Math.min(from + ((number * WANDER) % room), length - 1);
    const end = Math.min(start + STRETCH, length);
    readStretch(text, start, end);
    read += end - start;
  }
  const share = length / read;
  for (let index = 0; index < NOTHING; index++) (sums[index] as number) += (part[index] as number) * share;
}
