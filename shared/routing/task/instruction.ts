import { CLASS } from '../tokens/character-class.ts';
import { readText, type TextReading } from './reading.ts';
import { VERBS_WITHIN, type Verb } from './verbs.ts';
import type { WordMeaning } from './word-meanings.ts';

/** Ends a sentence; what follows a colon is what the instruction is about. */
const END = /[.!?:\n。！？：]/;
/** What may stand behind the last one. */
const AFTER_END = /[\s.!?:。！？：]/;
/** A sentence further from the beginning or the end says nothing of what is wanted. */
const LONGEST = 400;

/** What a prompt's first and last sentence ask for. */
export interface Instruction {
  /** Words of its first sentence, and of its last one where the first has no verb of a task: what else there is may be what it is about. */
  readonly firstWords: number;
  readonly lastWords: number;
  /** What its first verb of a task wants: a kind, or what its object says, or a deed. Absent: there is no such verb. */
  readonly verb?: Verb;
  /** What stands beside those sentences is what they are about, and no more of them. */
  readonly isApart: boolean;
  readonly namesTools: boolean;
}

/** Reads the sentences in which a prompt says what is wanted. */
export function instructionOf(text: string): Instruction {
  const trimmed = text.trim();
  const first = sentence(trimmed.slice(0, LONGEST));
  const last = lastSentence(trimmed, first.length);
  const [inFirst, inLast] = [readText(first), readText(last)];
  const verbInFirst = verbIn(inFirst, first);
  const verb = verbInFirst ?? verbIn(inLast, last);
  const isDeciding = verb !== undefined && verb !== 'open' && verb !== 'acting';
  const isLed = verbInFirst !== undefined && /^(?:\s*[:：]|[.!?。]*\s*\n\s*\n)/.test(trimmed.slice(first.length));
  const namesTool = (meaning: WordMeaning | undefined) => meaning?.isTool === true;
  return {
    firstWords: inFirst.words.length,
    lastWords: verbInFirst === undefined ? inLast.words.length : 0,
    ...(verb === undefined ? {} : { verb }),
    isApart: isDeciding || isLed,
    namesTools: inFirst.meanings.some(namesTool) || inLast.meanings.some(namesTool),
  };
}

function sentence(text: string): string {
  const end = text.search(END);
  return end < 0 ? text : text.slice(0, end);
}

/** The sentence that a text ends with, past `from`, without what ends it. Read backwards, so that no more than it is looked at. */
function lastSentence(text: string, from: number): string {
  let end = text.length;
  while (end > from && AFTER_END.test(text.charAt(end - 1))) end--;
  const least = Math.max(from, end - LONGEST);
  let start = end;
  while (start > least && !END.test(text.charAt(start - 1))) start--;
  return text.slice(start, end);
}

/** The first verb; one that asks for a deed only where there is no other: “Look at this and sum it up”. */
function verbIn({ meanings, letters }: TextReading, text: string): Verb | undefined {
  let deed: Verb | undefined;
  for (const meaning of meanings) {
    const verb = meaning?.verb;
    if (verb !== undefined && verb !== 'acting') return verb;
    deed ??= verb;
  }
  const isUnspaced = (letters[CLASS.han] as number) + (letters[CLASS.hangul] as number) > 0;
  return (isUnspaced ? VERBS_WITHIN.find(([stretch]) => text.includes(stretch))?.[1] : undefined) ?? deed;
}
