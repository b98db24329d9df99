import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { eventsIn, requireOrder } from '../../gateway/anthropic/order.ts';
import { CHAT_LINE, GENERATE_LINE, LAST_LINE } from '../../gateway/ollama/schemas.ts';
import { requireChunkOrder, requireResponseOrder } from './orders.ts';

const read = (name: string): object =>
  JSON.parse(readFileSync(new URL(`../../gateway/schemas/${name}.json`, import.meta.url), 'utf8')) as object;
const openai = new Ajv2020().addSchema(read('openai'), 'openai');
/** The same with whatever a vendor adds, which passes untouched to callers who speak as it does. */
const vendors = new Ajv2020().addSchema(
  JSON.parse(JSON.stringify(read('openai')).replaceAll('"additionalProperties":false', '"additionalProperties":true')),
  'openai',
);
const VENDOR = /^openai\/deepseek\./;
const anthropic = new Ajv({ allowUnionTypes: true }).addSchema(read('anthropic'), 'anthropic');
const ollama = new Ajv();
/** An answer in one piece has with its account all that lines would have. */
const WHOLE = {
  ...LAST_LINE,
  properties: { ...LAST_LINE.properties, logprobs: CHAT_LINE.properties.logprobs, thinking: { type: 'string' } },
};

function required(validate: ValidateFunction | undefined, name: string, value: unknown): void {
  if (validate === undefined) throw new Error(`There is no form ${name}.`);
  if (validate(value) !== true)
    throw new Error(`no ${name}: ${JSON.stringify(validate.errors?.slice(0, 2))} in ${JSON.stringify(value).slice(0, 500)}`);
}

const requireOpenai = (name: string, value: unknown) => {
  const known = VENDOR.test(String((value as { model?: unknown }).model)) ? vendors : openai;
  required(known.getSchema(`openai#/$defs/${name}`), name, value);
};
const requireAnthropic = (name: string, value: unknown) => required(anthropic.getSchema(`anthropic#/definitions/${name}`), name, value);

/** The data of a stream, and whether it says that it is done. */
function dataIn(text: string): { data: Record<string, unknown>[]; isDone: boolean } {
  const lines = text.split('\n').filter((line) => line.startsWith('data: '));
  const isDone = lines.at(-1) === 'data: [DONE]';
  return { data: (isDone ? lines.slice(0, -1) : lines).map((line) => JSON.parse(line.slice('data: '.length))), isDone };
}

/** A stream of chunks: by their form, then by their order. */
function requireChunks(name: string, text: string): void {
  const { data, isDone } = dataIn(text);
  for (const chunk of data) requireOpenai('error' in chunk ? 'error' : name, chunk);
  if (name === 'chatCompletionChunk') requireChunkOrder(data, isDone);
}

function requireEvents(text: string): void {
  const { data } = dataIn(text);
  for (const event of data) requireOpenai('responseStreamEvent', event);
  requireResponseOrder(data);
}

function requireMessageEvents(text: string): void {
  const events = eventsIn(text);
  requireOrder(events);
  for (const event of events) {
    if (event.type === 'message_start') requireAnthropic('message', event.message);
    if (event.type === 'content_block_start') requireAnthropic('block', event.content_block);
    if (event.type === 'message_delta') requireAnthropic('messageDelta', event);
    if (event.type === 'error') requireAnthropic('error', event);
  }
}

function requireLines(path: string, text: string): void {
  for (const line of text.trimEnd().split('\n')) {
    const value = JSON.parse(line) as Record<string, unknown>;
    if ('error' in value || value.done_reason === 'load' || value.done_reason === 'unload') continue;
    const last = path === '' ? WHOLE : LAST_LINE;
    const schema = value.done === true ? last : path === '/api/chat' ? CHAT_LINE : GENERATE_LINE;
    required(ollama.compile(schema), path, value);
  }
}

/** What is published of each answer, by its path. */
const FORMS: readonly (readonly [path: RegExp, whole: (value: unknown) => void, stream: (text: string, path: string) => void])[] = [
  [/\/chat\/completions$/, (value) => requireOpenai('chatCompletion', value), (text) => requireChunks('chatCompletionChunk', text)],
  [/\/v1\/completions$/, (value) => requireOpenai('completion', value), (text) => requireChunks('completionChunk', text)],
  [/\/v1\/responses\/input_tokens$/, (value) => requireOpenai('inputTokens', value), () => undefined],
  [/\/input_items$/, (value) => requireOpenai('itemList', value), () => undefined],
  [
    /\/v1\/responses(?:\/\w+(?:\/cancel)?)?$/,
    (value) => requireOpenai((value as { deleted?: true }).deleted === true ? 'deletedResponse' : 'response', value),
    requireEvents,
  ],
  [/\/v1\/messages$/, (value) => requireAnthropic('message', value), requireMessageEvents],
  [/\/api\/(?:chat|generate)$/, (value) => requireLines('', JSON.stringify(value)), (text, path) => requireLines(path, text)],
];

function requireError(path: string, value: unknown, isAnthropics: boolean): void {
  if (path.startsWith('/api/')) {
    if (typeof (value as { error: unknown }).error !== 'string') throw new Error(`no error of Ollama’s: ${JSON.stringify(value)}`);
  } else if (isAnthropics) requireAnthropic('error', value);
  else if (!path.startsWith('/v1beta')) requireOpenai('error', value);
}

async function check(answer: Response, path: string, isAnthropics: boolean): Promise<void> {
  const type = answer.headers.get('content-type') ?? '';
  const text = await answer.text();
  if (!answer.headers.has('x-lintel-request-id')) throw new Error('The answer has no id.');
  if (answer.status >= 400) return requireError(path, JSON.parse(text), isAnthropics);
  const [, whole, stream] = FORMS.find(([form]) => form.test(path)) ?? [];
  if (type.startsWith('application/json')) whole?.(JSON.parse(text));
  else if (/event-stream|ndjson/.test(type)) stream?.(text, path);
}

/** `fetch` for clients, which holds every answer to what is published of it. */
export function checkedFetch() {
  const checks: Promise<void>[] = [];
  const broken: string[] = [];
  return {
    async fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
      const answer = await fetch(input, init);
      const path = new URL(input instanceof Request ? input.url : input).pathname;
      const isAnthropics = new Headers(init?.headers).has('anthropic-version');
      const checking = check(answer.clone(), path, isAnthropics).catch((error: unknown) => {
        // One that was broken off on purpose is no answer.
        if (!(error instanceof DOMException) && !(error instanceof TypeError && init?.signal?.aborted))
          broken.push(`${path}: ${String(error)}`);
      });
      checks.push(checking);
      return answer;
    },
    /** All that was wrong since the last time. */
    async wrong(): Promise<string[]> {
      await Promise.all(checks.splice(0));
      return broken.splice(0);
    },
  };
}
