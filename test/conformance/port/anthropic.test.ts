import Anthropic from '@anthropic-ai/sdk';
import { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { checkedFetch } from './checked.ts';
import { AT, KINDS, type Kinds, openKinds, PIXEL, until } from './kinds.ts';

const checked = checkedFetch();
let house: Kinds;
let client: Anthropic;
beforeAll(async () => {
  house = await openKinds();
  client = new Anthropic({ baseURL: house.address, apiKey: house.key, maxRetries: 0, fetch: checked.fetch });
});
afterEach(async () => {
  house.cloud.visits.splice(0);
  expect(await checked.wrong()).toEqual([]);
  expect(house.faults).toEqual([]);
});
afterAll(() => house.close());

const HELLO: Anthropic.MessageParam[] = [{ role: 'user', content: 'Tell me of the river, please.' }];
const LOOK: Anthropic.Tool = { name: 'look', description: 'Looks.', input_schema: AT as unknown as Anthropic.Tool.InputSchema };
const Place = z.object({ at: z.enum(['sea', 'sky']) });
const textOf = (content: readonly { type: string; text?: string }[]) => content.map(({ text = '' }) => text).join('');

describe.each(KINDS)('$name', ({ says, calls, thinks, obeys, goesOn }) => {
  const isHere = !says.includes('/');

  test('answers whole, with its use and the id of the request', async () => {
    const { data, request_id } = await client.messages
      .create({
        model: says,
        max_tokens: 20,
        messages: HELLO,
        system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
      })
      .withResponse();
    expect(textOf(data.content)).not.toBe('');
    expect(data).toMatchObject({ type: 'message', role: 'assistant', model: says });
    expect(['end_turn', 'max_tokens']).toContain(data.stop_reason);
    expect(data.usage.input_tokens).toBeGreaterThan(0);
    expect(request_id).toMatch(/./);
    expect(data).toMatchObject({ _request_id: request_id });
  });

  test('streams events, and the stream’s helper puts them together', async () => {
    const events = await Array.fromAsync(await client.messages.create({ model: says, max_tokens: 12, messages: HELLO, stream: true }));
    expect(events[0]).toMatchObject({ type: 'message_start', message: { usage: { input_tokens: expect.any(Number) } } });
    const stream = client.messages.stream({ model: says, max_tokens: 12, messages: HELLO });
    const heard: string[] = [];
    stream.on('text', (piece) => void heard.push(piece));
    const message = await stream.finalMessage();
    expect(textOf(message.content)).toBe(heard.join(''));
    expect(await stream.finalText()).toBe(heard.join(''));
    expect(message.usage.output_tokens).toBeGreaterThan(0);
  });

  test('calls unasked, whole and in pieces, and is told what they gave', async () => {
    const asked = { model: calls, max_tokens: 400, messages: HELLO, tools: [LOOK] };
    const stream = client.messages.stream(asked);
    const pieces: string[] = [];
    stream.on('inputJson', (piece) => void pieces.push(piece));
    for (const message of [await client.messages.create(asked), await stream.finalMessage()]) {
      const made = message.content.flatMap((block) => (block.type === 'tool_use' ? [block] : []));
      expect(message.stop_reason).toBe('tool_use');
      expect(made.length).toBeGreaterThanOrEqual(isHere ? 1 : 2);
      for (const { input } of made) expect(Place.parse(input)).toBeTruthy();
      await client.messages.create({
        ...{ ...asked, max_tokens: 60 },
        messages: [
          ...HELLO,
          { role: 'assistant', content: message.content },
          {
            role: 'user',
            content: made.map(({ id }) => ({
              type: 'tool_result' as const,
              tool_use_id: id,
              content: [{ type: 'text' as const, text: 'Blue waves.' }],
            })),
          },
        ],
      });
      if (!isHere) expect(JSON.stringify(house.sent())).toContain('Blue waves.');
    }
    expect(pieces.length).toBeGreaterThan(0);
  });

  test.each([{ type: 'any' }, { type: 'tool', name: 'look' }] as const)('calls what it must: %j', async (choice) => {
    const asked = {
      model: obeys,
      max_tokens: 300,
      messages: HELLO,
      tools: [LOOK],
      tool_choice: { ...choice, disable_parallel_tool_use: true },
    };
    for (const message of [await client.messages.create(asked), await client.messages.stream(asked).finalMessage()]) {
      const made = message.content.flatMap((block) => (block.type === 'tool_use' ? [block] : []));
      expect(made).toHaveLength(1);
      expect(Place.parse(made[0]?.input)).toBeTruthy();
    }
  });

  test('calls nothing where it must not', async () => {
    const { content } = await client.messages.create({
      model: obeys,
      max_tokens: 8,
      messages: HELLO,
      tools: [LOOK],
      tool_choice: { type: 'none' },
    });
    expect(content.map(({ type }) => type)).toEqual(['text']);
  });

  test('keeps to a schema, parsed and in a stream', async () => {
    const asked = { model: obeys, max_tokens: 200, messages: HELLO, output_config: { format: zodOutputFormat(Place) } };
    expect(Place.parse((await client.messages.parse(asked)).parsed_output)).toBeTruthy();
    expect(Place.parse((await client.messages.stream(asked).finalMessage()).parsed_output)).toBeTruthy();
  });

  test('has its tools run', async () => {
    const looked: string[] = [];
    const look = betaZodTool({
      name: 'look',
      description: 'Looks.',
      inputSchema: Place,
      run: ({ at }) => {
        looked.push(at);
        return 'Blue waves.';
      },
    });
    const runner = client.beta.messages.toolRunner({
      ...{ model: obeys, max_tokens: 200, messages: HELLO, tools: [look], max_iterations: 2 },
      tool_choice: { type: 'any', disable_parallel_tool_use: true },
    });
    for await (const message of runner) expect(message.role).toBe('assistant');
    expect(looked.length).toBeGreaterThan(0);
  });

  test('thinks in a block of its own, which comes back', async () => {
    const asked = { model: thinks, max_tokens: 3000, messages: HELLO, thinking: { type: 'enabled', budget_tokens: 1024 } } as const;
    const stream = client.messages.stream(asked);
    const thoughts: string[] = [];
    stream.on('thinking', (piece) => void thoughts.push(piece));
    const message = await stream.finalMessage();
    expect(message.content.map(({ type }) => type)).toEqual(['thinking', 'text']);
    expect(thoughts.join('')).toMatch(/\w/);
    const next = await client.messages.create({
      ...asked,
      messages: [...HELLO, { role: 'assistant', content: message.content }, { role: 'user', content: 'Go on.' }],
    });
    expect(next.content.length).toBeGreaterThan(0);
  });

  test('sees a picture, or says why not', async () => {
    const asked = client.messages.create({
      model: says,
      max_tokens: 5,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } },
            { type: 'text', text: 'What is this?' },
          ],
        },
      ],
    });
    if (isHere) await expect(asked).rejects.toMatchObject({ status: 403 });
    else {
      await asked;
      expect(JSON.stringify(house.sent())).toContain(PIXEL);
    }
  });

  test('ends at its limit, and says so', async () => {
    const message = await client.messages.create({ model: goesOn, max_tokens: 2, messages: HELLO });
    expect(message).toMatchObject({ stop_reason: 'max_tokens', usage: { output_tokens: 2 } });
  });

  test('ends when its caller goes, by breaking off, by a signal and by the helper', async () => {
    const asked = { model: goesOn, max_tokens: 1500, messages: HELLO };
    for await (const event of await client.messages.create({ ...asked, stream: true })) if (event.type === 'content_block_delta') break;
    const stream = client.messages.stream(asked);
    stream.on('text', () => stream.abort());
    await expect(stream.finalMessage()).rejects.toBeInstanceOf(Anthropic.APIUserAbortError);
    const controller = new AbortController();
    const whole = client.messages.create(asked, { signal: controller.signal });
    setTimeout(() => controller.abort(), 60);
    await expect(whole).rejects.toBeInstanceOf(Anthropic.APIUserAbortError);
    if (!isHere) await until(() => house.cloud.visits.every(({ closedAt }) => closedAt !== undefined));
    await checked.wrong();
  });

  test('counts what a prompt comes to', async () => {
    const messages: Anthropic.MessageParam[] = [{ role: 'user', content: 'To be counted alone.' }];
    const counted = await client.messages.countTokens({ model: says, messages, system: 'Be brief.', tools: [LOOK] });
    expect(counted.input_tokens).toBeGreaterThan(5);
    expect(JSON.stringify(house.cloud.visits)).not.toContain('counted alone');
  });

  test('is the same under the beta resource', async () => {
    const message = await client.beta.messages.create({
      model: says,
      max_tokens: 8,
      messages: HELLO,
      betas: ['interleaved-thinking-2025-05-14'],
    });
    expect(textOf(message.content as never)).not.toBe('');
  });
});

