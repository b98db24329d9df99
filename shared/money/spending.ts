/** What usage is summed up by. */
export const SPENDING_BY = ['day', 'app', 'model', 'provider', 'zone', 'tag', 'project', 'conversation'] as const;

export type SpendingBy = (typeof SPENDING_BY)[number];

/** Sums of tries. A try with several tags counts under each. */
export interface SpendingRow {
  /** The day as `2026-01-31`, or the name of what it is summed up by. */
  readonly name: string;
  readonly tries: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  readonly costNanoDollars: number;
  /** The part of it that no provider reported. */
  readonly estimatedNanoDollars: number;
  /** What answers of this device would have cost at the cheapest permitted place. */
  readonly wouldCostNanoDollars: number;
  /** Of this computer, estimated. */
  readonly energyJoules: number;
}
