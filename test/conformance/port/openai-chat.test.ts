import OpenAI from 'openai';
import { zodFunction, zodResponseFormat } from 'openai/helpers/zod';
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

const HELLO: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: 'Tell me of the river, please.' }];
const LOOK: OpenAI.ChatCompletionFunctionTool = { type: 'function', function: { name: 'look', description: 'Looks.', parameters: AT } };
const Place = z.object({ at: z.enum(['sea', 'sky']) });

describe.each(KINDS)('$name', ({ says, calls, thinks, obeys, goesOn }) => {
  const isHere = !says.includes('/');
  const isOpenai = says.startsWith('openai/');

  test('answers whole, with its use and the id of the request', async () => {
    const { data, response, request_id } = await client.chat.completions
      .create({ model: says, messages: HELLO, max_tokens: 20 })
      .withResponse();
    expect(data).toMatchObject({ object: 'chat.completion', model: says, choices: [{ index: 0, message: { role: 'assistant' } }] });
    expect(data.choices[0]?.message.content).not.toBe('');
    expect(data.usage?.total_tokens).toBe((data.usage?.prompt_tokens ?? 0) + (data.usage?.completion_tokens ?? 0));
    expect(request_id).toBe(response.headers.get('x-lintel-request-id'));
    expect(data).toMatchObject({ _request_id: request_id });
  });

  test('streams, and says last what it used where that was asked for', async () => {
    const asked = { model: says, messages: HELLO, max_tokens: 12, temperature: 0, stream: true } as const;
    const told = await Array.fromAsync(await client.chat.completions.create({ ...asked, stream_options: { include_usage: true } }));
    expect(told.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: expect.any(Number) } });
    expect(told.slice(0, -1).every(({ usage }) => usage === null)).toBe(true);
    const plain = await Array.fromAsync(await client.chat.completions.create(asked));
    expect(plain.every((chunk) => !('usage' in chunk))).toBe(true);
    // Some clients read the text of each delta, whatever it brings.
    for (const { choices } of plain.slice(0, -1)) expect(typeof choices[0]?.delta.content).toBe('string');
    expect(plain.at(-1)?.choices[0]?.finish_reason).toMatch(/^(?:stop|length)$/);
  });

  test('the stream’s helper puts it together', async () => {
    const stream = client.chat.completions.stream({
      model: says,
      messages: HELLO,
      max_tokens: 12,
      stream_options: { include_usage: true },
    });
    let heard = '';
    stream.on('content', (piece) => {
      heard += piece;
    });
    expect(await stream.finalContent()).toBe(heard);
    expect(heard).not.toBe('');
    expect(await stream.finalMessage()).toMatchObject({ role: 'assistant', content: heard });
    expect((await stream.totalUsage()).completion_tokens).toBeGreaterThan(0);
  });

  test('calls unasked, whole and in pieces', async () => {
    const asked = { model: calls, messages: HELLO, tools: [LOOK] };
    const whole = await client.chat.completions.create(asked);
    const stream = client.chat.completions.stream(asked);
    const pieces: string[] = [];
    stream.on('tool_calls.function.arguments.delta', ({ arguments_delta: piece }) => void pieces.push(piece));
    const streamed = await stream.finalChatCompletion();
    for (const { choices } of [whole, streamed]) {
      const made = (choices[0]?.message.tool_calls ?? []).flatMap((call) => (call.type === 'function' ? [call] : []));
      expect(choices[0]?.finish_reason).toBe('tool_calls');
      expect(made.length).toBe(isHere ? made.length || 1 : 2);
      expect(new Set(made.map(({ id }) => id)).size).toBe(made.length);
      for (const call of made) expect(Place.parse(JSON.parse(call.function.arguments))).toBeTruthy();
    }
    expect(pieces.length).toBeGreaterThan(0);
  });

  test.each(['required', { type: 'function', function: { name: 'look' } }] as const)('calls what it must: %j', async (tool_choice) => {
    const asked = { model: obeys, messages: HELLO, tools: [LOOK], tool_choice, parallel_tool_calls: false };
    for (const { choices } of [
      await client.chat.completions.create(asked),
      await client.chat.completions.stream(asked).finalChatCompletion(),
    ]) {
      const [call, more] = choices[0]?.message.tool_calls ?? [];
      expect(more).toBeUndefined();
      expect(call?.type === 'function' && Place.parse(JSON.parse(call.function.arguments))).toBeTruthy();
    }
  });

  test('calls nothing where it must not', async () => {
    const { choices } = await client.chat.completions.create({
      model: obeys,
      messages: HELLO,
      tools: [LOOK],
      tool_choice: 'none',
      max_tokens: 8,
    });
    expect(choices[0]?.message).toMatchObject({ content: expect.stringMatching(/./) });
    expect(choices[0]?.message.tool_calls).toBeUndefined();
  });

  test('has its tools run and is told what they gave', async () => {
    const looked: string[] = [];
    const runner = client.chat.completions.runTools(
      {
        model: obeys,
        messages: HELLO,
        tool_choice: 'required',
        parallel_tool_calls: false,
        tools: [
          zodFunction({
            name: 'look',
            parameters: Place,
            function: ({ at }) => {
              looked.push(at);
              return `The ${at} is blue.`;
            },
          }),
        ],
      },
      { maxChatCompletions: 2 },
    );
    await runner.done();
    expect(looked.length).toBeGreaterThan(0);
    const roles = runner.messages.map(({ role }) => role);
    expect(roles.slice(0, 4)).toEqual(['user', 'assistant', 'tool', 'assistant']);
  });

  test('has its tools run in a stream', async () => {
    const looked: string[] = [];
    const tool = zodFunction({ name: 'look', parameters: Place, function: ({ at }) => void looked.push(at) });
    const runner = client.chat.completions.runTools(
      { model: obeys, messages: HELLO, tool_choice: 'required', parallel_tool_calls: false, stream: true, tools: [tool] },
      { maxChatCompletions: 2 },
    );
    for await (const chunk of runner) expect(chunk.object).toBe('chat.completion.chunk');
    expect(looked.length).toBeGreaterThan(0);
  });

  test('keeps to a schema, parsed and in a stream', async () => {
    const asked = { model: obeys, messages: HELLO, response_format: zodResponseFormat(Place, 'place') };
    expect(Place.parse((await client.chat.completions.parse(asked)).choices[0]?.message.parsed)).toBeTruthy();
    const final = await client.chat.completions.stream(asked).finalChatCompletion();
    expect(Place.parse(final.choices[0]?.message.parsed)).toBeTruthy();
  });

  test('parses the arguments of a call', async () => {
    const { choices } = await client.chat.completions.parse({
      ...{ model: obeys, messages: HELLO, parallel_tool_calls: false },
      tools: [zodFunction({ name: 'look', parameters: Place })],
      tool_choice: { type: 'function', function: { name: 'look' } },
    });
    const [call] = choices[0]?.message.tool_calls ?? [];
    expect(call?.type === 'function' && Place.parse(call.function.parsed_arguments)).toBeTruthy();
  });

  test('sees a picture, or says why not', async () => {
    const asked = client.chat.completions.create({
      model: says,
      max_tokens: 5,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}`, detail: 'low' } },
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

  test('tells its thought apart', async () => {
    const { choices } = await client.chat.completions.create({ model: thinks, messages: HELLO, reasoning_effort: 'medium' });
    const message = choices[0]?.message as { content: string; reasoning_content?: string };
    expect(message.reasoning_content).toMatch(/\w/);
    expect(message.content).not.toContain('<think>');
    const stream = client.chat.completions.stream({ model: thinks, messages: HELLO });
    expect((await stream.finalMessage()) as object).toMatchObject({ reasoning_content: expect.stringMatching(/\w/) });
  });

  test('ends at its limit, and says so', async () => {
    for (const limit of [{ max_tokens: 2 }, { max_completion_tokens: 2 }]) {
      const { choices, usage } = await client.chat.completions.create({ model: goesOn, messages: HELLO, ...limit });
      expect(choices[0]?.finish_reason).toBe('length');
      expect(usage?.completion_tokens).toBe(2);
    }
  });

  test('takes a whole conversation with roles of every kind', async () => {
    const call = { id: 'call_7', type: 'function' as const, function: { name: 'look', arguments: '{"at":"sea"}' } };
    const { choices } = await client.chat.completions.create({
      model: isHere ? 'calling' : says,
      max_tokens: 40,
      tools: isHere ? [LOOK] : [],
      messages: [
        { role: 'developer', content: [{ type: 'text', text: 'Be brief.' }] },
        { role: 'user', content: 'Look, please.', name: 'Ann' },
        { role: 'assistant', content: null, tool_calls: [call], refusal: null },
        { role: 'tool', tool_call_id: 'call_7', content: [{ type: 'text', text: 'Blue waves.' }] },
        { role: 'assistant', content: [{ type: 'text', text: 'I see.' }] },
        { role: 'user', content: [{ type: 'text', text: 'And then?' }] },
      ],
    });
    expect(choices[0]?.finish_reason).toBeTruthy();
    if (!isHere) expect(JSON.stringify(house.sent())).toMatch(/Blue waves/);
  });

  test('ends when its caller goes, by breaking off and by a signal', async () => {
    const asked = { model: goesOn, messages: HELLO, stream: true, max_tokens: 1500 } as const;
    for await (const chunk of await client.chat.completions.create(asked)) if (chunk.choices[0]?.delta.content) break;
    const controller = new AbortController();
    const stream = await client.chat.completions.create(asked, { signal: controller.signal });
    const reading = (async () => {
      for await (const chunk of stream) if (chunk.choices[0]?.delta.content) controller.abort();
    })();
    await reading.catch((error: unknown) => expect(String(error)).toMatch(/abort/i));
    if (!isHere) await until(() => house.cloud.visits.length === 2 && house.cloud.visits.every(({ closedAt }) => closedAt !== undefined));
    await checked.wrong();
    const next = await client.chat.completions.create({ model: says, messages: HELLO, max_tokens: 2 });
    expect(next.choices).toHaveLength(1);
  });

  test('gives as many choices as are asked for, or says that it cannot', async () => {
    const asked = client.chat.completions.create({ model: says, messages: HELLO, n: 2, max_tokens: 4 });
    if (isHere || isOpenai) expect((await asked).choices.map(({ index }) => index)).toEqual([0, 1]);
    else
      await asked.then(
        ({ choices }) => expect(choices).toHaveLength(2),
        (error) => expect(error).toBeInstanceOf(OpenAI.APIError),
      );
  });
});

test('stops at a text, and leaves it out', async () => {
  for (const stop of ['three', ['zero', ' three']]) {
    const { choices } = await client.chat.completions.create({ model: 'counting', messages: HELLO, stop });
    expect(choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: expect.stringMatching(/^one two\s*$/) } });
  }
  await client.chat.completions.create({ model: 'openai/echo', messages: HELLO, stop: ['three'] });
  expect(house.sent().stop).toEqual(['three']);
});

test('rates its tokens', async () => {
  for (const model of ['starter', 'openai/echo']) {
    const { choices } = await client.chat.completions.create({ model, messages: HELLO, logprobs: true, top_logprobs: 2, max_tokens: 3 });
    expect(choices[0]?.logprobs?.content).toHaveLength(3);
    for (const token of choices[0]?.logprobs?.content ?? []) expect(token.top_logprobs).toHaveLength(2);
  }
});

test('says the same for the same seed', async () => {
  const ask = async () =>
    (await client.chat.completions.create({ model: 'starter', messages: HELLO, seed: 7, temperature: 1, max_tokens: 12 })).choices[0]
      ?.message.content;
  expect(await ask()).toBe(await ask());
});

test('gives any JSON where any is asked for', async () => {
  const { choices } = await client.chat.completions.create({
    model: 'starter',
    messages: HELLO,
    response_format: { type: 'json_object' },
    max_tokens: 1000,
  });
  if (choices[0]?.finish_reason === 'stop') expect(typeof JSON.parse(choices[0].message.content ?? '')).toBe('object');
});

test('passes a refusal on, and what a filter cut off', async () => {
  const refused = await client.chat.completions.create({ model: 'openai/openai.refusal', messages: HELLO });
  expect(refused.choices[0]?.message.refusal).toBe("I'm sorry, I cannot help with that.");
  const filtered = await client.chat.completions.create({ model: 'openai/openai.filtered', messages: HELLO });
  expect(filtered.choices[0]?.finish_reason).toBe('content_filter');
});

test('tells what the cloud had in its cache', async () => {
  const { usage } = await client.chat.completions.create({ model: 'openai/openai.cached', messages: HELLO });
  expect(usage?.prompt_tokens_details?.cached_tokens).toBeGreaterThan(0);
});

test('knows functions as they were before there were tools', async () => {
  const { choices } = await client.chat.completions.create({
    model: 'starter',
    messages: HELLO,
    functions: [{ name: 'look', parameters: AT }],
    function_call: { name: 'look' },
  });
  expect(choices[0]?.finish_reason).toBe('function_call');
  expect(Place.parse(JSON.parse(choices[0]?.message.function_call?.arguments ?? ''))).toBeTruthy();
});

test('goes on with a text, whole and in pieces', async () => {
  for (const model of ['starter', 'openai/echo']) {
    const { choices } = await client.completions.create({ model, prompt: 'Once upon a', max_tokens: 6, temperature: 0 });
    expect(choices[0]?.text).not.toBe('');
    const pieces = await Array.fromAsync(
      await client.completions.create({ model, prompt: ['Once', 'Twice'], max_tokens: 4, temperature: 0, stream: true }),
    );
    expect(new Set(pieces.flatMap((piece) => piece.choices.map(({ index }) => index)))).toEqual(new Set([0, 1]));
  }
});

test('lists the models, by pages and one by one, and shows each', async () => {
  const ids: string[] = [];
  for await (const model of client.models.list()) ids.push(model.id);
  expect(ids).toEqual(expect.arrayContaining(['auto', 'auto:private', 'gpt-4o-mini', 'starter', 'openai/echo', 'embedder']));
  expect((await client.models.list()).data.map(({ id }) => id)).toEqual(ids);
  for (const id of ['auto', 'openai/echo', 'gpt-4o-mini']) expect(await client.models.retrieve(id)).toMatchObject({ id, object: 'model' });
});

test('answers under a name of the user’s', async () => {
  const { model } = await client.chat.completions.create({ model: 'gpt-4o-mini', messages: HELLO, max_tokens: 2 });
  expect(model).toBe('starter');
});

test.each(['embedder', 'openai/embedder'])('makes vectors with %s, in both forms', async (model) => {
  const floats = await client.embeddings.create({ model, input: ['sea', 'sky'], encoding_format: 'float' });
  const packed = await client.embeddings.create({ model, input: ['sea', 'sky'] });
  expect(floats).toMatchObject({ object: 'list', data: [{ object: 'embedding', index: 0 }, { index: 1 }] });
  expect(floats.usage.total_tokens).toBeGreaterThan(0);
  for (const [at, { embedding }] of packed.data.entries())
    for (const [place, number] of embedding.entries()) expect(number).toBeCloseTo(floats.data[at]?.embedding[place] ?? Number.NaN, 4);
});
