import type { ServerResponse } from 'node:http';
import { type Manner, paced, sayOf, toldOf } from './manner.ts';

interface Asked {
  readonly model?: string;
  readonly messages?: readonly { readonly content?: unknown }[];
  readonly stream?: boolean;
  readonly stream_options?: { readonly include_usage?: boolean };
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
  readonly n?: number;
  readonly logprobs?: boolean;
  readonly top_logprobs?: number;
  readonly tools?: readonly { readonly function: { readonly name: string; readonly parameters?: Schema } }[];
  readonly tool_choice?: unknown;
  readonly response_format?: { readonly type: string; readonly json_schema?: { readonly schema?: Schema } };
}

export interface Schema {
  readonly properties?: Readonly<Record<string, { readonly enum?: readonly string[]; readonly type?: string }>>;
}

/** Something that fits a flat schema: the first of each enumeration. */
export const fitting = (schema: Schema | undefined) =>
  Object.fromEntries(Object.entries(schema?.properties ?? {}).map(([name, { enum: values }]) => [name, values?.[0] ?? 'a']));

/** The words of a prompt in any dialect's messages. */
export const wordsIn = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(wordsIn).join(' ');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([name, part]) => (['content', 'text', 'parts', 'arguments'].includes(name) ? wordsIn(part) : ''))
    .join(' ');
};

/** `POST /chat/completions`, whole or streamed. */
export async function openaiEcho(asked: Asked, manner: Manner, response: ServerResponse): Promise<void> {
  const said = sayOf(wordsIn(asked.messages), asked.max_completion_tokens ?? asked.max_tokens, manner);
  if (said === 'too long') {
    const message = `This model's maximum context length is ${manner.context} tokens. Please reduce the length of the messages.`;
    const error = { message, type: 'invalid_request_error', param: 'messages', code: 'context_length_exceeded' };
    return void response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
  }
  const schema = asked.response_format?.json_schema?.schema;
  const tool = asked.tools !== undefined && asked.tool_choice !== 'none' ? asked.tools[0]?.function : undefined;
  const words = schema === undefined ? said.words : [JSON.stringify(fitting(schema))];
  const choices = Array.from({ length: asked.n ?? 1 }, (_, index) => index);
  const [prompt_tokens, completion_tokens] = [
    toldOf(manner, said.inputTokens),
    toldOf(manner, choices.length * (tool === undefined ? words.length : 1)),
  ];
  const usage = { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
  const isTold = manner.usage !== 'none';
  const finish_reason = tool !== undefined ? 'tool_calls' : said.isCut ? 'length' : 'stop';
  const head = { id: 'chatcmpl-echo', created: 1_767_225_600, model: asked.model };
  const call = tool && {
    id: 'call_1',
    type: 'function',
    function: { name: tool.name, arguments: JSON.stringify(fitting(tool.parameters)) },
  };
  const rated = (word: string) => ({ token: word, logprob: -0.5, bytes: [...Buffer.from(word)] });
  const logprobsOf = (all: readonly string[]) =>
    asked.logprobs === true
      ? {
          content: all.map((word) => ({
            ...rated(word),
            top_logprobs: Array.from({ length: asked.top_logprobs ?? 0 }, (_, index) => rated(`${word}${index}`)),
          })),
        }
      : null;

  if (asked.stream !== true) {
    const body = {
      ...head,
      object: 'chat.completion',
      choices: choices.map((index) => ({
        index,
        message: { role: 'assistant', content: call === undefined ? words.join('') : null, ...(call && { tool_calls: [call] }) },
        logprobs: logprobsOf(words),
        finish_reason,
      })),
      ...(isTold ? { usage } : {}),
    };
    response.writeHead(200, { 'content-type': 'application/json' });
    return paced(response, { ...manner, first: manner.first + manner.gap * words.length }, [JSON.stringify(body)]);
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const before = `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: 0 }).replace('0}', '[')}`;
  const chunk = (index: number, delta: object, reason: string | null, logprobs: object | null) =>
    `${before}${JSON.stringify({ index, delta, logprobs, finish_reason: reason })}]}\n\n`;
  function* pieces() {
    for (const index of choices) yield chunk(index, { role: 'assistant', content: '' }, null, null);
    if (call === undefined)
      for (const word of words) for (const index of choices) yield chunk(index, { content: word }, null, logprobsOf([word]));
    else {
      const { arguments: text } = call.function;
      yield chunk(0, { tool_calls: [{ index: 0, ...call, function: { ...call.function, arguments: '' } }] }, null, null);
      for (const part of [text.slice(0, 4), text.slice(4)])
        yield chunk(0, { tool_calls: [{ index: 0, function: { arguments: part } }] }, null, null);
    }
    for (const index of choices) yield chunk(index, {}, finish_reason, null);
    if (isTold && asked.stream_options?.include_usage === true) yield `${before}],${JSON.stringify({ usage }).slice(1)}\n\n`;
    yield 'data: [DONE]\n\n';
  }
  await paced(response, manner, pieces());
}
