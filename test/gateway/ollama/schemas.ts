// What Ollama documents of the objects that it streams, as facts.

const time = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z$' };
const count = { type: 'integer', minimum: 0 };
const token = { token: { type: 'string' }, logprob: { type: 'number' }, bytes: { type: 'array', items: { type: 'integer' } } };
const logprobs = {
  type: 'array',
  items: {
    type: 'object',
    required: ['token', 'logprob'],
    properties: { ...token, top_logprobs: { type: 'array', items: { type: 'object', required: ['token', 'logprob'], properties: token } } },
    additionalProperties: false,
  },
};
const toolCall = {
  type: 'object',
  required: ['function'],
  properties: {
    id: { type: 'string' },
    function: {
      type: 'object',
      required: ['name', 'arguments'],
      properties: { index: count, name: { type: 'string' }, arguments: { type: 'object' } },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
};
const message = {
  type: 'object',
  required: ['role', 'content'],
  properties: {
    role: { const: 'assistant' },
    content: { type: 'string' },
    thinking: { type: 'string' },
    tool_calls: { type: 'array', minItems: 1, items: toolCall },
  },
  additionalProperties: false,
};
const head = { model: { type: 'string', minLength: 1 }, created_at: time };

export const CHAT_LINE = {
  type: 'object',
  required: ['model', 'created_at', 'message', 'done'],
  properties: { ...head, message, logprobs, done: { const: false } },
  additionalProperties: false,
};

export const GENERATE_LINE = {
  type: 'object',
  required: ['model', 'created_at', 'response', 'done'],
  properties: { ...head, response: { type: 'string' }, thinking: { type: 'string' }, logprobs, done: { const: false } },
  additionalProperties: false,
};

export const LAST_LINE = {
  type: 'object',
  required: [
    ...['model', 'created_at', 'done', 'done_reason', 'total_duration', 'load_duration'],
    ...['prompt_eval_count', 'prompt_eval_duration', 'eval_count', 'eval_duration'],
  ],
  properties: {
    ...head,
    message,
    response: { type: 'string' },
    done: { const: true },
    done_reason: { enum: ['stop', 'length'] },
    total_duration: count,
    load_duration: count,
    prompt_eval_count: count,
    prompt_eval_duration: count,
    eval_count: count,
    eval_duration: count,
  },
  additionalProperties: false,
};
