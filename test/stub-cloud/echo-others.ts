import type { ServerResponse } from 'node:http';
import { fitting, type Schema, wordsIn } from './echo-openai.ts';
import { type Manner, paced, type Said, sayOf, toldOf } from './manner.ts';
import { awsFrame } from './recording.ts';

type Asked = Readonly<Record<string, unknown>>;

interface Told {
  readonly input: number;
  readonly output: number;
}

interface Tool {
  readonly name: string;
  readonly schema: Schema | undefined;
}

/** How a dialect that is not OpenAI's is asked and answers. */
export interface Other {
  readonly path: RegExp;
  readonly type: string;
  most(asked: Asked): number | undefined;
  prompt(asked: Asked): unknown;
  tool(asked: Asked): Tool | undefined;
  /** Of the answer, where it is to be JSON. */
  schema?(asked: Asked): unknown;
  tooLong(context: number): object;
  /** The events before the words, a word's, a call's and the last ones. */
  before(told: Told): readonly Uint8Array[];
  word(word: string): Uint8Array;
  call(tool: Tool): readonly Uint8Array[];
  after(reason: 'stop' | 'length' | 'tool', told: Told | undefined): readonly Uint8Array[];
}

const field = (value: unknown, ...names: readonly (string | number)[]): unknown =>
  names.reduce<unknown>((inner, name) => (inner as Record<string | number, unknown> | undefined)?.[name], value);
const numberAt = (value: unknown, ...names: string[]) => field(value, ...names) as number | undefined;
const toolAt = (value: unknown, schema: string): Tool | undefined =>
  value === undefined ? undefined : { name: String(field(value, 'name')), schema: field(value, schema) as Schema };
const data = (value: unknown) => Buffer.from(`data: ${JSON.stringify(value)}\n\n`);
const named = (value: { readonly type: string; readonly [field: string]: unknown }) =>
  Buffer.from(`event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`);
const aws = (type: string, value: unknown) => awsFrame(type, JSON.stringify(value));

const anthropic: Other = {
  path: /\/messages$|:streamRawPredict$/,
  type: 'text/event-stream; charset=utf-8',
  most: (asked) => numberAt(asked, 'max_tokens'),
  prompt: ({ system, messages }) => [system, messages],
  tool: (asked) => (field(asked, 'tool_choice', 'type') === 'none' ? undefined : toolAt(field(asked, 'tools', 0), 'input_schema')),
  schema: (asked) => field(asked, 'output_config', 'format', 'schema') ?? field(asked, 'output_format', 'schema'),
  tooLong: (context) => ({
    type: 'error',
    error: { type: 'invalid_request_error', message: `prompt is too long: ${context + 1} tokens > ${context} maximum` },
  }),
  before: ({ input }) => [
    named({
      type: 'message_start',
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'echo',
        content: [],
        usage: { input_tokens: input, output_tokens: input === 0 ? 0 : 1 },
      },
    }),
    named({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
  ],
  word: (text) => named({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }),
  call: ({ name, schema }) => [
    named({ type: 'content_block_start', index: 1, content_block: { type: 'tool_use', id: 'toolu_1', name, input: {} } } as {
      type: string;
    }),
    named({ type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: JSON.stringify(fitting(schema)) } } as {
      type: string;
    }),
    named({ type: 'content_block_stop', index: 1 }),
  ],
  after: (reason, told) => [
    named({ type: 'content_block_stop', index: 0 }),
    named({
      type: 'message_delta',
      delta: { stop_reason: { stop: 'end_turn', length: 'max_tokens', tool: 'tool_use' }[reason], stop_sequence: null },
      usage: { output_tokens: told?.output ?? 0 },
    }),
    named({ type: 'message_stop' }),
  ],
};

