import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { able, call, ends, finish, openPort, start, text, thought } from './openai-responses/port.ts';

const schemas = JSON.parse(readFileSync(new URL('schemas/openai.json', import.meta.url), 'utf8'));
const ajv = new Ajv2020({ allErrors: false });
ajv.addSchema(schemas, 'openai');

function requireForm(name: string, value: unknown): void {
  const validate = ajv.getSchema(`openai#/$defs/${name}`);
  if (validate === undefined) throw new Error(`There is no form ${name}.`);
  if (!validate(value)) expect.fail(`no ${name}: ${JSON.stringify(value)}: ${JSON.stringify(validate.errors?.slice(0, 3))}`);
}

const rated = { token: 'a', bytes: [97], logprob: -0.5, top: [{ token: 'a', bytes: [97], logprob: -0.5 }] };
const MODELS = {
  plain: [start, text('Hel'), text('lo'), finish],
  thinks: [start, thought('Let me see.', 'google:proof'), text('Yes.'), ends('length')],
  calls: [
    start,
    thought('Hm.'),
    call(0, 'weather', '{"a":', true),
    call(0, 'weather', '1}'),
    call(1, 'shell', '{"input":"ls"}', true),
    ends('tool-calls'),
  ],
  rated: [start, text('a', { logprobs: [rated] }), finish],
  filtered: [start, text('I'), ends('content-filter')],
  breaks: [
    start,
    text('Half'),
    { type: 'error' as const, error: { code: 'stream-broken' as const, message: 'It broke.', retryable: true } },
  ],
};

let port: Awaited<ReturnType<typeof openPort>>;
beforeAll(async () => {
  port = await openPort(Object.keys(MODELS).map(able), MODELS);
});
afterAll(() => port.close());

/** The data of a stream's events. */
async function streamed(path: string, body: object): Promise<unknown[]> {
  const response = await fetch(`${port.address}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${port.apps.one.key}` },
    body: JSON.stringify({ ...body, stream: true }),
  });
  const lines = (await response.text()).split('\n').filter((line) => line.startsWith('data: ') && line !== 'data: [DONE]');
  return lines.map((line) => JSON.parse(line.slice('data: '.length)));
}

const CHAT_TOOLS = [
  { type: 'function', function: { name: 'weather' } },
  { type: 'custom', custom: { name: 'shell' } },
];
const TOOLS = [
  { type: 'function', name: 'weather', parameters: null, strict: null },
  { type: 'custom', name: 'shell' },
];

it.each(Object.keys(MODELS))('what is said of %s has the documented form', async (model) => {
  const isBroken = model === 'breaks';
  const logprobs = model === 'rated';
  const asked = { model, input: 'Hi', tools: TOOLS, ...(logprobs ? { top_logprobs: 1 } : {}), include: ['reasoning.encrypted_content'] };
  const whole = await port.post('/v1/responses', asked);
  requireForm(isBroken ? 'error' : 'response', whole.body);
  const events = await streamed('/v1/responses', { ...asked, instructions: 'Be brief.', metadata: { a: 'b', lintel: 'internal' } });
  expect(events.length).toBeGreaterThan(4);
  for (const event of events) requireForm('responseStreamEvent', event);

  const chat = {
    model,
    messages: [{ role: 'user', content: 'Hi' }],
    tools: CHAT_TOOLS,
    ...(logprobs ? { logprobs, top_logprobs: 1 } : {}),
  };
  requireForm(isBroken ? 'error' : 'chatCompletion', (await port.post('/v1/chat/completions', chat)).body);
  const chunks = await streamed('/v1/chat/completions', { ...chat, stream_options: { include_usage: true } });
  for (const chunk of isBroken ? chunks.slice(0, -1) : chunks) requireForm('chatCompletionChunk', chunk);

  const text = { model, prompt: 'Hi', ...(logprobs ? { logprobs: 1 } : {}) };
  requireForm(isBroken ? 'error' : 'completion', (await port.post('/v1/completions', text)).body);
  const pieces = await streamed('/v1/completions', { ...text, stream_options: { include_usage: true } });
  for (const piece of isBroken ? pieces.slice(0, -1) : pieces) requireForm('completionChunk', piece);
});

it('what is kept has the documented form', async () => {
  const { body } = await port.post('/v1/responses', {
    model: 'calls',
    tools: TOOLS,
    input: [
      { role: 'user', content: 'Hi' },
      { type: 'function_call', call_id: 'c', name: 'weather', arguments: '{}' },
      { type: 'function_call_output', call_id: 'c', output: 'rain' },
    ],
  });
  const get = async (path: string, method = 'GET') => {
    const answer = await fetch(`${port.address}/v1/responses/${body.id}${path}`, {
      method,
      headers: { authorization: `Bearer ${port.apps.one.key}` },
    });
    return { text: await answer.clone().text(), json: () => answer.json() };
  };
  requireForm('response', await (await get('')).json());
  requireForm('itemList', await (await get('/input_items')).json());
  const events = (await get('?stream=true')).text.split('\n').filter((line) => line.startsWith('data: '));
  expect(events.length).toBeGreaterThan(8);
  for (const event of events) requireForm('responseStreamEvent', JSON.parse(event.slice('data: '.length)));
  requireForm('deletedResponse', await (await get('', 'DELETE')).json());
  requireForm('error', await (await get('')).json());
  requireForm('inputTokens', (await port.post('/v1/responses/input_tokens', { model: 'plain', input: 'Hi' })).body);
  const background = (await port.post('/v1/responses', { model: 'plain', input: 'Hi', background: true })).body;
  requireForm('response', background);
});
