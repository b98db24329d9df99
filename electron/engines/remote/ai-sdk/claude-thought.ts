import type { Thought } from './dialect.ts';

/** The least that Claude accepts as a budget. */
const LEAST_BUDGET = 1_024;

/**
 * Tokens that Claude may think within the limit on all its output; undefined where that leaves no room, so it had better not.
 * @param maxOutputTokens thought included
 */
export function claudeBudget(thought: Exclude<Thought, string>, maxOutputTokens: number | undefined): number | undefined {
  const budget = Math.max(thought, LEAST_BUDGET);
  return maxOutputTokens === undefined || budget < maxOutputTokens ? budget : maxOutputTokens > LEAST_BUDGET ? LEAST_BUDGET : undefined;
}
