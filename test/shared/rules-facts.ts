import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';
import { type Facts, factsOf } from '../../shared/routing/rules/facts.ts';
import type { Rule, RuleAction, RuleGroup } from '../../shared/routing/rules/rule.ts';
import type { Hardware, Moment, Situation } from '../../shared/routing/situation.ts';
import type { Target } from '../../shared/routing/target.ts';
import type { Task } from '../../shared/routing/task.ts';
import type { Traits } from '../../shared/routing/traits.ts';
import { SITUATION } from '../fakes/ports.ts';

const TRAITS: Traits = {
  requestId: 'request-1',
  model: 'auto',
  tags: [],
  findings: [],
  maskable: true,
  hasPictures: false,
  needs: ['chat'],
  inputTokens: 100,
  mayShift: false,
  outputTokens: 0,
  task: { kind: 'chat', difficulty: 0.3, language: 'en', outputTokens: 200 },
  app: 'window',
  turns: 1,
};

interface Changed {
  readonly traits?: Partial<Traits>;
  readonly task?: Partial<Task>;
  readonly hardware?: Partial<Hardware>;
  readonly time?: Partial<Moment>;
  readonly budget?: Situation['budget'];
  readonly fleet?: readonly Target[];
}

/** What an ordinary short question on an idle computer is about, with changes. */
export function facts({ traits = {}, task = {}, hardware = {}, time = {}, budget, fleet = [] }: Changed = {}): Facts {
  return factsOf(
    { ...TRAITS, task: { ...TRAITS.task, ...task }, ...traits },
    DEFAULT_POLICY,
    { hardware: { ...SITUATION.hardware, ...hardware }, time: { ...SITUATION.time, ...time }, budget: budget ?? SITUATION.budget },
    fleet,
  );
}

/** The facts of a prompt that was not searched. */
export function unsearched(): Facts {
  const { findings: _, ...rest } = TRAITS;
  return factsOf(rest, DEFAULT_POLICY, SITUATION, []);
}

export const rule = (id: string, when: string, action: RuleAction, rest: Partial<Rule> = {}): Rule => ({
  id,
  name: id,
  when,
  // biome-ignore lint/suspicious/noThenProperty: the field's word for what a rule does, and an object that nobody awaits
  then: action,
  ...rest,
});

export const group = (match: RuleGroup['match'], ...rules: readonly Rule[]): RuleGroup => ({
  id: `group of ${rules.map(({ id }) => id).join()}`.slice(0, 64),
  name: match,
  match,
  rules,
});