const google: Other = {
  path: /:streamGenerateContent$/,
  type: 'text/event-stream',
  most: (asked) => numberAt(asked, 'generationConfig', 'maxOutputTokens'),
  prompt: ({ systemInstruction, contents }) => [field(systemInstruction, 'parts'), contents],
  tool: (asked) => toolAt(field(asked, 'tools', 0, 'functionDeclarations', 0), 'parametersJsonSchema'),
  schema: (asked) => field(asked, 'generationConfig', 'responseJsonSchema'),
  tooLong: (context) => ({
    error: {
      code: 400,
      message: `The input token count (${context + 1}) exceeds the maximum number of tokens allowed (${context}).`,
      status: 'INVALID_ARGUMENT',
    },
  }),
  before: () => [],
  word: (text) => data({ candidates: [{ content: { parts: [{ text }], role: 'model' }, index: 0 }] }),
  call: ({ name, schema }) => [
    data({ candidates: [{ content: { parts: [{ functionCall: { name, args: fitting(schema) } }], role: 'model' }, index: 0 }] }),
  ],
  after: (reason, told) => [
    data({
      candidates: [
        { content: { parts: [{ text: '' }], role: 'model' }, finishReason: reason === 'length' ? 'MAX_TOKENS' : 'STOP', index: 0 },
      ],
      ...(told && {
        usageMetadata: { promptTokenCount: told.input, candidatesTokenCount: told.output, totalTokenCount: told.input + told.output },
      }),
    }),
  ],
};

const cohere: Other = {
  path: /\/chat$/,
  type: 'text/event-stream',
  most: (asked) => numberAt(asked, 'max_tokens'),
  prompt: ({ messages }) => messages,
  tool: (asked) => toolAt(field(asked, 'tools', 0, 'function'), 'parameters'),
  schema: (asked) => field(asked, 'response_format', 'json_schema'),
  tooLong: (context) => ({ message: `too many tokens: total number of tokens in the prompt cannot exceed ${context}` }),
  before: () => [
    named({ type: 'message-start', id: 'c1' }),
    named({ type: 'content-start', index: 0, delta: { message: { content: { type: 'text', text: '' } } } }),
  ],
  word: (text) => named({ type: 'content-delta', index: 0, delta: { message: { content: { text } } } }),
  call: ({ name, schema }) => [
    named({
      type: 'tool-call-start',
      delta: { message: { tool_calls: { id: 'call_1', type: 'function', function: { name, arguments: '' } } } },
    }),
    named({ type: 'tool-call-delta', delta: { message: { tool_calls: { function: { arguments: JSON.stringify(fitting(schema)) } } } } } as {
      type: string;
    }),
    named({ type: 'tool-call-end' }),
  ],
  after: (reason, told) => [
    named({ type: 'content-end', index: 0 }),
    named({
      type: 'message-end',
      delta: {
        finish_reason: { stop: 'COMPLETE', length: 'MAX_TOKENS', tool: 'TOOL_CALL' }[reason],
        usage: { tokens: { input_tokens: told?.input ?? 0, output_tokens: told?.output ?? 0 } },
      },
    }),
  ],
};

const bedrock: Other = {
  path: /\/converse-stream$/,
  type: 'application/vnd.amazon.eventstream',
  most: (asked) => numberAt(asked, 'inferenceConfig', 'maxTokens'),
  prompt: ({ system, messages }) => [system, messages],
  tool: (asked) => {
    const spec = field(asked, 'toolConfig', 'tools', 0, 'toolSpec');
    return spec === undefined ? undefined : { name: String(field(spec, 'name')), schema: field(spec, 'inputSchema', 'json') as Schema };
  },
  tooLong: () => ({ message: 'Input is too long for requested model.' }),
  before: () => [aws('messageStart', { role: 'assistant' })],
  word: (text) => aws('contentBlockDelta', { contentBlockIndex: 0, delta: { text } }),
  call: ({ name, schema }) => [
    aws('contentBlockStart', { contentBlockIndex: 1, start: { toolUse: { toolUseId: 'tooluse_1', name } } }),
    aws('contentBlockDelta', { contentBlockIndex: 1, delta: { toolUse: { input: JSON.stringify(fitting(schema)) } } }),
    aws('contentBlockStop', { contentBlockIndex: 1 }),
  ],
  after: (reason, told) => [
    aws('contentBlockStop', { contentBlockIndex: 0 }),
    aws('messageStop', { stopReason: { stop: 'end_turn', length: 'max_tokens', tool: 'tool_use' }[reason] }),
    ...(told
      ? [aws('metadata', { usage: { inputTokens: told.input, outputTokens: told.output, totalTokens: told.input + told.output } })]
      : []),
  ],
};

