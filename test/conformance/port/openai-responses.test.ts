import OpenAI from 'openai';
import { zodResponsesFunction, zodTextFormat } from 'openai/helpers/zod';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { checkedFetch } from './checked.ts';
import { AT, KINDS, type Kinds, openKinds, PIXEL, until } from './kinds.ts';

const checked = checkedFetch();
let house: Kinds;
let client: OpenAI;
beforeAll(async () => {
  house = await openKinds();
  client = new OpenAI({ baseURL: `${house.address}/v1`, apiKey: house.key, maxRetries: 0, fetch: checked.fetch });
});
afterEach(async () => {
  house.cloud.visits.splice(0);
  expect(await checked.wrong()).toEqual([]);
  expect(house.faults).toEqual([]);
});
afterAll(() => house.close());

const HELLO = 'Tell me of the river, please.';
const LOOK: OpenAI.Responses.FunctionTool = { type: 'function', name: 'look', description: 'Looks.', parameters: AT, strict: true };
const Place = z.object({ at: z.enum(['sea', 'sky']) });

describe.each(KINDS)('$name', ({ says, calls, thinks, obeys, goesOn }) => {
  const isHere = !says.includes('/');

  test('answers whole, with all of its text', async () => {
    const { data, request_id } = await client.responses
      .create({ model: says, input: HELLO, instructions: 'Be brief.', max_output_tokens: 300 })
      .withResponse();
    expect(data.output_text).not.toBe('');
    expect(data).toMatchObject({ object: 'response', model: says, error: null, instructions: 'Be brief.' });
    expect(data.usage?.total_tokens).toBe((data.usage?.input_tokens ?? 0) + (data.usage?.output_tokens ?? 0));
    expect(request_id).toMatch(/./);
  });

  test('streams its text, which the last event holds whole', async () => {
    const events = await Array.fromAsync(await client.responses.create({ model: says, input: HELLO, stream: true, max_output_tokens: 12 }));
    const text = events.map((event) => (event.type === 'response.output_text.delta' ? event.delta : '')).join('');
    const last = events.at(-1);
    expect(['response.completed', 'response.incomplete']).toContain(last?.type);
    const output = last !== undefined && 'response' in last ? last.response.output : [];
    expect(output.at(-1)).toMatchObject({ content: [{ text }] });
  });

  test('the stream’s helper puts it together', async () => {
    const stream = client.responses.stream({ model: says, input: HELLO, max_output_tokens: 12 });
    const heard: string[] = [];
    stream.on('response.output_text.delta', ({ delta }) => void heard.push(delta));
    expect((await stream.finalResponse()).output_text).toBe(heard.join(''));
  });

  test('calls unasked, whole and in pieces', async () => {
    const asked = { model: calls, input: HELLO, tools: [LOOK] };
    for (const { output } of [await client.responses.create(asked), await client.responses.stream(asked).finalResponse()]) {
      const made = output.flatMap((item) => (item.type === 'function_call' ? [item] : []));
      expect(made.length).toBeGreaterThanOrEqual(isHere ? 1 : 2);
      for (const call of made) expect(Place.parse(JSON.parse(call.arguments))).toBeTruthy();
      expect(new Set(made.map(({ call_id }) => call_id)).size).toBe(made.length);
    }
  });

  test.each(['required', { type: 'function', name: 'look' }] as const)(
    'calls what it must, and goes on from what it gave: %j',
    async (tool_choice) => {
      const first = await client.responses.create({ model: obeys, input: HELLO, tools: [LOOK], tool_choice, parallel_tool_calls: false });
      const call = first.output.find((item) => item.type === 'function_call');
      if (call?.type !== 'function_call') throw new Error('It called nothing.');
      const next = await client.responses.create({
        ...{ model: isHere ? 'calling' : obeys, tools: [LOOK], previous_response_id: first.id, max_output_tokens: 60 },
        input: [{ type: 'function_call_output', call_id: call.call_id, output: 'Blue waves.' }],
      });
      expect(next.previous_response_id).toBe(first.id);
      if (!isHere) expect(JSON.stringify(house.sent())).toMatch(/Tell me of the river.*Blue waves/s);
    },
  );

  test('goes on from what it said itself, sent back by the caller', async () => {
    const first = await client.responses.create({ model: thinks, input: HELLO, store: false, include: ['reasoning.encrypted_content'] });
    const next = await client.responses.create({
      ...{ model: thinks, store: false },
      input: [
        { role: 'user', content: HELLO },
        ...(first.output as OpenAI.Responses.ResponseInputItem[]),
        { role: 'user', content: 'Go on.' },
      ],
    });
    expect(next.output_text).toMatch(/\w/);
  });

  test('keeps to a schema, parsed and in a stream', async () => {
    const asked = { model: obeys, input: HELLO, text: { format: zodTextFormat(Place, 'place') } };
    expect(Place.parse((await client.responses.parse(asked)).output_parsed)).toBeTruthy();
    expect(Place.parse((await client.responses.stream(asked).finalResponse()).output_parsed)).toBeTruthy();
  });

  test('parses the arguments of a call', async () => {
    const { output } = await client.responses.parse({
      ...{ model: obeys, input: HELLO, parallel_tool_calls: false, tool_choice: 'required' },
      tools: [zodResponsesFunction({ name: 'look', parameters: Place })],
    });
    const call = output.find((item) => item.type === 'function_call');
    expect(call?.type === 'function_call' && Place.parse(call.parsed_arguments)).toBeTruthy();
  });

  test('thinks in an item of its own', async () => {
    const events = await Array.fromAsync(
      await client.responses.create({ model: thinks, input: HELLO, stream: true, reasoning: { effort: 'medium', summary: 'auto' } }),
    );
    const last = events.at(-1);
    if (last?.type !== 'response.completed') throw new Error(`It ended with ${last?.type}.`);
    expect(last.response.output.map(({ type }) => type)).toEqual(['reasoning', 'message']);
    expect(events.some(({ type }) => type === 'response.reasoning_summary_text.delta')).toBe(true);
  });

  test('sees a picture, or says why not', async () => {
    const asked = client.responses.create({
      model: says,
      max_output_tokens: 300,
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'What is this?' },
            { type: 'input_image', image_url: `data:image/png;base64,${PIXEL}`, detail: 'auto' },
          ],
        },
      ],
    });
    if (isHere) await expect(asked).rejects.toMatchObject({ status: 422 });
    else {
      await asked;
      expect(JSON.stringify(house.sent())).toContain(PIXEL);
    }
  });

  test('is incomplete at its limit', async () => {
    const response = await client.responses.create({ model: goesOn, input: HELLO, max_output_tokens: 2 });
    expect(response).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      usage: { output_tokens: 2 },
    });
    const events = await Array.fromAsync(
      await client.responses.create({ model: goesOn, input: HELLO, max_output_tokens: 2, stream: true }),
    );
    expect(events.at(-1)?.type).toBe('response.incomplete');
  });

  test('ends when its caller goes', async () => {
    const stream = await client.responses.create({ model: goesOn, input: HELLO, stream: true });
    for await (const event of stream) if (event.type === 'response.output_text.delta') break;
    const controller = new AbortController();
    const whole = client.responses.create({ model: goesOn, input: HELLO }, { signal: controller.signal });
    setTimeout(() => controller.abort(), 60);
    await expect(whole).rejects.toBeInstanceOf(OpenAI.APIUserAbortError);
    if (!isHere) await until(() => house.cloud.visits.every(({ closedAt }) => closedAt !== undefined));
    await checked.wrong();
  });

  test('is kept, read, listed and deleted', async () => {
    const { id } = await client.responses.create({ model: says, input: HELLO, max_output_tokens: 300, metadata: { a: 'b' } });
    const read = await client.responses.retrieve(id);
    expect(read).toMatchObject({ id, metadata: { a: 'b' } });
    expect(read.output_text).not.toBe('');
    const items = await Array.fromAsync(client.responses.inputItems.list(id));
    expect(items).toMatchObject([{ type: 'message', role: 'user', content: [{ text: HELLO }] }]);
    const replayed = await Array.fromAsync(await client.responses.retrieve(id, { stream: true }));
    expect(replayed[0]?.type).toBe('response.created');
    await client.responses.delete(id);
    await expect(client.responses.retrieve(id)).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  });

  test('is made in the background, followed and cancelled', async () => {
    const begun = await client.responses.create({ model: goesOn, input: HELLO, background: true });
    expect(begun.status).toBe('queued');
    await until(() => house.cloud.visits.length > 0 || isHere);
    const ended = await client.responses.cancel(begun.id);
    expect(['cancelled', 'incomplete', 'completed']).toContain(ended.status);
    const short = await client.responses.create({ model: says, input: HELLO, background: true, max_output_tokens: 300 });
    let now = short;
    for (let turn = 0; turn < 200 && (now.status === 'queued' || now.status === 'in_progress'); turn++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      now = await client.responses.retrieve(short.id);
    }
    expect(['completed', 'incomplete']).toContain(now.status);
    expect(now.output_text).not.toBe('');
  });
});