test('stops at a text, and says which', async () => {
  const message = await client.messages.create({ model: 'counting', max_tokens: 20, messages: HELLO, stop_sequences: ['zero', 'three'] });
  expect(message).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: 'three' });
});

test('takes a key as a bearer too', async () => {
  const bearer = new Anthropic({ baseURL: house.address, apiKey: null, authToken: house.key, maxRetries: 0 });
  expect((await bearer.messages.create({ model: 'claude-sonnet', max_tokens: 3, messages: HELLO })).model).toBe('anthropic/echo');
});

test('lists the models in pages, and shows each', async () => {
  const ids: string[] = [];
  for await (const model of client.models.list({ limit: 3 })) ids.push(model.id);
  expect(ids).toEqual(expect.arrayContaining(['auto', 'starter', 'anthropic/echo', 'claude-sonnet']));
  expect(new Set(ids).size).toBe(ids.length);
  expect(await client.models.retrieve('anthropic/echo')).toMatchObject({ type: 'model', id: 'anthropic/echo' });
  await expect(client.models.retrieve('nobody')).rejects.toBeInstanceOf(Anthropic.NotFoundError);
});

test('says that a model would not answer', async () => {
  const asked = client.messages.create({ model: 'anthropic/anthropic.refusal', max_tokens: 50, messages: HELLO });
  await expect(asked).rejects.toMatchObject({ status: 400, message: expect.stringContaining('would not answer') });
});

test.each<[string, object]>([
  ['max_tokens', { max_tokens: 0 }],
  ['messages', { messages: [] }],
  ['temperature', { temperature: 2 }],
  ['mcp_servers', { mcp_servers: [{ type: 'url', url: 'https://a.example', name: 'a' }] }],
])('names the field that is wrong: %s', async (field, rest) => {
  const asked = client.messages.create({ model: 'starter', max_tokens: 5, messages: HELLO, ...rest } as never);
  await expect(asked).rejects.toMatchObject({
    status: 400,
    error: { type: 'error', error: { type: 'invalid_request_error', message: expect.stringContaining(field) } },
  });
});
