import { z } from 'zod';
import { EFFORTS } from '../effort.ts';
import { metadata } from '../wishes.ts';
import { callFields, thoughtFields } from './thought.ts';

/** The documented request of `POST /v1/chat/completions`, as far as Lintel reads it. */

// What a caller may make Lintel keep, beside the texts: a name ends up in the ledger, a tag in every
// explanation. The same bounds as the window's contract.
const model = z.string().min(1).max(256);
const toolName = z.string().max(128);
const stop = z.string().max(1024);

const text = z.object({ type: z.literal('text'), text: z.string() });
const image = z.object({ type: z.literal('image_url'), image_url: z.object({ url: z.string() }) });
const sound = z.object({
  type: z.literal('input_audio'),
  input_audio: z.object({ data: z.string().min(1), format: z.enum(['wav', 'mp3', 'flac', 'ogg', 'aac', 'webm', 'm4a']) }),
});
const file = z.object({
  type: z.literal('file'),
  file: z
    .object({ file_data: z.string().min(1).nullish(), filename: z.string().max(512).nullish(), file_id: z.string().nullish() })
    .refine(({ file_data }) => typeof file_data === 'string', 'needs “file_data”: files that were sent before are not kept here'),
});
const refusal = z.object({ type: z.literal('refusal'), refusal: z.string() });
const toolCall = z.object({
  id: z.string(),
  type: z.literal('function'),
  function: z.object({ name: toolName, arguments: z.string() }),
  ...callFields,
});

const message = z.discriminatedUnion('role', [
  z.object({ role: z.enum(['system', 'developer']), content: z.union([z.string(), z.array(text)]) }),
  z.object({ role: z.literal('user'), content: z.union([z.string(), z.array(z.discriminatedUnion('type', [text, image, sound, file]))]) }),
  z.object({
    role: z.literal('assistant'),
    content: z.union([z.string(), z.array(z.discriminatedUnion('type', [text, refusal])), z.null()]).optional(),
    tool_calls: z.array(toolCall).nullish(),
    ...thoughtFields,
  }),
  z.object({ role: z.literal('tool'), tool_call_id: z.string(), content: z.union([z.string(), z.array(text)]) }),
]);

const tool = z.object({
  type: z.literal('function'),
  function: z.object({
    name: toolName.min(1),
    description: z.string().nullish(),
    parameters: z.unknown().optional(),
    strict: z.boolean().nullish(),
  }),
});

const responseFormat = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text') }),
  z.object({ type: z.literal('json_object') }),
  z.object({
    type: z.literal('json_schema'),
    json_schema: z.object({ schema: z.unknown(), name: z.string().max(256).optional(), strict: z.boolean().nullish() }),
  }),
]);

/** Each is looked up in the vocabulary before the first token. */
const MOST_BIASES = 1024;

export const completionRequest = z.object({
  model,
  messages: z.array(message).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  top_k: z.int().min(0).nullish(),
  min_p: z.number().min(0).max(1).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  seed: z.int().nullish(),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  stop: z.union([stop, z.array(stop).max(16)]).nullish(),
  n: z.int().min(1).max(128).nullish(),
  modalities: z.array(z.literal('text', 'must be “text”: no model here speaks')).nullish(),
  tool_choice: z
    .union([
      z.object({
        type: z.literal('allowed_tools'),
        allowed_tools: z.object({
          mode: z.enum(['auto', 'required']),
          tools: z.array(z.object({ type: z.literal('function'), function: z.object({ name: toolName.min(1) }) })).max(512),
        }),
      }),
      z.enum(['auto', 'none', 'required']),
      z.object({ type: z.literal('function'), function: z.object({ name: toolName.min(1) }) }),
    ])
    .nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  logit_bias: z
    .record(z.string().max(64), z.number().min(-100).max(100))
    .refine((biases) => Object.keys(biases).length <= MOST_BIASES, `holds more than ${MOST_BIASES} tokens`)
    .nullish(),
  dry_multiplier: z.number().min(0).max(100).nullish(),
  dry_base: z.number().min(0).max(100).nullish(),
  dry_allowed_length: z.int().min(0).max(1_000_000).nullish(),
  dry_penalty_last_n: z.int().min(-1).max(100_000_000).nullish(),
  dry_sequence_breakers: z.array(z.string().min(1).max(64)).max(64).nullish(),
  xtc_probability: z.number().min(0).max(1).nullish(),
  xtc_threshold: z.number().min(0).max(1).nullish(),
  repeat_penalty: z.number().min(0).max(4).nullish(),
  reasoning_effort: z.enum(EFFORTS).nullish(),
  tools: z.array(tool).max(512).nullish(),
  response_format: responseFormat.nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  metadata,
});

export type CompletionRequest = z.output<typeof completionRequest>;
export type WireMessage = z.output<typeof message>;

/**
 * What becomes of each documented field that `completionRequest` does not read. `refused`: it would change the answer, and
 * nothing here can do it. `passed`: a target that speaks this dialect gets it as it is; others have nothing that it could change.
 */
export const OTHER_FIELDS = {
  audio: 'refused',
  moderation: 'refused',
  web_search_options: 'refused',
  prediction: 'passed',
  prompt_cache_key: 'passed',
  prompt_cache_options: 'passed',
  prompt_cache_retention: 'passed',
  safety_identifier: 'passed',
  service_tier: 'passed',
  store: 'passed',
  user: 'passed',
  verbosity: 'passed',
} as const satisfies Record<string, 'refused' | 'passed'>;