test('counts what a prompt comes to', async () => {
  const counted = await client.responses.inputTokens.count({ model: 'starter', input: HELLO });
  expect(counted).toMatchObject({ object: 'response.input_tokens', input_tokens: expect.any(Number) });
});

test('a long chain is one conversation', async () => {
  let previous: string | undefined;
  for (const input of ['The first word is oak.', 'The second word is elm.', 'Say both.']) {
    const asked = { model: 'openai/echo', input, ...(previous === undefined ? {} : { previous_response_id: previous }) };
    previous = (await client.responses.create(asked)).id;
  }
  expect(JSON.stringify(house.sent())).toMatch(/oak.*elm.*both/s);
});

test('a custom tool is given any text', async () => {
  const { output } = await client.responses.create({
    ...{ model: 'openai/echo', input: HELLO, tool_choice: 'required' },
    tools: [{ type: 'custom', name: 'shell', description: 'Runs.' }],
  });
  expect(output).toMatchObject([{ type: 'custom_tool_call', name: 'shell', input: expect.any(String) }]);
});

test('no other key reads it', async () => {
  const { id } = await client.responses.create({ model: 'openai/echo', input: HELLO });
  const other = new OpenAI({ baseURL: `${house.address}/v1`, apiKey: house.keys.create({ name: 'other', tags: [] }).key, maxRetries: 0 });
  await expect(other.responses.retrieve(id)).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  await expect(other.responses.create({ model: 'openai/echo', input: 'Go on.', previous_response_id: id })).rejects.toMatchObject({
    status: 400,
    param: 'previous_response_id',
  });
});

test.each<[string, object]>([
  ['input', { input: 5 }],
  ['conversation', { conversation: 'conv_1' }],
  ['prompt', { prompt: { id: 'pmpt_1' } }],
  ['max_output_tokens', { max_output_tokens: 0 }],
  ['temperature', { temperature: 9 }],
  ['previous_response_id', { previous_response_id: 'resp_nobody' }],
])('names the field that is wrong: %s', async (param, rest) => {
  const asked = client.responses.create({ model: 'starter', input: HELLO, ...rest } as never);
  await expect(asked).rejects.toMatchObject({ status: 400, param, type: 'invalid_request_error' });
});
