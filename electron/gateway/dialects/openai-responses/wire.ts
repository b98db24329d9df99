import { z } from 'zod';
import { EFFORTS } from '../effort.ts';
import { metadata } from '../wishes.ts';
import { item, listOf } from './items.ts';
import { toolChoice, tools } from './tools.ts';

/** The documented request of `POST /v1/responses`, as far as Lintel reads it. */

const format = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text') }),
  z.object({ type: z.literal('json_object') }),
  z.object({
    type: z.literal('json_schema'),
    name: z.string().max(256).optional(),
    description: z.string().nullish(),
    schema: z.record(z.string(), z.unknown()),
    strict: z.boolean().nullish(),
  }),
]);

const INCLUDABLE = [
  'file_search_call.results',
  'web_search_call.results',
  'web_search_call.action.sources',
  'message.input_image.image_url',
  'computer_call_output.output.image_url',
  'code_interpreter_call.outputs',
  'reasoning.encrypted_content',
  'message.output_text.logprobs',
] as const;

/** A label of the caller's, which is echoed. */
const label = z.string().max(512).nullish();
const responseId = z.string().max(256);

export const responseRequest = z.object({
  model: z.string().min(1).max(256),
  input: z.preprocess(listOf, z.array(item)),
  instructions: z.string().nullish(),
  previous_response_id: responseId.nullish(),
  store: z.boolean().nullish(),
  background: z.boolean().nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_obfuscation: z.boolean().optional() }).nullish(),
  include: z.array(z.enum(INCLUDABLE)).nullish(),
  tools: tools.nullish(),
  tool_choice: toolChoice.nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  max_tool_calls: z.int().min(1).nullish(),
  max_output_tokens: z.int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  truncation: z.enum(['auto', 'disabled']).nullish(),
  reasoning: z
    .object({
      effort: z.enum(EFFORTS).nullish(),
      summary: z.enum(['auto', 'concise', 'detailed']).nullish(),
      generate_summary: z.enum(['auto', 'concise', 'detailed']).nullish(),
      context: z.enum(['auto', 'current_turn', 'all_turns']).nullish(),
      mode: z.literal('standard', 'must be “standard”: no target here has another').nullish(),
    })
    .nullish(),
  text: z.object({ format: format.nullish(), verbosity: z.enum(['low', 'medium', 'high']).nullish() }).nullish(),
  metadata,
  service_tier: z.string().max(64).nullish(),
  prompt_cache_key: label,
  safety_identifier: label,
  user: label,
});

export type ResponseRequest = z.output<typeof responseRequest>;

/**
 * What becomes of each documented field that `responseRequest` does not read. `refused`: it would change the answer, and
 * nothing here can do it. `ignored`: a hint about caching or presentation, which changes no word of an answer.
 */
export const OTHER_FIELDS = {
  conversation: 'refused',
  prompt: 'refused',
  moderation: 'refused',
  context_management: 'refused',
  access_programs: 'refused',
  image: 'ignored',
  prompt_cache_options: 'ignored',
  prompt_cache_retention: 'ignored',
} as const satisfies Record<string, 'refused' | 'ignored'>;

/** Hints that a target which speaks OpenAI's way is passed as they are, under the same names. */
export const PASSED_FIELDS = [
  'prompt_cache_key',
  'prompt_cache_options',
  'prompt_cache_retention',
  'safety_identifier',
  'service_tier',
  'user',
] as const;
