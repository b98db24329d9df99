import type { LlamaModel, Token } from 'node-llama-cpp';
import type { RatedToken, TokenLogprob } from '../../../shared/chat/event.ts';
import type { Sampling } from '../../../shared/chat/request.ts';

const HALF_CHARACTER = '\uFFFD';
const encoder = new TextEncoder();

/** Less than this and a probability is not told apart from none: JSON knows no infinity. */
const LEAST_LOGPROB = -9999;

/**
 * The log-probabilities of a generated token and of the `top` most probable at its place.
 *
 * The library gives probabilities after temperature; they are brought back to the model's own (temperature 1) by
 * p^T, normalised again. What penalties, a bias, a grammar or the caller's own limits (top-p, top-k, min-p) have
 * excluded stays excluded.
 * @param before the last tokens before it
 * @param probabilities of the vocabulary, most probable first, as they were sampled from
 */
export function logprobOf(
  token: Token,
  probabilities: ReadonlyMap<Token, number>,
  temperature: number,
  top: number,
  model: Pick<LlamaModel, 'detokenize'>,
  before: readonly Token[],
): TokenLogprob {
  const exponent = temperature > 0 ? temperature : 1;
  let weight = 0;
  for (const probability of probabilities.values()) weight += probability ** exponent;
  const normaliser = Math.log(weight);
  const rate = (rated: Token, probability: number): RatedToken => {
    // The tokens before tell the tokenizer that a space at the start is one.
    const text = model.detokenize([rated], true, before);
    const logprob = Math.min(0, Math.max(LEAST_LOGPROB, exponent * Math.log(probability) - normaliser));
    return text.includes(HALF_CHARACTER) ? { token: text, logprob } : { token: text, bytes: [...encoder.encode(text)], logprob };
  };
  const best: RatedToken[] = [];
  for (const [rated, probability] of probabilities) {
    if (best.length >= top) break;
    best.push(rate(rated, probability));
  }
  return { ...rate(token, probabilities.get(token) ?? 0), top: best };
}

/** Sampling as it must be for its probabilities to tell of the whole vocabulary: our own default limits are left out. */
export function unlimited(sampling: Sampling): Sampling {
  return { topK: 0, topP: 1, minP: 0, ...sampling };
}
