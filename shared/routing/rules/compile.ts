import { type Said, say } from '../../chat/said.ts';
import { type Condition, ConditionFailure, compileCondition } from './condition.ts';
import { type ConditionProblem, placeIn } from './problem.ts';
import type { Rule, RuleGroup } from './rule.ts';
import type { Survey } from './survey.ts';
import { effectOf } from './words.ts';

/** A rule in force. One whose condition is wrong fails whenever it is asked. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly holds: Condition;
  /** What it does, in words. */
  readonly effect: Said;
}

export interface CompiledGroup {
  readonly match: RuleGroup['match'];
  readonly rules: readonly CompiledRule[];
}

/** A rule in force whose condition is wrong, by its places in the policy. */
export interface RuleProblem extends ConditionProblem {
  readonly group: number;
  readonly rule: number;
}

/** What a rule in force asks of, by its places in the policy. */
export interface RuleSurvey extends Survey {
  readonly group: number;
  readonly rule: number;
}

export interface CompiledRules {
  readonly groups: readonly CompiledGroup[];
  /** Of those that can be used. */
  readonly surveys: readonly RuleSurvey[];
  /** Empty when every rule can be used. */
  readonly problems: readonly RuleProblem[];
}

/** Checks every rule that is in force. Never throws: what is wrong is among the problems, and fails when it is applied. */
export function compileRules(groups: readonly RuleGroup[]): CompiledRules {
  const problems: RuleProblem[] = [];
  const surveys: RuleSurvey[] = [];
  const compiled = groups.map(({ match, rules }, group) => ({
    match,
    rules: rules.flatMap((rule, index) => {
      if (rule.disabled === true) return [];
      const result = compileCondition(rule.when);
      if ('problem' in result) problems.push({ ...result.problem, group, rule: index });
      else surveys.push({ ...result.survey, group, rule: index });
      const holds = 'problem' in result ? failing(rule.when, result.problem) : result.condition;
      return [{ rule, holds, effect: effectOf(rule.then) }];
    }),
  }));
  return { groups: compiled, surveys, problems };
}

function failing(when: string, { said, start }: ConditionProblem): Condition {
  return () => {
    throw new ConditionFailure(say`its condition is wrong at ${placeIn(when, start)}: ${{ inner: said }}`);
  };
}

const remembered = new WeakMap<readonly RuleGroup[], CompiledRules>();

/** The rules of a policy, compiled once for as long as the policy is in use. */
export function rulesOf({ rules }: { readonly rules: readonly RuleGroup[] }): CompiledRules {
  const known = remembered.get(rules);
  if (known !== undefined) return known;
  const compiled = compileRules(rules);
  remembered.set(rules, compiled);
  return compiled;
}
