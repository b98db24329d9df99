import { TASKS, type TaskKind } from '../task.ts';
import { type KindWeights, weighCues } from './cues.ts';
import type { TextReading } from './reading.ts';

const sum = (signs: Uint32Array, characters: string) => {
  let count = 0;
  for (let index = 0; index < characters.length; index++) count += signs[characters.charCodeAt(index)] as number;
  return count;
};

/** Signs of program text that prose hardly has, and those of formulas; a command of LaTeX explains a few of the first. */
const CODE_SIGNS = ';{}[]<>_=#';
const FORMULA_SIGNS = '\\^+=';
const CODE_SIGNS_IN_LATEX = 4;

/** How much of a text is program text and formulas, each from 0 to 1 and beyond, in signs to a word. */
export interface Density {
  readonly code: number;
  readonly formulas: number;
  readonly digits: number;
}

export function densityOf({ words, signs }: TextReading): Density {
  const count = Math.max(words.length, 8);
  let digits = 0;
  for (const word of words) if (word.charCodeAt(0) < 0x3a) digits++;
  const code = Math.max(0, sum(signs, CODE_SIGNS) - sum(signs, '\\') * CODE_SIGNS_IN_LATEX) / count;
  return { code, formulas: sum(signs, FORMULA_SIGNS) / count, digits: digits / count };
}

/** Most that signs add to a kind. */
const MOST_FROM_SIGNS = 6;
const FENCE_WEIGHT = 2;
/** Below it, nothing speaks for a kind but a question or a greeting. */
const LEAST = 0.8;

/** What a prompt asks for. Cues in several languages, and what the signs between words give away. */
export function kindOf(reading: TextReading, density: Density, hasCode: boolean): TaskKind {
  const weights = Object.fromEntries(TASKS.map((kind) => [kind, 0])) as KindWeights;
  weighCues(reading.words, weights);
  weights.code += Math.min(density.code * 5, MOST_FROM_SIGNS) + (hasCode ? FENCE_WEIGHT : 0);
  const notCode = Math.max(0, 1 - density.code * 2);
  weights.maths += notCode * (Math.min(density.formulas * 8, MOST_FROM_SIGNS) + Math.min(density.digits * 8, MOST_FROM_SIGNS / 3));
  const asks = (reading.signs[0x3f] as number) > 0 || reading.words.some((word) => word.includes('？'));
  const { question, chat, ...others } = weights;
  let best: TaskKind = chat > question || !(asks || question > 0) ? 'chat' : 'question';
  let most = LEAST;
  for (const [kind, weight] of Object.entries(others) as [TaskKind, number][]) {
    if (weight > most) {
      best = kind;
      most = weight;
    }
  }
  return best;
}