const ITEM = { id: 'msg_1', type: 'message', role: 'assistant', status: 'in_progress', content: [] };
const CALL = { id: 'fc_1', type: 'function_call', call_id: 'call_1', status: 'in_progress' };

const responses: Other = {
  path: /\/responses$/,
  type: 'text/event-stream',
  most: (asked) => numberAt(asked, 'max_output_tokens'),
  prompt: ({ instructions, input }) => [instructions, input],
  tool: (asked) => {
    const tools = Array.isArray(asked.tools) ? (asked.tools as readonly { readonly type: string }[]) : [];
    return asked.tool_choice === 'none'
      ? undefined
      : toolAt(
          tools.find(({ type }) => type === 'function'),
          'parameters',
        );
  },
  schema: (asked) => field(asked, 'text', 'format', 'schema') ?? field(asked, 'response_format', 'json_schema', 'schema'),
  tooLong: (context) => ({
    error: {
      message: `Your input exceeds the context window of this model: the maximum context length is ${context} tokens.`,
      type: 'invalid_request_error',
      param: 'input',
      code: 'context_length_exceeded',
    },
  }),
  before: () => [
    named({ type: 'response.created', response: { id: 'resp_1', created_at: 1_767_225_600, model: 'echo', status: 'in_progress' } }),
    named({ type: 'response.output_item.added', output_index: 0, item: ITEM }),
  ],
  word: (delta) => named({ type: 'response.output_text.delta', item_id: 'msg_1', output_index: 0, content_index: 0, delta }),
  call: ({ name, schema }) => {
    const whole = JSON.stringify(fitting(schema));
    return [
      named({ type: 'response.output_item.added', output_index: 1, item: { ...CALL, name, arguments: '' } }),
      named({ type: 'response.function_call_arguments.delta', item_id: 'fc_1', output_index: 1, delta: whole }),
      named({ type: 'response.function_call_arguments.done', item_id: 'fc_1', output_index: 1, arguments: whole }),
      named({ type: 'response.output_item.done', output_index: 1, item: { ...CALL, status: 'completed', name, arguments: whole } }),
    ];
  },
  after: (reason, told) => [
    named({ type: 'response.output_item.done', output_index: 0, item: { ...ITEM, status: 'completed' } }),
    named({
      type: reason === 'length' ? 'response.incomplete' : 'response.completed',
      response: {
        id: 'resp_1',
        incomplete_details: reason === 'length' ? { reason: 'max_output_tokens' } : null,
        usage: told === undefined ? null : { input_tokens: told.input, output_tokens: told.output, total_tokens: told.input + told.output },
      },
    }),
  ],
};

export const OTHERS: readonly Other[] = [anthropic, google, cohere, bedrock, responses];

/** Answers as one of them, streamed. */
export async function otherEcho(other: Other, asked: Asked, manner: Manner, response: ServerResponse): Promise<void> {
  const said = sayOf(wordsIn(other.prompt(asked)), other.most(asked), manner);
  if (said === 'too long')
    return void response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify(other.tooLong(manner.context)));
  response.writeHead(200, { 'content-type': other.type });
  await paced(response, manner, piecesOf(other, asked, manner, said));
}

function* piecesOf(other: Other, asked: Asked, manner: Manner, said: Said): Generator<Uint8Array> {
  const tool = other.tool(asked);
  const told = { input: toldOf(manner, said.inputTokens), output: toldOf(manner, tool === undefined ? said.words.length : 20) };
  const isTold = manner.usage !== 'none';
  yield* other.before(isTold ? told : { input: 0, output: 0 });
  const schema = other.schema?.(asked);
  if (schema !== undefined) yield other.word(JSON.stringify(fitting(schema as Schema)));
  else if (tool === undefined) for (const word of said.words) yield other.word(word);
  else yield* other.call(tool);
  yield* other.after(tool !== undefined ? 'tool' : said.isCut ? 'length' : 'stop', isTold ? told : undefined);
}
