import { randomInt } from 'node:crypto';
import { type LlamaModel, type SequenceEvaluateOptions, type Token, TokenBias } from 'node-llama-cpp';
import { LintelError } from '../../../shared/chat/error.ts';
import type { Sampling } from '../../../shared/chat/request.ts';

/** llama.cpp's own defaults, which its users' settings are written against. */
const DEFAULTS = { temperature: 0.8, topK: 40, topP: 0.95, minP: 0.05 } as const;

/** Penalties look back over this many generated tokens. */
const PENALTY_WINDOW = 1024;

/** llama.cpp takes the largest 32-bit seed to mean a random one. */
const SEEDS = 0xffffffff;

/** The bias that forbids a token, as OpenAI's callers write it. */
const FORBIDDEN = -100;

/** @param generated the tokens of this answer so far; the array is read again for every token */
export function samplingOptions(sampling: Sampling, generated: readonly Token[], model: LlamaModel): SequenceEvaluateOptions {
  const { frequencyPenalty = 0, presencePenalty = 0, repeatPenalty = 1, seed, dry, xtc, logitBias } = sampling;
  const hasPenalty = frequencyPenalty !== 0 || presencePenalty !== 0 || repeatPenalty !== 1;
  return {
    temperature: sampling.temperature ?? DEFAULTS.temperature,
    topK: sampling.topK ?? DEFAULTS.topK,
    topP: sampling.topP ?? DEFAULTS.topP,
    minP: sampling.minP ?? DEFAULTS.minP,
    // The library's default is the clock's second, which gives two requests at once the same answer.
    seed: seedOf(seed),
    ...(hasPenalty
      ? {
          repeatPenalty: {
            penalty: repeatPenalty,
            frequencyPenalty,
            presencePenalty,
            maxPunishTokens: PENALTY_WINDOW,
            punishTokens: () => generated.slice(-PENALTY_WINDOW),
          },
        }
      : {}),
    ...(dry === undefined || dry.multiplier === 0 ? {} : { dryRepeatPenalty: dryOf(dry, model.trainContextSize) }),
    ...(xtc === undefined ? {} : { xtc }),
    ...(logitBias === undefined ? {} : { tokenBias: biasOf(logitBias, model) }),
  };
}

/** A 32-bit seed; a random one where none was asked for. */
export function seedOf(seed: number | undefined): number {
  return seed === undefined ? randomInt(SEEDS) : ((Math.trunc(seed) % SEEDS) + SEEDS) % SEEDS;
}

/** @param all tokens to look back over where the caller leaves it open: llama.cpp no longer takes -1 for that */
function dryOf({ multiplier, base, allowedLength, lastTokens, sequenceBreakers }: NonNullable<Sampling['dry']>, all: number) {
  return {
    strength: multiplier,
    lastTokens: lastTokens ?? all,
    ...(base === undefined ? {} : { base }),
    ...(allowedLength === undefined ? {} : { allowedLength }),
    ...(sequenceBreakers === undefined ? {} : { sequenceBreakers: [...sequenceBreakers] }),
  };
}

/** A key of digits is a token's number; any other is a text, each of whose tokens is meant. */
function biasOf(biases: Readonly<Record<string, number>>, model: LlamaModel): TokenBias {
  const tokenBias = TokenBias.for(model);
  const vocabulary = model.fileInfo.metadata.tokenizer?.ggml?.tokens?.length ?? 0;
  for (const [key, bias] of Object.entries(biases)) {
    const isNumber = /^\d+$/.test(key);
    if (isNumber && vocabulary > 0 && Number(key) >= vocabulary) {
      throw new LintelError('bad-request', `The model’s vocabulary has ${vocabulary} tokens, so there is no token ${key}.`, {
        field: 'logit_bias',
      });
    }
    tokenBias.set(isNumber ? (Number(key) as Token) : key, bias <= FORBIDDEN ? 'never' : { logit: bias });
  }
  return tokenBias;
}
