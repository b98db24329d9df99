import type { Preference } from '../chat/request.ts';
import { type Said, say } from '../chat/said.ts';

/** How much each good counts when targets are ranked. Only their ratios matter. */
export interface Weights {
  readonly privacy: number;
  readonly quality: number;
  readonly cost: number;
  readonly speed: number;
  readonly energy: number;
}

export const OBJECTIVES = ['private-first', 'cheapest', 'fastest', 'best-answer', 'balanced', 'battery-saver'] as const;

/** What the user wants most; or weights of their own. */
export type Objective = (typeof OBJECTIVES)[number] | Weights;

/** The words a person reads. */
export const OBJECTIVE_NAMES: Record<(typeof OBJECTIVES)[number], Said> = {
  'private-first': say`Private first`,
  cheapest: say`Cheapest`,
  fastest: say`Fastest`,
  'best-answer': say`Best answer`,
  balanced: say`Balanced`,
  'battery-saver': say`Battery saver`,
};

/**
 * Our own choice. Of each that is named after one good, that good outweighs all others together wherever it differs
 * by a tenth, the quality of *Best answer* by a hundredth; *Private first* always takes the nearer zone.
 */
const WEIGHTS: Record<(typeof OBJECTIVES)[number], Weights> = {
  'private-first': { privacy: 20, quality: 1, cost: 0.3, speed: 0.5, energy: 0.2 },
  cheapest: { privacy: 0.3, quality: 0.5, cost: 20, speed: 0.3, energy: 0.1 },
  fastest: { privacy: 0.3, quality: 0.5, cost: 0.3, speed: 20, energy: 0.1 },
  'best-answer': { privacy: 0.3, quality: 200, cost: 0.3, speed: 0.5, energy: 0.1 },
  balanced: { privacy: 1, quality: 3, cost: 0.5, speed: 1, energy: 0.3 },
  'battery-saver': { privacy: 0.5, quality: 0.5, cost: 0.3, speed: 0.3, energy: 20 },
};

/** What a caller's wish stands for; nothing for `private`, which is a ceiling and no matter of weighing. */
export function preferred(wish: Preference | undefined): Objective | undefined {
  return wish === 'fast' ? 'fastest' : wish === 'cheap' ? 'cheapest' : wish === 'best' ? 'best-answer' : undefined;
}

export const weightsOf = (objective: Objective): Weights => (typeof objective === 'string' ? WEIGHTS[objective] : objective);
