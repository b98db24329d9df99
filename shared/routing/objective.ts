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
export const OBJECTIVE_NAMES: Record<(typeof OBJECTIVES)[number], string> = {
  'private-first': 'Private first',
  cheapest: 'Cheapest',
  fastest: 'Fastest',
  'best-answer': 'Best answer',
  balanced: 'Balanced',
  'battery-saver': 'Battery saver',
};

/**
 * Our own choice. Of each that is named after one good, that good outweighs all others together wherever it differs
 * by a tenth; *Private first* always takes the nearer zone.
 */
const WEIGHTS: Record<(typeof OBJECTIVES)[number], Weights> = {
  'private-first': { privacy: 20, quality: 1, cost: 0.3, speed: 0.5, energy: 0.2 },
  cheapest: { privacy: 0.3, quality: 0.5, cost: 20, speed: 0.3, energy: 0.1 },
  fastest: { privacy: 0.3, quality: 0.5, cost: 0.3, speed: 20, energy: 0.1 },
  'best-answer': { privacy: 0.3, quality: 20, cost: 0.3, speed: 0.5, energy: 0.1 },
  balanced: { privacy: 1, quality: 3, cost: 0.5, speed: 1, energy: 0.3 },
  'battery-saver': { privacy: 0.5, quality: 0.5, cost: 0.3, speed: 0.3, energy: 20 },
};

export const weightsOf = (objective: Objective): Weights => (typeof objective === 'string' ? WEIGHTS[objective] : objective);
