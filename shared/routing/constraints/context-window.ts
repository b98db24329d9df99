import type { Constraint } from './constraint.ts';

/**
 * The prompt must fit. The estimate counts 4 bytes to a token, and tokenizers reach about 8 on
 * repetitive text, so a target is refused only past twice its window; the engine counts exactly.
 */
const SURELY_TOO_LONG = 2;

export const contextWindow: Constraint = {
  name: 'context-window',
  check: ({ traits, target }) => {
    if (traits.inputTokens > target.contextWindow * SURELY_TOO_LONG) {
      return `The prompt is about ${traits.inputTokens.toLocaleString('en')} tokens (estimate); it holds ${target.contextWindow.toLocaleString('en')}.`;
    }
    return undefined;
  },
};
