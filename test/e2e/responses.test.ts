import OpenAI from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LintelProcess, startLintel } from './lintel-process.ts';

let started: LintelProcess;
let client: OpenAI;
beforeAll(async () => {
  started = await startLintel();
  client = new OpenAI({ baseURL: `${started.address}/v1`, apiKey: await started.createKey(), maxRetries: 0 });
});
afterAll(() => started.stop());

const TAKE = { type: 'object', properties: { at: { enum: ['sea', 'sky'] } }, required: ['at'], additionalProperties: false };

it('a real model answers, goes on from what was kept, and is found again after a restart', async () => {
  const stream = client.responses.stream({ model: 'auto', input: 'What is a privacy tag?', max_output_tokens: 16 });
  const first = await stream.finalResponse();
  expect(first.output_text.length).toBeGreaterThan(0);
  const second = await client.responses.create({
    model: 'auto',
    input: 'And then?',
    previous_response_id: first.id,
    max_output_tokens: 8,
    metadata: { lintel: 'private' },
  });
  expect(second.usage?.input_tokens).toBeGreaterThan(first.usage?.input_tokens ?? 0);
  expect(second.usage?.input_tokens_details.cached_tokens).toBeGreaterThan(0);
  await started.stop({ keepData: true });
  const apiKey = client.apiKey;
  started = await startLintel({ dataFolder: started.dataFolder });
  client = new OpenAI({ baseURL: `${started.address}/v1`, apiKey, maxRetries: 0 });
  expect((await client.responses.retrieve(second.id)).output_text).toBe(second.output_text);
});

it('a real model calls a tool and keeps to a schema', async () => {
  const called = await client.responses.create({
    model: 'auto',
    input: 'Look at the sea.',
    tools: [{ type: 'function', name: 'look', parameters: TAKE, strict: true }],
    tool_choice: { type: 'function', name: 'look' },
    max_output_tokens: 60,
  });
  const call = called.output.find((item) => item.type === 'function_call');
  expect(call?.name).toBe('look');
  expect(['sea', 'sky']).toContain(JSON.parse(call?.arguments ?? '{}').at);
  const held = await client.responses.create({
    model: 'auto',
    input: 'Where?',
    text: { format: { type: 'json_schema', name: 'place', schema: TAKE, strict: true } },
    max_output_tokens: 60,
  });
  expect(['sea', 'sky']).toContain(JSON.parse(held.output_text).at);
});

it('a caller who leaves a response ends its work, and one in the background is made all the same', async () => {
  const begun = await client.responses.create({ model: 'auto', input: 'Tell me a story.', background: true, max_output_tokens: 12 });
  await expect.poll(async () => (await client.responses.retrieve(begun.id)).status, { timeout: 20_000 }).toMatch(/completed|incomplete/);
  const stream = await client.responses.create({ model: 'auto', input: 'Tell me a long story.', stream: true, max_output_tokens: 4000 });
  for await (const event of stream) if (event.type === 'response.output_text.delta') break;
  const busy = async () =>
    (JSON.parse((await started.cli('status', '--json')).stdout) as { models: { inFlight: number }[] }).models.some(
      ({ inFlight }) => inFlight > 0,
    );
  await expect.poll(busy, { timeout: 10_000 }).toBe(false);
});

it('a text is gone on with', async () => {
  const { choices, usage } = await client.completions.create({ model: 'auto', prompt: 'Once upon a time', max_tokens: 8 });
  expect(choices[0]?.text.length).toBeGreaterThan(0);
  expect(usage?.completion_tokens).toBeLessThanOrEqual(8);
});
