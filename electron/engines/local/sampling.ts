import { randomInt } from 'node:crypto';
import type { SequenceEvaluateOptions, Token } from 'node-llama-cpp';
import type { Sampling } from '../../../shared/chat/request.ts';

/** llama.cpp's own defaults, which its users' settings are written against. */
const DEFAULTS = { temperature: 0.8, topK: 40, topP: 0.95, minP: 0.05 } as const;

/** Penalties look back over this many generated tokens. */
const PENALTY_WINDOW = 1024;

/** llama.cpp takes the largest 32-bit seed to mean a random one. */
const SEEDS = 0xffffffff;

/** @param generated the tokens of this answer so far; the array is read again for every token */
export function samplingOptions(sampling: Sampling, generated: readonly Token[]): SequenceEvaluateOptions {
  const { frequencyPenalty = 0, presencePenalty = 0, seed } = sampling;
  const options: SequenceEvaluateOptions = {
    temperature: sampling.temperature ?? DEFAULTS.temperature,
    topK: sampling.topK ?? DEFAULTS.topK,
    topP: sampling.topP ?? DEFAULTS.topP,
    minP: sampling.minP ?? DEFAULTS.minP,
    // The library's default is the clock's second, which gives two requests at once the same answer.
    seed: seed === undefined ? randomInt(SEEDS) : ((Math.trunc(seed) % SEEDS) + SEEDS) % SEEDS,
  };
  if (frequencyPenalty === 0 && presencePenalty === 0) return options;
  return {
    ...options,
    repeatPenalty: {
      penalty: 1,
      frequencyPenalty,
      presencePenalty,
      maxPunishTokens: PENALTY_WINDOW,
      punishTokens: () => generated.slice(-PENALTY_WINDOW),
    },
  };
}
