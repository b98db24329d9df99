import type { TaskKind } from '../task.ts';
import { DEMANDING_WITHIN } from './demand-words.ts';
import type { Density } from './kind.ts';
import { isUnspaced, type TextReading } from './reading.ts';

/** Where each kind begins, in logits: 0 is a difficulty of one half. */
const BY_KIND: Readonly<Record<TaskKind, number>> = {
  chat: -1.6,
  question: -0.7,
  code: 0.1,
  maths: 0.1,
  extraction: -0.9,
  classification: -1,
  summary: -0.9,
  translation: -0.9,
  writing: -0.8,
  tools: -0.3,
};

const MOST_BY_WORDS = 3;
/** Letters that make a word a term. */
const LONG_WORD = 9;

/** A prompt whose length adds nothing, in tokens. */
const USUAL_TOKENS = 40;

interface Facts {
  readonly kind: TaskKind;
  /** Tokens of the last message. */
  readonly tokens: number;
  /** Tokens of all that the model must read. */
  readonly inputTokens: number;
  readonly turns: number;
  readonly hasCode: boolean;
  readonly wantsJson: boolean;
}

/**
 * How hard a prompt is, 0 to 1, from its kind, its length and its structure. Length alone nearly ties what is learned from pairs of
 * answers, so it weighs most beside the kind; the rest is our own estimate, measured with `npm run evaluate:task`.
 */
export function difficultyOf({ words, meanings, listItems }: TextReading, density: Density, facts: Facts): number {
  let demanding = 0;
  let simple = 0;
  let terms = 0;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string;
    const meaning = meanings[index];
    if (word.length >= LONG_WORD) terms++;
    if (meaning?.isDemanding) demanding++;
    else if (meaning?.isSimple) simple++;
    else if (isUnspaced(word)) for (const cue of DEMANDING_WITHIN) if (word.includes(cue)) demanding++;
  }
  const logit =
    BY_KIND[facts.kind] +
    Math.max(-2, Math.min(3, Math.log2(Math.max(facts.tokens, 1) / USUAL_TOKENS))) * 0.35 +
    Math.log2(1 + facts.inputTokens / 4_000) * 0.25 +
    Math.min(demanding, MOST_BY_WORDS) * 0.4 -
    Math.min(simple, MOST_BY_WORDS) * 0.4 +
    Math.min((terms / Math.max(words.length, 8)) * 4, 1) * 0.6 +
    Math.min(density.code + density.formulas + density.digits, 1) * 0.6 +
    Math.min(listItems, 10) * 0.04 +
    Math.min(facts.turns, 12) * 0.03 +
    (facts.hasCode ? 0.2 : 0) +
    (facts.wantsJson ? 0.2 : 0);
  return 1 / (1 + Math.exp(-logit));
}
