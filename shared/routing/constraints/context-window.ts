import { fitOf, inputTokensFor } from '../tokens/fits.ts';
import type { Constraint } from './constraint.ts';

const counted = (tokens: number) => tokens.toLocaleString('en');

/** The prompt must fit, and beyond this device the answer that was asked for with it, unless old turns may be left out. */
export const contextWindow: Constraint = {
  name: 'context-window',
  check({ traits, target }) {
    if (traits.mayShift || fitOf(traits, target) !== 'too-long') return undefined;
    const answer = target.zone === 'device' || traits.outputTokens === 0 ? '' : ` and ${counted(traits.outputTokens)} for the answer`;
    return `The prompt is about ${counted(inputTokensFor(traits, target))} tokens (estimate)${answer}; it holds ${counted(target.contextWindow)}.`;
  },
};
