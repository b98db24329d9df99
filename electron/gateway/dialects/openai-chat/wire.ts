import { z } from 'zod';
import { CONVERSATION_NAME, WRONG_NAME } from '../conversation.ts';

/** The documented request of `POST /v1/chat/completions`, as far as Lintel reads it. */

// What a caller may make Lintel keep, beside the texts: a name ends up in the ledger, a tag in every
// explanation. The same bounds as the window's contract.
const model = z.string().min(1).max(256);
const toolName = z.string().max(128);
const stop = z.string().max(1024);

const text = z.object({ type: z.literal('text'), text: z.string() });
const image = z.object({ type: z.literal('image_url'), image_url: z.object({ url: z.string() }) });
const refusal = z.object({ type: z.literal('refusal'), refusal: z.string() });
const toolCall = z.object({ id: z.string(), type: z.literal('function'), function: z.object({ name: toolName, arguments: z.string() }) });

const message = z.discriminatedUnion('role', [
  z.object({ role: z.enum(['system', 'developer']), content: z.union([z.string(), z.array(text)]) }),
  z.object({ role: z.literal('user'), content: z.union([z.string(), z.array(z.discriminatedUnion('type', [text, image]))]) }),
  z.object({
    role: z.literal('assistant'),
    content: z.union([z.string(), z.array(z.discriminatedUnion('type', [text, refusal])), z.null()]).optional(),
    tool_calls: z.array(toolCall).nullish(),
  }),
  z.object({ role: z.literal('tool'), tool_call_id: z.string(), content: z.union([z.string(), z.array(text)]) }),
]);

const tool = z.object({
  type: z.literal('function'),
  function: z.object({ name: toolName.min(1), description: z.string().optional(), parameters: z.unknown().optional() }),
});

const responseFormat = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text') }),
  z.object({ type: z.literal('json_object') }),
  z.object({ type: z.literal('json_schema'), json_schema: z.object({ schema: z.unknown() }) }),
]);

/** Each is looked up in the vocabulary before the first token. */
const MOST_BIASES = 1024;

const tagList = z.array(z.string());

/** What OpenAI has no field for. */
const wishes = z.strictObject({
  tags: tagList.optional(),
  conversation: z.string().regex(CONVERSATION_NAME, WRONG_NAME).optional(),
  priority: z.enum(['interactive', 'background']).optional(),
  overflow: z.enum(['error', 'shift']).optional(),
  keepAliveMs: z.int().min(-1).max(2_147_483_647).optional(),
});

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
  tool_choice: z
    .union([z.enum(['auto', 'none', 'required']), z.object({ type: z.literal('function'), function: z.object({ name: toolName.min(1) }) })])
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
  reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh']).nullish(),
  tools: z.array(tool).max(512).nullish(),
  response_format: responseFormat.nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  metadata: z.looseObject({ lintel: z.union([z.string(), wishes]).optional() }).nullish(),
});

export type CompletionRequest = z.output<typeof completionRequest>;
export type WireMessage = z.output<typeof message>;

/** Documented fields that change the answer and that nothing here can honour yet: refused by name. */
export const REFUSED_FIELDS = ['functions', 'function_call', 'audio', 'web_search_options'] as const;
