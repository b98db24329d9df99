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
  /** What comes before the score; the earlier, the weightier. Less is better. */
  readonly tiers: readonly number[];
  /** Absent: its score alone put it where it is. */
  readonly choice?: Choice;
}

/** Where a conversation was answered last it stays, unless another place is better by more than this. */
const STAYING_IS_WORTH = 0.05;

/** What put a target before others that its score alone would not have. */
export type Choice = 'split' | 'preferred';

interface Placed extends Ranked {
  readonly worth: number;
}

/**
 * Orders permitted targets, best first: a split's choice, what rules prefer, what this computer's memory and the target's
 * window hold by estimate, then by score. The id settles ties, so the order never depends on how the fleet was listed.
 */
export function rank(fit: readonly Target[], traits: Traits, situation: Situation, weights: Weights, rules: RuleOutcome): Ranked[] {
  const { hardware } = situation;
  const seed = traits.conversationId ?? traits.thread ?? traits.requestId;
  const isThere = (pattern: string) => fit.some(({ id }) => isNamedBy([pattern], id));
  const chosen = rules.split === undefined ? undefined : chosenShare(rules.split, seed, isThere);
  const roomBytes = hardware.memoryFreeBytes + Math.max(0, hardware.vramFreeBytes) + evictableBytes(fit);
  const placed = fit.map((target): Placed => {
    const expectation = predict(target, traits, hardware);
    const score = scoreOf(expectation, zoneOf(target), weights, hardware);
    const isChosen = chosen !== undefined && isNamedBy([chosen], target.id);
    const preferred = rules.prefer.findIndex((match) => matchesTarget(target, match));
    const isTight = target.contextWindow < inputTokensFor(traits, target) + expectation.outputTokens / (traits.choices ?? 1);
    const hasNoRoom = target.zone === 'device' && !target.loaded && (target.bytes ?? 0) > roomBytes;
    const choice = isChosen ? 'split' : preferred === -1 ? undefined : 'preferred';
    return {
      target,
      expected: { ...expectation, score },
      ...(choice === undefined ? {} : { choice }),
      tiers: [isChosen ? 0 : 1, preferred === -1 ? rules.prefer.length : preferred, hasNoRoom ? 1 : 0, isTight ? 1 : 0],
      worth: score + (traits.cachedAt?.targetId === target.id ? STAYING_IS_WORTH : 0),
    };
  });
  return placed.sort((a, b) => byTiers(a, b) || b.worth - a.worth || (a.target.id < b.target.id ? -1 : 1));
}

function byTiers(a: Placed, b: Placed): number {
  for (let tier = 0; tier < a.tiers.length; tier++) {
    const difference = (a.tiers[tier] ?? 0) - (b.tiers[tier] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Memory that models which do nothing now would give back. */
const evictableBytes = (fleet: readonly Target[]): number =>
  fleet.reduce((sum, { zone, loaded, inFlight, bytes = 0 }) => sum + (zone === 'device' && loaded && inFlight === 0 ? bytes : 0), 0);
