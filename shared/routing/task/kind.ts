import { TASKS, type TaskKind } from '../task.ts';
import { CLASS } from '../tokens/character-class.ts';
import type { Instruction } from './instruction.ts';
import type { TextReading } from './reading.ts';
import { type KindWeights, weighCues } from './weigh-cues.ts';

const sum = (signs: readonly number[], characters: string) => {
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
/** What a verb adds that says by itself what is wanted. */
const VERB_WEIGHT = 4;
/** What speaks for code in words or signs, so that words that prose has as well are taken for code's. */
const SURELY_CODE = 1.2;
const CODE_DENSITY = 0.15;
/**
 * Program text by its shape, and languages whose names are no words. As below, what can begins at a sign and is read backwards
 * from it, since prose has few.
 */
const PROGRAM =
  /[({=:](?<=\b(?:def|fn|func|class|void|const|var|public|private|static)\s+\w+\s*.)|\{(?<=\bfunction\s+\w+\s*\([^)\n]{0,80}\)\s*.)|[;{]\s*\n|\bselect\s[^;]{1,120}?\sfrom\s|\+(?<=\b[cf].)\+|#(?<=\b[cf].)|<\/\w+>/i;
const PROGRAM_WEIGHT = 2;

/** So much speaks for maths in words before digits do. */
const SURELY_MATHS = 1;

/** Something is reckoned: a sign of an operator between numbers, letters and brackets. A date, a span and a number of an invoice have none such. */
const RECKONING = /[+*×÷^=<>≤≥](?<=[\da-z)\]]\s?.)\s?[\da-z(√\\-]|[-−/](?<=\d\s.)\s\d|!(?<=\d.)|\\(?:frac|sqrt|int|sum)/i;

const NO_WEIGHTS = Object.fromEntries(TASKS.map((kind) => [kind, 0])) as KindWeights;
/** Kinds that take more than a question or a greeting. */
const SPOKEN_FOR_BY_MORE = TASKS.filter((kind) => kind !== 'question' && kind !== 'chat');

/** What a prompt asks for. Cues in several languages, and what the signs between words give away. */
export function kindOf(text: string, reading: TextReading, density: Density, instruction: Instruction, hasCode: boolean): TaskKind {
  const weights = { ...NO_WEIGHTS };
  const faint = weighCues(reading, instruction, weights);
  if (PROGRAM.test(text)) weights.code += PROGRAM_WEIGHT;
  const { verb } = instruction;
  const isCode = hasCode || density.code >= CODE_DENSITY || weights.code >= SURELY_CODE;
  // Program text is translated into program text.
  if (verb !== undefined && verb !== 'open' && verb !== 'acting' && !(verb === 'translation' && isCode)) weights[verb] += VERB_WEIGHT;
  weights.code += (isCode ? faint.code : 0) + Math.min(density.code * 5, MOST_FROM_SIGNS) + (hasCode ? FENCE_WEIGHT : 0);
  const notCode = Math.max(0, 1 - density.code * 2);
  if (weights.maths >= SURELY_MATHS || RECKONING.test(text))
    weights.maths += faint.maths + notCode * Math.min(density.digits * 8, MOST_FROM_SIGNS / 3);
  weights.maths += notCode * Math.min(density.formulas * 8, MOST_FROM_SIGNS);
  const asks =
    (reading.signs[0x3f] as number) > 0 ||
    ((reading.letters[CLASS.kana] as number) > 0 && reading.words.some((word) => word.includes('？')));
  const { question, chat } = weights;
  let best: TaskKind = chat > question || !(asks || question > 0) ? 'chat' : 'question';
  let most = LEAST;
  for (const kind of SPOKEN_FOR_BY_MORE) {
    if (weights[kind] <= most) continue;
    best = kind;
    most = weights[kind];
  }
  return best;
}
