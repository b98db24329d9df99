import type { Target } from '../target.ts';
import type { Constraint } from './constraint.ts';

/**
 * The prompt must fit. The estimate counts 4 bytes to a token, and tokenizers reach about 8 on
 * repetitive text, so a target is refused only past twice its window; the engine counts exactly.
 */
const SURELY_TOO_LONG = 2;

/** False when a prompt of so many estimated tokens is surely too long for a target. */
export function mayHold(target: Target, inputTokens: number): boolean {
  return inputTokens <= target.contextWindow * SURELY_TOO_LONG;
}

export const contextWindow: Constraint = {
  name: 'context-window',
  check: ({ traits, target }) =>
    traits.mayShift || mayHold(target, traits.inputTokens)
      ? undefined
      : `The prompt is about ${traits.inputTokens.toLocaleString('en')} tokens (estimate); it holds ${target.contextWindow.toLocaleString('en')}.`,
};
