import type { ChatRequest } from '../../chat/request.ts';
import type { TaskKind } from '../task.ts';
import { BRIEF_SHARE, SHARES_WITHIN, UNITS } from './answer-words.ts';
import { isUnspaced, type TextReading } from './reading.ts';

/** Tokens of a usual answer of each kind: our own estimate. Summaries and translations follow from what they are made of. */
const USUAL: Readonly<Record<Exclude<TaskKind, 'summary' | 'translation'>, number>> = {
  chat: 80,
  question: 300,
  code: 600,
  maths: 500,
  extraction: 120,
  classification: 10,
  writing: 500,
  tools: 100,
};

/** Of the text that is summed up. */
const SUMMARY_SHARE = 0.2;
const [SHORTEST_SUMMARY, LONGEST_SUMMARY] = [60, 400];

/** Words between a number and what it counts, as in “five short, funny sentences”. */
const REACH = 3;

/** Tokens of one value in JSON, with its name; and most values of a schema that are counted. */
const VALUE_TOKENS = 14;
const MOST_VALUES = 200;
/** Thinking aloud that nobody set a bound to. */
const USUAL_THOUGHT = 800;
const MOST_TOKENS = 32_000;

/**
 * Tokens that the answer will have, thought included: what the prompt asks for where it says so, else what is usual for its kind.
 * @param tokens of the last message
 */
export function answerTokens(kind: TaskKind, reading: TextReading, tokens: number, difficulty: number, request: ChatRequest): number {
  const { maxOutputTokens = MOST_TOKENS, output, reasoning } = request;
  const answer =
    (output.type === 'json-schema' ? schemaTokens(output.schema) : undefined) ??
    countedTokens(kind, reading) ??
    usualTokens(kind, reading, tokens, difficulty);
  const thought =
    reasoning?.enabled === true ? Math.min(reasoning.budgetTokens ?? Number.POSITIVE_INFINITY, USUAL_THOUGHT * (0.5 + difficulty)) : 0;
  return Math.max(1, Math.round(Math.min(answer + thought, maxOutputTokens, MOST_TOKENS)));
}

const UNCOUNTED: ReadonlySet<TaskKind> = new Set(['classification', 'translation', 'maths', 'code']);

/** As the prompt counts it: “in two sentences”, “500 words”, “a list of 10”. */
function countedTokens(kind: TaskKind, { words, meanings }: TextReading): number | undefined {
  // The counts in a text to be classified or translated, in a task of maths or code are not the answer's.
  if (UNCOUNTED.has(kind)) return undefined;
  let number = 0;
  let at = -REACH;
  let most: number | undefined;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string;
    const meaning = meanings[index];
    const found = meaning?.number ?? (isNumber(word) ? Number(word) : undefined);
    const unit = number > 0 && index - at <= REACH ? (meaning?.unit ?? unitWithin(word)) : undefined;
    if (unit !== undefined) most = Math.max(most ?? 0, number * unit);
    if (found !== undefined) {
      const before = words[index - 1];
      // “List 10 …”, “a list of 10 …”
      if (found > 2 && (before === 'list' || (before === 'of' && words[index - 2] === 'list'))) most = Math.max(most ?? 0, found * 20);
      number = found;
      at = index;
    }
  }
  return most;
}

const LONGEST_NUMBER = 5;
const isNumber = (word: string) => word.length <= LONGEST_NUMBER && word.charCodeAt(0) >= 0x30 && word.charCodeAt(0) <= 0x39;
const unitWithin = (word: string) => (isUnspaced(word) && (word.startsWith('字') || word.startsWith('文字')) ? UNITS.get('字') : undefined);

const shareWithin = (word: string) => (isUnspaced(word) ? SHARES_WITHIN.find(([cue]) => word.includes(cue))?.[1] : undefined);

function usualTokens(kind: TaskKind, { words, meanings }: TextReading, tokens: number, difficulty: number): number {
  if (kind === 'classification') return USUAL.classification;
  if (kind === 'translation') return Math.max(8, tokens * 1.1);
  const usual =
    kind === 'summary' ? Math.min(LONGEST_SUMMARY, Math.max(SHORTEST_SUMMARY, tokens * SUMMARY_SHARE)) : USUAL[kind] * (0.5 + difficulty);
  let share = 1;
  for (let index = 0; index < words.length; index++) {
    const said = meanings[index]?.share ?? shareWithin(words[index] as string);
    // Who wants it both short and full of detail gets it short.
    if (said !== undefined && share !== BRIEF_SHARE) share = said;
  }
  return usual * share;
}

/** By its values; a list counts as a few. Keeps its own stack, since a schema has any depth. */
function schemaTokens(schema: unknown): number {
  const waiting: unknown[] = [schema];
  let values = 0;
  for (let seen = 0; waiting.length > 0 && seen < MOST_VALUES * 4 && values < MOST_VALUES; seen++) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null) continue;
    const { type, properties, items } = next as Readonly<Record<string, unknown>>;
    if (typeof properties === 'object' && properties !== null) waiting.push(...Object.values(properties).slice(0, MOST_VALUES));
    else if (items !== undefined) waiting.push(items, items, items);
    else if (type !== undefined || 'enum' in next || 'const' in next) values++;
  }
  return Math.max(1, values) * VALUE_TOKENS;
}
