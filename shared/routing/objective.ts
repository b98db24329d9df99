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
