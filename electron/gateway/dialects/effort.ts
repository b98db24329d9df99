import type { Reasoning } from '../../../shared/chat/request.ts';

/** OpenAI's words for how much may be thought. */
export const EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;

/** Tokens of thought for an effort; more than `high` has no bound. Our own figures: a paragraph, a page, several pages. */
const THOUGHT_TOKENS: Readonly<Record<string, number>> = { minimal: 256, low: 1024, medium: 4096, high: 16_384 };

export function reasoningOf(effort: (typeof EFFORTS)[number] | null | undefined): Reasoning | undefined {
  if (effort === null || effort === undefined) return undefined;
  if (effort === 'none') return { enabled: false };
  const budgetTokens = THOUGHT_TOKENS[effort];
  return budgetTokens === undefined ? { enabled: true } : { enabled: true, budgetTokens };
}
