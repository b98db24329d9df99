import { z } from 'zod';

/** The documented request of `POST /v1/completions`, which came before chats, as far as Lintel reads it. */

/** Prompts of one request: each is answered in turn. */
const MOST_PROMPTS = 32;

const tokens = z.array(z.int().min(0)).min(1);
const prompt = z.union([z.string(), tokens]);

/** One prompt or several: a list of numbers is one, of tokens. */
const listOf = (value: unknown): unknown => (Array.isArray(value) && typeof value[0] !== 'number' ? value : [value]);
const stop = z.string().max(1024);

export const completionRequest = z.object({
  model: z.string().min(1).max(256),
  prompt: z.preprocess(listOf, z.array(prompt).min(1).max(MOST_PROMPTS)),
  suffix: z.literal('', 'is not supported: no model here is told what comes after. Leave it out').nullish(),
  max_tokens: z.int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  logit_bias: z
    .record(z.string().max(64), z.number().min(-100).max(100))
    .refine((biases) => Object.keys(biases).length <= 1024, 'holds more than 1024 tokens')
    .nullish(),
  seed: z.int().nullish(),
  stop: z.union([stop, z.array(stop).max(16)]).nullish(),
  n: z.int().min(1).max(128).nullish(),
  best_of: z.int().min(1).max(128).nullish(),
  logprobs: z.int().min(0).max(5).nullish(),
  echo: z.boolean().nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  user: z.string().max(512).nullish(),
});

export type CompletionRequest = z.output<typeof completionRequest>;
