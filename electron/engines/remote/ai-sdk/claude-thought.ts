import type { Thought } from './dialect.ts';

const VERSION = /claude-(?:[a-z]+-)?(\d+)(?:[-.](\d{1,2})(?!\d))?/;

/** Whether a name is one of Claude's, and not one that a proxy has for it. */
export const isNamed = (modelId: string): boolean => modelId.includes('claude-');

/**
 * Whether a model decides for itself how much to think, and is told an effort: all since Claude 4.6. Those since 4.7 refuse
 * a budget of tokens; those before know nothing else.
 */
export function adapts(modelId: string): boolean {
  const [, major, minor = '0'] = VERSION.exec(modelId) ?? [];
  if (major === undefined) return isNamed(modelId);
  return Number(major) > 4 || (Number(major) === 4 && Number(minor) >= 6);
}

/** The least that Claude accepts as a budget. */
const LEAST_BUDGET = 1_024;
/** What is some thought to a model that has to be told how much: our own figure, several pages. */
const SOME = 4_096;

/**
 * Tokens that Claude may think within the limit on all its output; undefined where that leaves no room, so it had better not.
 * @param maxOutputTokens thought included
 */
export function claudeBudget(thought: Thought, maxOutputTokens: number | undefined): number | undefined {
  if (thought === 'none' || (typeof thought === 'number' && thought <= 0)) return undefined;
  const budget = Math.max(thought === 'some' ? SOME : thought, LEAST_BUDGET);
  return maxOutputTokens === undefined || budget < maxOutputTokens ? budget : maxOutputTokens > LEAST_BUDGET ? LEAST_BUDGET : undefined;
}
