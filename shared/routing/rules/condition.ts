import { english } from '../../chat/english.ts';
import { type Said, say } from '../../chat/said.ts';
import type { Context } from './context.ts';
import { environment, LONGEST_CONDITION } from './environment.ts';
import { failureWords, kindOf, problemOf } from './library-words.ts';
import { type ConditionProblem, problemAt } from './problem.ts';
import { type Survey, surveyOf } from './survey.ts';
import { faultIn } from './vocabulary.ts';

/** A condition that was checked: whether it holds. Throws `ConditionFailure` where its values do not allow an answer. */
export type Condition = (context: Context) => boolean;

/** Why a condition gave no answer, as the end of a sentence. */
export class ConditionFailure extends Error {
  readonly said: Said;

  constructor(said: Said, options?: ErrorOptions) {
    super(english(said), options);
    this.said = said;
  }
}

interface Compiled {
  readonly condition: Condition;
  readonly survey: Survey;
}

/** Reads and checks a condition. Never throws, whatever the text; takes time in proportion to it. */
export function compileCondition(text: string): Compiled | { readonly problem: ConditionProblem } {
  if (text.length > LONGEST_CONDITION)
    return { problem: problemAt(text, say`A condition holds at most ${LONGEST_CONDITION} characters.`, LONGEST_CONDITION, text.length) };
  try {
    const parsed = environment().parse(text);
    const fault = faultIn(parsed.ast);
    if (fault !== undefined) return { problem: problemAt(text, fault.said, fault.node.start, fault.node.end) };
    const { valid, type, error } = parsed.check();
    if (!valid) return { problem: problemOf(text, error) };
    if (type !== 'bool')
      return { problem: problemAt(text, say`A condition must be true or false, and this is ${kindOf(text)}.`, 0, text.length) };
    const survey = surveyOf(parsed.ast);
    if (!survey.asks && text.trim() !== 'true')
      return {
        problem: problemAt(text, say`This asks nothing of the prompt. “true” always holds; a rule can be switched off.`, 0, text.length),
      };
    return { condition: (context) => answerOf(parsed, context), survey };
  } catch (error) {
    return { problem: problemOf(text, error) };
  }
}

function answerOf(parsed: (context: Context) => unknown, context: Context): boolean {
  let answer: unknown;
  try {
    answer = parsed(context);
  } catch (error) {
    throw new ConditionFailure(failureWords(error), { cause: error });
  }
  if (typeof answer !== 'boolean') throw new ConditionFailure(say`it is neither true nor false`);
  return answer;
}

/** What is wrong with a condition, for whoever is writing it; nothing when it can be used. */
export function checkCondition(text: string): ConditionProblem | undefined {
  const compiled = compileCondition(text);
  return 'problem' in compiled ? compiled.problem : undefined;
}
