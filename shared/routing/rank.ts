import type { Weights } from './objective.ts';
import type { Prediction } from './plan.ts';
import { predict } from './predict/predict.ts';
import { isNamedBy } from './rules/glob.ts';
import { matchesTarget } from './rules/matches.ts';
import type { RuleOutcome } from './rules/outcome.ts';
import { chosenShare } from './rules/split.ts';
import { scoreOf } from './score.ts';
import type { Situation } from './situation.ts';
import { type Target, zoneOf } from './target.ts';
import { inputTokensFor } from './tokens/fits.ts';
import type { Traits } from './traits.ts';

/** A permitted target with what is expected of it. */
export interface Ranked {
  readonly target: Target;
  readonly expected: Prediction;
}

/** Where a conversation was answered last it stays, unless another place is better by more than this. */
const STAYING_IS_WORTH = 0.05;

interface Placed extends Ranked {
  /** What comes before the score: what rules chose and preferred, and what surely holds the prompt; less is better. */
  readonly tier: number;
  readonly worth: number;
}

/**
 * Orders permitted targets, best first: a split's choice, what rules prefer, those whose window holds the prompt by
 * estimate, then by score. The id settles ties, so the order never depends on how the fleet was listed.
 */
export function rank(fit: readonly Target[], traits: Traits, situation: Situation, weights: Weights, rules: RuleOutcome): Ranked[] {
  const { hardware } = situation;
  const chosen = rules.split === undefined ? undefined : chosenShare(rules.split, traits.conversationId ?? traits.requestId);
  const placed = fit.map((target): Placed => {
    const expectation = predict(target, traits, hardware);
    const score = scoreOf(expectation, zoneOf(target), weights, hardware);
    const isChosen = chosen !== undefined && isNamedBy([chosen], target.id);
    const isPreferred = rules.prefer.some((match) => matchesTarget(target, match));
    const isTight = target.contextWindow < inputTokensFor(traits, target) + expectation.outputTokens;
    return {
      target,
      expected: { ...expectation, score },
      tier: (isChosen ? 0 : 4) + (isPreferred ? 0 : 2) + (isTight ? 1 : 0),
      worth: score + (traits.cachedAt?.targetId === target.id ? STAYING_IS_WORTH : 0),
    };
  });
  return placed.sort((a, b) => a.tier - b.tier || b.worth - a.worth || (a.target.id < b.target.id ? -1 : 1));
}
