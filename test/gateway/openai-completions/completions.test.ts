import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completionRequest } from '../../../electron/gateway/dialects/openai-completions/wire.ts';
import type { Engine } from '../../../shared/routing/ports.ts';
import { able, ends, finish, openPort, start, text, thought } from '../openai-responses/port.ts';
import { documentedFields } from '../sdk-fields.ts';

/** Says again what it was given. */
const echo: Engine = {
  async *chat(_permit, { messages }) {
    yield start;
    yield text(` after ${messages[0]?.content.map((part) => ('text' in part ? part.text : '')).join('')}`);
    yield finish;
  },
};
const rated = { token: ' b', bytes: [32, 98], logprob: -0.5, top: [{ token: ' b', logprob: -0.5 }] };

let port: Awaited<ReturnType<typeof openPort>>;
beforeAll(async () => {
  port = await openPort(['plain', 'echo', 'long', 'two', 'rated', 'breaks', 'fails'].map(able), {
    plain: [start, thought('Hm.'), text('there '), text('was'), finish],
    echo,
    long: [start, text('On'), ends('length')],
    two: [start, text('a', { choice: 0 }), text('b', { choice: 1 }), { ...finish, reasons: ['stop', 'length'] } as never],
    rated: [start, text(' b', { logprobs: [rated] }), text(' b', { logprobs: [rated] }), finish],
    breaks: [start, text('Half'), { type: 'error', error: { code: 'stream-broken', message: 'It broke.', retryable: true } }],
    fails: [{ type: 'error', error: { code: 'provider-failed', message: 'It failed.', retryable: true } }],
  });
});
afterAll(() => port.close());

const create = (rest: object) => port.client.completions.create({ model: 'plain', prompt: 'Once', ...rest });

async function pieces(rest: object) {
  const stream = await port.client.completions.create({ model: 'plain', prompt: 'Once', stream: true, ...rest });
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

describe('POST /v1/completions', () => {
  it('goes on with a text, without the thought before it', async () => {
    expect(await create({})).toMatchObject({
      object: 'text_completion',
      model: 'plain',
      choices: [{ text: 'there was', index: 0, finish_reason: 'stop', logprobs: null }],
      usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
    });
    expect(port.lastAsked()).toMatchObject({ isRaw: true, maxOutputTokens: 16, dialect: 'openai-completions' });
    expect((await create({ model: 'long', max_tokens: 1 })).choices[0]?.finish_reason).toBe('length');
  });

  it('streams', async () => {
    const chunks = await pieces({ stream_options: { include_usage: true } });
    expect(chunks.map(({ choices }) => choices[0]?.text)).toEqual(['there ', 'was', '', undefined]);
    expect(chunks.map(({ choices }) => choices[0]?.finish_reason)).toEqual([null, null, 'stop', undefined]);
    expect(chunks.at(-1)?.usage).toMatchObject({ total_tokens: 5 });
  });

  it('answers several prompts, each a request of its own', async () => {
    const before = port.recorded.opened.length;
    const whole = await create({ model: 'echo', prompt: ['one', 'two'], echo: true });
    expect(whole.choices.map(({ text: said, index }) => [index, said])).toEqual([
      [0, 'one after one'],
      [1, 'two after two'],
    ]);
    expect(whole.usage).toMatchObject({ prompt_tokens: 6, completion_tokens: 4 });
    const asked = port.recorded.opened.slice(before);
    expect(new Set(asked.map(({ request }) => request.id)).size).toBe(2);
    const chunks = await pieces({ model: 'echo', prompt: ['one', 'two'], echo: true });
    const said = ['', ''];
    for (const { choices } of chunks) for (const { index, text: piece } of choices) said[index] += piece;
    expect(said).toEqual(['one after one', 'two after two']);
  });

  it('gives several answers, and their probabilities', async () => {
    const whole = await create({ model: 'two', n: 2, best_of: 2 });
    expect(whole.choices.map(({ text: said, finish_reason }) => [said, finish_reason])).toEqual([
      ['a', 'stop'],
      ['b', 'length'],
    ]);
    const { choices } = await create({ model: 'rated', logprobs: 1 });
    expect(choices[0]).toMatchObject({
      logprobs: { tokens: [' b', ' b'], token_logprobs: [-0.5, -0.5], top_logprobs: [{ ' b': -0.5 }, { ' b': -0.5 }], text_offset: [0, 2] },
    });
    const chunks = await pieces({ model: 'rated', logprobs: 1 });
    expect(chunks[1]?.choices[0]?.logprobs?.text_offset).toEqual([2]);
  });

  it('tells a failure as one', async () => {
    await expect(create({ model: 'fails' })).rejects.toMatchObject({ status: 502 });
    await expect(pieces({ model: 'fails' })).rejects.toMatchObject({ status: 502 });
    await expect(create({ model: 'breaks' })).rejects.toMatchObject({ status: 502 });
    await expect(pieces({ model: 'breaks' })).rejects.toThrow('It broke.');
  });

  it('reads every documented field', () => {
    const documented = documentedFields('completions.d.ts', 'CompletionCreateParamsBase');
    expect(documented.length).toBeGreaterThan(15);
    expect(documented.filter((field) => !Object.hasOwn(completionRequest.shape, field))).toEqual([]);
  });

  it.each<[string, object]>([
    ['prompt[0][0]', { prompt: [['a']] }],
    ['prompt[0]', { prompt: null }],
    ['prompt', { prompt: Array.from({ length: 33 }, () => 'x') }],
    ['suffix', { suffix: 'end' }],
    ['best_of', { best_of: 2 }],
    ['echo', { echo: true, logprobs: 1 }],
    ['max_tokens', { max_tokens: 0 }],
    ['model', { model: undefined }],
  ])('refuses by name: %s', async (field, rest) => {
    const { status, body } = await port.post('/v1/completions', { model: 'plain', prompt: 'Once', ...rest });
    expect({ status, body }).toMatchObject({ status: 400, body: { error: { param: field } } });
  });
});
