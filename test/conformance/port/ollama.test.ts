import { Ollama } from 'ollama';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { checkedFetch } from './checked.ts';
import { AT, KINDS, type Kinds, openKinds, PIXEL, until } from './kinds.ts';

const checked = checkedFetch();
let house: Kinds;
let client: Ollama;
beforeAll(async () => {
  house = await openKinds();
  client = clientOf(house.key);
});
afterEach(async () => {
  house.cloud.visits.splice(0);
  expect(await checked.wrong()).toEqual([]);
  expect(house.faults).toEqual([]);
});
afterAll(() => house.close());

const clientOf = (key: string) => new Ollama({ host: house.address, fetch: checked.fetch, headers: { authorization: `Bearer ${key}` } });
const HELLO = [{ role: 'user', content: 'Tell me of the river, please.' }];
const LOOK = { type: 'function', function: { name: 'look', description: 'Looks.', parameters: AT as never } };

describe.each(KINDS)('$name', ({ says, calls, thinks, obeys, goesOn }) => {
  const isHere = !says.includes('/');

  test('chats whole, with an account', async () => {
    const answer = await client.chat({ model: says, messages: HELLO, options: { num_predict: 12, num_ctx: 4096 } });
    expect(answer).toMatchObject({ model: says, done: true, message: { role: 'assistant' } });
    expect(answer.message.content).not.toBe('');
    expect(answer.prompt_eval_count).toBeGreaterThan(0);
    expect(answer.total_duration).toBeGreaterThan(0);
  });

  test('chats in lines', async () => {
    const lines = await Array.fromAsync(await client.chat({ model: says, messages: HELLO, stream: true, options: { num_predict: 8 } }));
    expect(lines.map(({ message }) => message.content).join('')).not.toBe('');
    expect(lines.map(({ done }) => done)).toEqual([...lines.slice(1).map(() => false), true]);
  });

  test('generates, whole and in lines', async () => {
    const asked = { model: says, prompt: 'Tell me of the river.', system: 'Be brief.', options: { num_predict: 8 } };
    expect((await client.generate(asked)).response).not.toBe('');
    const lines = await Array.fromAsync(await client.generate({ ...asked, stream: true }));
    expect(lines.map(({ response }) => response).join('')).not.toBe('');
  });

  test('calls whole, in a stream too, and is told what they gave', async () => {
    const lines = await Array.fromAsync(await client.chat({ model: calls, messages: HELLO, tools: [LOOK], stream: true }));
    const made = lines.flatMap(({ message }) => message.tool_calls ?? []);
    expect(made.length).toBeGreaterThanOrEqual(isHere ? 1 : 2);
    for (const call of made) expect(['sea', 'sky']).toContain(call.function.arguments.at);
    const whole = await client.chat({ model: calls, messages: HELLO, tools: [LOOK] });
    expect(whole.message.tool_calls?.length).toBeGreaterThanOrEqual(isHere ? 1 : 2);
    await client.chat({
      ...{ model: calls, tools: [LOOK] },
      messages: [
        ...HELLO,
        whole.message,
        ...(whole.message.tool_calls ?? []).map(() => ({ role: 'tool', content: 'Blue waves.', tool_name: 'look' })),
      ],
    });
    if (!isHere) expect(JSON.stringify(house.sent())).toContain('Blue waves.');
  });

  test('keeps to a schema', async () => {
    const { message } = await client.chat({ model: obeys, messages: HELLO, format: AT });
    expect(['sea', 'sky']).toContain(JSON.parse(message.content).at);
    const { response } = await client.generate({ model: obeys, prompt: 'Where?', format: AT });
    expect(['sea', 'sky']).toContain(JSON.parse(response ?? '{}').at);
  });

  test('tells its thought apart', async () => {
    const { message } = await client.chat({ model: thinks, messages: HELLO, think: true });
    expect(message.thinking).toMatch(/\w/);
    expect(message.content).not.toContain('<think>');
    const lines = await Array.fromAsync(await client.generate({ model: thinks, prompt: 'Hello.', think: 'low', stream: true }));
    expect(lines.map(({ thinking = '' }) => thinking).join('')).toMatch(/\w/);
  });

  test('sees a picture, or says why not', async () => {
    const asked = client.chat({
      model: says,
      messages: [{ role: 'user', content: 'What is this?', images: [PIXEL] }],
      options: { num_predict: 4 },
    });
    if (isHere) await expect(asked).rejects.toMatchObject({ status_code: 422 });
    else {
      await asked;
      expect(JSON.stringify(house.sent())).toContain(PIXEL);
    }
  });

  test('ends at its limit, and says so', async () => {
    const { done_reason, eval_count } = await client.chat({ model: goesOn, messages: HELLO, options: { num_predict: 2 } });
    expect({ done_reason, eval_count }).toEqual({ done_reason: 'length', eval_count: 2 });
  });

  test('ends when its caller aborts one, or all', async () => {
    const one = await client.chat({ model: goesOn, messages: HELLO, stream: true });
    const reading = async (lines: AsyncIterable<{ message: { content: string } }>, end: () => void) => {
      for await (const { message } of lines) if (message.content !== '') end();
    };
    // What is here may have said all by then.
    const ends = async (read: Promise<void>) =>
      isHere ? read.catch((error) => expect(String(error)).toMatch(/abort/i)) : expect(read).rejects.toThrow(/abort/i);
    await ends(reading(one, () => one.abort()));
    const all = await client.chat({ model: goesOn, messages: HELLO, stream: true });
    await ends(reading(all, () => client.abort()));
    if (!isHere) await until(() => house.cloud.visits.every(({ closedAt }) => closedAt !== undefined));
    await checked.wrong();
  });
});

