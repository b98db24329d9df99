import { say } from '../../chat/said.ts';
import { fitOf, inputTokensFor } from '../tokens/fits.ts';
import type { Constraint } from './constraint.ts';

/** The prompt must fit, and beyond this device the answer that was asked for with it, unless old turns may be left out. */
export const contextWindow: Constraint = {
  name: 'context-window',
  check({ traits, target }) {
    const fitted = traits.atOnce === undefined ? traits : { ...traits, ...traits.atOnce };
    if (traits.mayShift || fitOf(fitted, target) !== 'too-long') return undefined;
    const prompt = { count: inputTokensFor(fitted, target) };
    const holds = { count: target.contextWindow };
    if (target.zone === 'device' || traits.outputTokens === 0)
      return say`The prompt is about ${prompt} tokens (estimate); it holds ${holds}.`;
    return say`The prompt is about ${prompt} tokens (estimate) and ${{ count: traits.outputTokens }} for the answer; it holds ${holds}.`;
  },
};
