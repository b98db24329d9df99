import type { Target } from '../target.ts';
import type { Traits } from '../traits.ts';
import { FACTORS, MARGINS } from './family.ts';

/** Estimated tokens of a prompt as this target's tokenizer counts them. */
export function inputTokensFor(
  { inputTokens, sizes }: Pick<Traits, 'inputTokens' | 'sizes'>,
  { tokenizer = 'unknown' }: Pick<Target, 'tokenizer'>,
): number {
  return sizes?.[tokenizer] ?? Math.ceil(inputTokens * FACTORS[tokenizer]);
}

/** Tokenizers reach about twice the usual on text that repeats itself, so only past this many times the window is a prompt surely too long. */
const SURELY_TOO_LONG = 2;

/** Whether a context window holds a prompt: `fits` and `too-long` are sure, as far as an estimate can be. */
export type Fit = 'fits' | 'may-fit' | 'too-long';

/**
 * Whether a target's window holds the prompt and the answer asked for. Sure to fit is what fits by the margin that 95 prompts of a
 * hundred stay within; the engine counts exactly.
 * @param outputTokens asked for; 0 when the caller left it open
 */
export function fitOf(
  traits: Pick<Traits, 'inputTokens' | 'sizes' | 'outputTokens'>,
  target: Pick<Target, 'tokenizer' | 'contextWindow' | 'zone'>,
): Fit {
  const tokens = inputTokensFor(traits, target);
  // This computer's engine ends an answer where the window does; others refuse to begin.
  const answer = target.zone === 'device' ? 0 : traits.outputTokens;
  if (tokens / SURELY_TOO_LONG + answer > target.contextWindow) return 'too-long';
  return tokens * MARGINS[target.tokenizer ?? 'unknown'] + traits.outputTokens <= target.contextWindow ? 'fits' : 'may-fit';
}
