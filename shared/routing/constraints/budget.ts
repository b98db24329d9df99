import { say } from '../../chat/said.ts';
import { besideOf } from '../../money/beside.ts';
import { type CapState, lacking, scopesOf } from '../../money/cap.ts';
import { saidRefusal } from '../../money/cap-words.ts';
import { mostOfTokens } from '../most.ts';
import type { Target } from '../target.ts';
import type { Traits } from '../traits.ts';
import type { Case, Constraint } from './constraint.ts';

/** The hard caps that a try of this target would fall under. */
export function capsOver({ traits, tags, situation, target }: Case): readonly CapState[] {
  const { caps = [] } = situation.budget;
  if (caps.length === 0) return caps;
  const scopes = scopesOf({ ...traits, tags }, target);
  return caps.filter(({ scope }) => scopes.includes(scope));
}

const mostOfTry = (target: Target, traits: Traits) =>
  mostOfTokens(
    traits.mostInputTokens ?? traits.inputTokens,
    traits.outputTokens,
    traits.choices ?? 1,
    target,
    traits.work,
    besideOf(traits.wishes, target),
  );

/** The most that one try of a target can cost, in nano-dollars, all answers together. */
export const mostCost = (target: Target, traits: Traits): number => mostOfTry(target, traits).nanoDollars;

/** What the answer can take at most must be left of every hard cap, and within what a rule allows. */
export const budget: Constraint = {
  name: 'budget',
  check(subject) {
    const { traits, target, situation, rules } = subject;
    if (target.zone === 'device') return undefined;
    const { left, leftAt } = situation.budget;
    const own = leftAt !== undefined && Object.hasOwn(leftAt, target.id) ? leftAt[target.id] : undefined;
    const least = Math.min(left ?? Number.POSITIVE_INFINITY, own ?? Number.POSITIVE_INFINITY);
    const most = mostOfTry(target, traits);
    const need = { nanoDollars: most.nanoDollars, tokens: most.inputTokens + most.outputTokens, requests: 1 };
    for (const cap of capsOver(subject)) {
      if (lacking(cap.left, need) !== undefined) return saidRefusal(cap.said ?? cap.words, need, cap.left);
    }
    const cost = need.nanoDollars;
    if (cost > least) return say`It can cost up to ${{ dollars: cost }}, and your budget has ${{ dollars: least }} left.`;
    if (rules.maxCost !== undefined && cost > rules.maxCost.value.nanoDollars)
      return say`It can cost up to ${{ dollars: cost }}, and your rule “${rules.maxCost.rule}” allows ${{ dollars: rules.maxCost.value.nanoDollars }}.`;
    return undefined;
  },
};
