import type { TokenLogprob } from '../../../../shared/chat/event.ts';

/** Probabilities as completions tell them: lists by token. @param offset characters of the answer before the first token */
export function logprobsOf(tokens: readonly TokenLogprob[], offset: number): object | null {
  if (tokens.length === 0) return null;
  let at = offset;
  return {
    tokens: tokens.map(({ token }) => token),
    token_logprobs: tokens.map(({ logprob }) => logprob),
    top_logprobs: tokens.map(({ top }) => Object.fromEntries(top.map(({ token, logprob }) => [token, logprob]))),
    text_offset: tokens.map(({ token }) => {
      const start = at;
      at += token.length;
      return start;
    }),
  };
}
