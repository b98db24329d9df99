import { z } from 'zod';
import { wrongField } from '../../../../shared/api/wrong-field.ts';
import { type Content, type Item, item, listOf } from '../openai-responses/items.ts';
import { optional } from '../optional.ts';

/**
 * Cursor asks this path, for some models, with the body of `POST /v1/responses`: `input` in place of `messages`, tools
 * without a level of their own. It reads the answer as a chat's, so the body is said as one.
 */

type Fields = Readonly<Record<string, unknown>>;

const hybrid = z.looseObject({
  input: z.preprocess(listOf, z.array(item)),
  instructions: z.string().nullish(),
  tools: z.array(z.looseObject({ type: z.string().max(128) })).nullish(),
  tool_choice: z.unknown().optional(),
  max_output_tokens: z.unknown().optional(),
  reasoning: z.looseObject({ effort: z.unknown().optional() }).nullish(),
  text: z.looseObject({ format: z.looseObject({ type: z.string() }).nullish(), verbosity: z.unknown().optional() }).nullish(),
  // A chat has no earlier turns but those it is given.
  previous_response_id: z.null({ error: 'is known at /v1/responses alone: send the earlier turns along' }).optional(),
});

/** What has another name here, or says nothing to a chat. */
const ELSEWHERE = [
  'input',
  'instructions',
  'max_output_tokens',
  'reasoning',
  'text',
  'include',
  'truncation',
  'background',
  'previous_response_id',
];

/** The body with messages. Throws `bad-request` with the field's name. */
export function withMessages(body: Fields): Fields {
  if (body.messages !== undefined || body.input === undefined) return body;
  const parsed = hybrid.safeParse(body, { reportInput: true });
  if (!parsed.success) throw wrongField(parsed.error);
  const { input, instructions, tools, tool_choice: choice, max_output_tokens: most, reasoning, text } = parsed.data;
  const rest = Object.fromEntries(Object.entries(body).filter(([name]) => !ELSEWHERE.includes(name)));
  const system = typeof instructions === 'string' && instructions !== '' ? [{ role: 'system', content: instructions }] : [];
  return {
    ...rest,
    messages: [...system, ...messagesOf(input)],
    ...optional('tools', tools?.filter(({ type }) => type === 'function' || type === 'custom').map(nested)),
    ...optional('tool_choice', typeof choice === 'object' && choice !== null ? nested(choice as Fields) : choice),
    ...optional('max_completion_tokens', most),
    ...optional('reasoning_effort', reasoning?.effort),
    ...optional('response_format', text?.format == null ? undefined : formatOf(text.format)),
    ...optional('verbosity', text?.verbosity),
  };
}

/** A schema has a level of its own in a chat. */
function formatOf({ type, ...rest }: Fields): Fields {
  return type === 'json_schema' ? { type, json_schema: rest } : { type, ...rest };
}

/** A tool, or the choice of one, with the level of its own that chats have. */
function nested(tool: Fields): Fields {
  const { type, ...rest } = tool;
  return (type === 'function' || type === 'custom') && tool[type] === undefined ? { type, [type]: rest } : tool;
}

/** Calls that come one after the other are one message. */
function messagesOf(items: readonly Item[]): Fields[] {
  const messages: (Fields & { readonly tool_calls?: Fields[] })[] = [];
  for (const one of items) {
    const call = callIn(one);
    const calls = messages.at(-1)?.tool_calls;
    if (call !== undefined && calls !== undefined) calls.push(call);
    else if (call !== undefined) messages.push({ role: 'assistant', content: null, tool_calls: [call] });
    else if (one.type === 'message') messages.push({ role: one.role, content: partsOf(one.content, one.role) });
    else if (one.type === 'function_call_output' || one.type === 'custom_tool_call_output')
      messages.push({ role: 'tool', tool_call_id: one.call_id, content: partsOf(one.output, 'tool') });
  }
  return messages;
}

function callIn(one: Item): Fields | undefined {
  if (one.type === 'function_call') return { id: one.call_id, type: 'function', function: { name: one.name, arguments: one.arguments } };
  if (one.type === 'custom_tool_call') return { id: one.call_id, type: 'custom', custom: { name: one.name, input: one.input } };
  return undefined;
}

/** Only users show pictures and files in a chat. */
const partsOf = (content: Content, role: string): Fields[] =>
  content.flatMap((part): Fields[] => {
    if (part.type === 'input_image') return role === 'user' ? [{ type: 'image_url', image_url: { url: part.image_url } }] : [];
    if (part.type === 'input_file')
      return role === 'user' ? [{ type: 'file', file: { file_data: part.file_data, filename: part.filename } }] : [];
    if (part.type === 'input_audio') return role === 'user' ? [part] : [];
    return [{ type: 'text', text: part.type === 'refusal' ? part.refusal : part.text }];
  });