test('stops at a text', async () => {
  const { message, done_reason } = await client.chat({ model: 'counting', messages: HELLO, options: { stop: ['three'] } });
  expect({ content: message.content.trim(), done_reason }).toEqual({ content: 'one two', done_reason: 'stop' });
});

test('goes on with a raw text, past every template', async () => {
  const raw = await client.generate({ model: 'starter', prompt: 'the river', raw: true, options: { num_predict: 4, temperature: 0 } });
  const framed = await client.generate({ model: 'starter', prompt: 'the river', options: { num_predict: 4 } });
  expect(raw.response).not.toBe('');
  expect(raw.prompt_eval_count).toBeLessThan(framed.prompt_eval_count);
});

test('rates its tokens', async () => {
  const answer = await client.chat({ model: 'starter', messages: HELLO, logprobs: true, top_logprobs: 2, options: { num_predict: 3 } });
  expect(answer.logprobs).toHaveLength(3);
});

test('lists, shows and loads, and tells what is in memory', async () => {
  const { models } = await client.list();
  expect(models.map(({ name }) => name)).toEqual(expect.arrayContaining(['auto:latest', 'starter:latest', 'gpt-4o-mini:latest']));
  for (const name of ['starter', 'starter:latest', 'openai/echo', 'gpt-4o-mini', 'auto']) {
    const shown = await client.show({ model: name });
    expect(shown.capabilities).toContain('completion');
    expect(shown.details).toMatchObject({ family: expect.any(String) });
  }
  await expect(client.show({ model: 'nobody' })).rejects.toMatchObject({ status_code: 404 });
  expect(await client.generate({ model: 'starter', prompt: '', keep_alive: '5m' })).toMatchObject({ done: true, done_reason: 'load' });
  expect((await client.ps()).models.map(({ name }) => name)).toContain('starter:latest');
  expect((await client.version()).version).toMatch(/^\d+\.\d+\.\d+$/);
});

test.each(['embedder', 'openai/embedder'])('makes vectors with %s', async (model) => {
  const { embeddings, prompt_eval_count } = await client.embed({ model, input: ['sea', 'sky'] });
  expect(embeddings).toHaveLength(2);
  expect(prompt_eval_count).toBeGreaterThan(0);
  expect((await client.embed({ model, input: 'sea' })).embeddings[0]).toHaveLength(embeddings[0]?.length ?? 0);
  expect((await client.embeddings({ model, prompt: 'sea' })).embedding).toHaveLength(embeddings[0]?.length ?? 0);
});

test.each<[string, () => Promise<unknown>, number]>([
  ['an unknown model', () => client.chat({ model: 'nobody', messages: HELLO }), 404],
  ['a wrong key', () => clientOf('wrong').chat({ model: 'starter', messages: HELLO }), 401],
  ['a wrong format', () => client.chat({ model: 'starter', messages: HELLO, format: 5 as never }), 400],
  ['a deletion that the key may not', () => client.delete({ model: 'starter' }), 403],
  ['a fetch that the key may not', () => client.pull({ model: 'river' }), 403],
  ['a model of one’s own', () => client.create({ model: 'mine', from: 'starter' }), 400],
  ['a copy', () => client.copy({ source: 'starter', destination: 'mine' }), 400],
  ['a cloud that is broken', () => client.chat({ model: 'openai/openai.500', messages: HELLO }), 502],
  ['a cloud that asks to wait', () => client.chat({ model: 'anthropic/anthropic.429', messages: HELLO }), 429],
])('says what is wrong: %s', async (_, ask, status) => {
  await expect(ask()).rejects.toMatchObject({ status_code: status, message: expect.stringMatching(/\w+ \w+/) });
});

test.each(['openai/openai.mid-stream-error', 'anthropic/anthropic.cut'])('a stream that breaks is an error: %s', async (model) => {
  const lines = await client.chat({ model, messages: HELLO, stream: true });
  await expect(Array.fromAsync(lines)).rejects.toThrow(/\w/);
});
