import { z } from 'zod';

/** The items that a conversation is made of in `POST /v1/responses`, as far as Lintel reads them. */

const toolName = z.string().min(1).max(128);
const callId = z.string().max(256);

const text = z.object({ type: z.enum(['input_text', 'output_text', 'text', 'summary_text', 'reasoning_text']), text: z.string() });
const refusal = z.object({ type: z.literal('refusal'), refusal: z.string() });
const image = z
  .object({ type: z.literal('input_image'), image_url: z.string().nullish(), file_id: z.string().nullish() })
  .refine(({ image_url }) => typeof image_url === 'string', 'needs “image_url”: files that were sent before are not kept here')
  .transform(({ image_url }) => ({ type: 'input_image' as const, image_url: image_url ?? '' }));
const file = z
  .object({ type: z.literal('input_file'), file_data: z.string().min(1).nullish(), filename: z.string().max(512).nullish() })
  .refine(({ file_data }) => typeof file_data === 'string', 'needs “file_data”: files that lie elsewhere are not fetched here');
const sound = z.object({
  type: z.literal('input_audio'),
  input_audio: z.object({ data: z.string().min(1), format: z.enum(['wav', 'mp3']) }),
});

/** A plain text stands for a list with that text alone. */
const content = z.preprocess(
  (value) => (typeof value === 'string' ? [{ type: 'input_text', text: value }] : value),
  z.array(z.discriminatedUnion('type', [text, refusal, image, file, sound])),
);

const message = z.object({ type: z.literal('message'), role: z.enum(['user', 'assistant', 'system', 'developer']), content });

/** `signature` is Lintel's own: a provider's proof that it made the call. */
const functionCall = z.object({
  type: z.literal('function_call'),
  call_id: callId,
  name: toolName,
  namespace: toolName.nullish(),
  arguments: z.string(),
  signature: z.string().optional(),
});
const customCall = z.object({
  type: z.literal('custom_tool_call'),
  call_id: callId,
  name: toolName,
  namespace: toolName.nullish(),
  input: z.string(),
  signature: z.string().optional(),
});
const callOutput = z.object({ type: z.enum(['function_call_output', 'custom_tool_call_output']), call_id: callId, output: content });

const reasoning = z.object({
  type: z.literal('reasoning'),
  summary: z.array(text).nullish(),
  content: z.array(text).nullish(),
  encrypted_content: z.string().nullish(),
});

/** Calls of tools that OpenAI's models know of themselves and the caller runs. */
const nativeCall = z.looseObject({ type: z.enum(['local_shell_call', 'shell_call', 'apply_patch_call']), call_id: callId });
const nativeOutput = z.looseObject({
  type: z.enum(['local_shell_call_output', 'shell_call_output', 'apply_patch_call_output']),
  call_id: callId.optional(),
  id: callId.nullish(),
  output: z.unknown().optional(),
});

/** What OpenAI's servers did for an answer. It tells another model nothing that the answer does not. */
const elsewhere = z.object({
  type: z.enum([
    'web_search_call',
    'file_search_call',
    'code_interpreter_call',
    'image_generation_call',
    'mcp_list_tools',
    'mcp_approval_request',
    'mcp_approval_response',
    'mcp_call',
    'tool_search_call',
    'tool_search_output',
  ]),
});

const reference = z.object({ type: z.literal('item_reference'), id: z.string().max(256) });

export const item = z.preprocess(
  withType,
  z.discriminatedUnion('type', [message, functionCall, customCall, callOutput, reasoning, nativeCall, nativeOutput, elsewhere, reference]),
);

export type Item = z.output<typeof item>;
export type Content = z.output<typeof content>;

/** An item as it came, which is how it is kept and told. */
export type RawItem = Readonly<Record<string, unknown>>;

/** The type may be left out of messages and references. */
function withType(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { type, role } = value as Record<string, unknown>;
  if (type !== undefined && type !== null) return value;
  return { ...value, type: role === undefined && 'id' in value ? 'item_reference' : 'message' };
}

/** `input` as a list: a plain text is a message of the user. */
export const listOf = (input: unknown): unknown =>
  typeof input === 'string' ? [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: input }] }] : input;

/** What was left out of a conversation, by its type. */
export const isElsewhere = (one: Item): boolean => elsewhere.shape.type.safeParse(one.type).success;
