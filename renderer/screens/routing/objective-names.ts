import type { Objective, Weights } from '../../../shared/routing/objective.ts';

/** What a person reads for each objective. */
export const OBJECTIVE_NAMES: Record<Exclude<Objective, Weights>, string> = {
  'private-first': 'Private first',
  cheapest: 'Cheapest',
  fastest: 'Fastest',
  'best-answer': 'Best answer',
  balanced: 'Balanced',
  'battery-saver': 'Battery saver',
};
