import { dollars } from '../../money/dollars.ts';
import { costOf } from '../../money/price.ts';
import type { Target } from '../target.ts';
import type { Traits } from '../traits.ts';
import type { Constraint } from './constraint.ts';

/** Tokens that an answer may have where nobody said: the most that common models give by themselves. */
const LONGEST_ANSWER = 4096;

/** The most that one try of a target can cost, in nano-dollars, all answers together. */
export const mostCost = ({ price, contextWindow }: Target, { inputTokens, outputTokens, choices = 1 }: Traits): number =>
  costOf(price, {
    inputTokens,
    cachedInputTokens: 0,
    outputTokens: Math.min(outputTokens > 0 ? outputTokens : LONGEST_ANSWER, contextWindow) * choices,
  });

/** What the answer can cost at most must be left of every hard cap, and within what a rule allows. */
export const budget: Constraint = {
  name: 'budget',
  check({ traits, target, situation, rules }) {
    const { left, leftAt } = situation.budget;
    const own = leftAt !== undefined && Object.hasOwn(leftAt, target.id) ? leftAt[target.id] : undefined;
    const cap = Math.min(left ?? Number.POSITIVE_INFINITY, own ?? Number.POSITIVE_INFINITY);
    const cost = mostCost(target, traits);
    if (cost > cap) return `It can cost up to ${dollars(cost)}, and your budget has ${dollars(cap)} left.`;
    if (rules.maxCost !== undefined && cost > rules.maxCost.value.nanoDollars)
      return `It can cost up to ${dollars(cost)}, and your rule “${rules.maxCost.rule}” allows ${dollars(rules.maxCost.value.nanoDollars)}.`;
    return undefined;
  },
};
