import { Ajv } from 'ajv';
import { Ollama } from 'ollama';
import { afterEach, describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../../shared/chat/event.ts';
import type { ChatRequest } from '../../../shared/chat/request.ts';
import { NO_USAGE } from '../../../shared/chat/usage.ts';
import { crash, fakePorts, finish, start, target, text } from '../../fakes/ports.ts';
import { KEY, openPort, type Port } from '../port-for.ts';
import { CHAT_LINE, GENERATE_LINE, LAST_LINE } from './schemas.ts';

let port: Port | undefined;
afterEach(async () => {
  await port?.close();
  port = undefined;
});

const ABILITIES = ['chat', 'tools', 'images', 'json', 'logprobs', 'reasoning'] as const;
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

async function open(events: readonly ChatEvent[] = [start, text('Good '), text('day'), finish]) {
  const ports = fakePorts([target('a', { abilities: ABILITIES })], { a: events });
  port = await openPort(ports);
  const client = new Ollama({ host: port.address, headers: { authorization: `Bearer ${KEY}` } });
  const asked = (): ChatRequest => {
    const { request } = ports.recorded.opened.at(-1) ?? {};
    if (request === undefined) throw new Error('Nothing was asked.');
    return request;
  };
  return { port, ports, client, asked };
}

const linesOf = async (response: Response) =>
  (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const call = (index: number, name: string, piece: string, isFirst = false): ChatEvent => ({
  type: 'tool-call',
  index,
  id: `c${index}`,
  name,
  arguments: piece,
  tokens: 1,
  ...(isFirst ? { isFirst: true as const } : {}),
});
const thought = (piece: string): ChatEvent => ({ type: 'reasoning', text: piece, tokens: 1 });

describe('POST /api/chat with the official client', () => {
  it('answers whole, with Ollama’s account of times and tokens', async () => {
    const { client } = await open();
    const answer = await client.chat({ model: 'a', messages: [{ role: 'user', content: 'Hello' }] });
    expect(answer).toMatchObject({
      model: 'a',
      message: { role: 'assistant', content: 'Good day' },
      done: true,
      done_reason: 'stop',
      prompt_eval_count: 3,
      eval_count: 2,
    });
    for (const name of ['total_duration', 'load_duration', 'prompt_eval_duration', 'eval_duration'] as const)
      expect(Number.isInteger(answer[name])).toBe(true);
    expect(new Date(answer.created_at).getTime()).toBeGreaterThan(0);
  });

  it('streams thought, text and whole calls in their order', async () => {
    const { client } = await open([
      start,
      thought('Hm. '),
      thought('Two.'),
      text('I look.'),
      call(0, 'look', '{"at":', true),
      call(0, 'look', '"sky"}'),
      call(1, 'hear', '{}', true),
      { ...finish, reason: 'tool-calls' } as ChatEvent,
    ]);
    const stream = await client.chat({ model: 'a', messages: [{ role: 'user', content: 'Look' }], stream: true, think: true });
    const lines = await Array.fromAsync(stream);
    expect(lines.map(({ message }) => message)).toEqual([
      { role: 'assistant', content: '', thinking: 'Hm. ' },
      { role: 'assistant', content: '', thinking: 'Two.' },
      { role: 'assistant', content: 'I look.' },
      { role: 'assistant', content: '', tool_calls: [{ id: 'c0', function: { index: 0, name: 'look', arguments: { at: 'sky' } } }] },
      { role: 'assistant', content: '', tool_calls: [{ id: 'c1', function: { index: 1, name: 'hear', arguments: {} } }] },
      { role: 'assistant', content: '' },
    ]);
    expect(lines.map(({ done }) => done)).toEqual([false, false, false, false, false, true]);
    expect(lines.at(-1)?.done_reason).toBe('stop');
  });

  it('ends a stream that breaks with an error line and without done', async () => {
    const { client, port } = await open([start, text('half'), crash]);
    const lines = await linesOf(await port.post('/api/chat', { model: 'a', messages: [{ role: 'user', content: 'x' }] }));
    expect(lines.map((line) => line.done)).toEqual([false, undefined]);
    expect(lines.at(-1)).toEqual({ error: 'It ended.' });
    const stream = await client.chat({ model: 'a', messages: [{ role: 'user', content: 'x' }], stream: true });
    await expect(Array.fromAsync(stream)).rejects.toThrow('It ended.');
  });

  it('says what is wrong in Ollama’s shape, with its statuses', async () => {
    const { client, port } = await open();
    await expect(client.chat({ model: 'nowhere', messages: [{ role: 'user', content: 'x' }] })).rejects.toMatchObject({ status_code: 404 });
    const wrong = await port.post('/api/chat', { model: 'a', messages: [{ role: 'wizard', content: 'x' }] });
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toEqual({ error: expect.stringContaining('messages[0].role') });
    const bare = await fetch(`${port.address}/api/chat`, { method: 'POST', body: '{}' });
    expect(bare.status).toBe(401);
    expect(await bare.json()).toEqual({ error: expect.stringContaining('lintel keys create') });
  });
});

describe('what a chat of Ollama’s asks for', () => {
  const ask = async (body: object) => {
    const opened = await open();
    const response = await opened.port.post('/api/chat', {
      model: 'a',
      messages: [{ role: 'user', content: 'x' }],
      stream: false,
      ...body,
    });
    expect({ status: response.status, body: await response.text() }).toMatchObject({ status: 200 });
    return opened.asked();
  };

  it('is understood: options, format, thought and how long the model stays', async () => {
    const schema = { type: 'object', properties: { age: { type: 'integer' } } };
    const asked = await ask({
      options: {
        num_ctx: 8192,
        num_predict: 12,
        temperature: 0.5,
        top_k: 40,
        top_p: 0.9,
        min_p: 0.1,
        seed: 7,
        stop: ['END'],
        repeat_penalty: 1.1,
        presence_penalty: 0.2,
        frequency_penalty: 0.3,
        num_gpu: 99,
        mirostat: 2,
      },
      format: schema,
      think: 'low',
      keep_alive: '1h30m',
      shift: true,
    });
    expect(asked).toMatchObject({
      sampling: {
        temperature: 0.5,
        topK: 40,
        topP: 0.9,
        minP: 0.1,
        seed: 7,
        repeatPenalty: 1.1,
        presencePenalty: 0.2,
        frequencyPenalty: 0.3,
      },
      maxOutputTokens: 12,
      stop: ['END'],
      output: { type: 'json-schema', schema },
      reasoning: { enabled: true, budgetTokens: 1024 },
      keepAliveMs: 5_400_000,
      overflow: 'shift',
    });
  });

  it.each<[unknown, number | undefined]>([
    ['5m', 300_000],
    [10, 10_000],
    [-1, -1],
    ['-1', -1],
    ['-1m', -1],
    ['300ms', 300],
    ['1.5h', 5_400_000],
    [null, undefined],
  ])('takes keep_alive %j as %j ms', async (given, ms) => {
    expect((await ask({ keep_alive: given })).keepAliveMs).toBe(ms);
  });

  it('is told which field is wrong', async () => {
    const { port } = await open();
    for (const [body, words] of [
      [{ keep_alive: 'soon' }, 'keep_alive'],
      [{ options: { temperature: 'hot' } }, 'options.temperature'],
      [{ format: 7 }, 'format'],
      [{ think: 'hard' }, 'think'],
      [{ messages: [{ role: 'user', content: 'x', images: ['bm90IGEgcGljdHVyZQ=='] }] }, 'images'],
    ] as const) {
      const response = await port.post('/api/chat', { model: 'a', messages: [{ role: 'user', content: 'x' }], ...body });
      expect(response.status).toBe(400);
      expect((await response.json()).error).toContain(words);
    }
  });

  it('carries pictures, thought, calls without ids and their results', async () => {
    const asked = await ask({
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Look', images: [PNG] },
        {
          role: 'assistant',
          content: '',
          thinking: 'Two calls.',
          tool_calls: [{ function: { name: 'look', arguments: { at: 'sky' } } }, { function: { name: 'hear', arguments: {} } }],
        },
        { role: 'tool', tool_name: 'hear', content: 'wind' },
        { role: 'tool', tool_name: 'look', content: 'blue' },
      ],
      tools: [{ type: 'function', function: { name: 'look', description: 'Looks.', parameters: { type: 'object' } } }],
    });
    expect(asked.messages.map(({ content }) => content)).toEqual([
      [{ type: 'text', text: 'Be brief.' }],
      [
        { type: 'text', text: 'Look' },
        { type: 'image', url: `data:image/png;base64,${PNG}` },
      ],
      [
        { type: 'reasoning', text: 'Two calls.' },
        { type: 'tool-call', id: 'call_1', name: 'look', arguments: '{"at":"sky"}' },
        { type: 'tool-call', id: 'call_2', name: 'hear', arguments: '{}' },
      ],
      [{ type: 'tool-result', id: 'call_2', text: 'wind' }],
      [{ type: 'tool-result', id: 'call_1', text: 'blue' }],
    ]);
    expect(asked.tools).toEqual([{ name: 'look', description: 'Looks.', parameters: { type: 'object' } }]);
  });
});

describe('POST /api/generate', () => {
  it('answers the official client, whole and in pieces', async () => {
    const { client, asked } = await open();
    expect(await client.generate({ model: 'a', prompt: 'Why?', system: 'Be brief.' })).toMatchObject({ response: 'Good day', done: true });
    expect(asked().messages.map(({ role }) => role)).toEqual(['system', 'user']);
    const lines = await Array.fromAsync(await client.generate({ model: 'a', prompt: 'Why?', stream: true }));
    expect(lines.map(({ response }) => response)).toEqual(['Good ', 'day', '']);
  });

  it('goes on with a raw text as it is', async () => {
    const { client, asked } = await open();
    await client.generate({ model: 'a', prompt: '<|user|>Why?<|assistant|>', system: 'Unread.', raw: true });
    expect(asked()).toMatchObject({ isRaw: true, messages: [{ role: 'user', content: [{ text: '<|user|>Why?<|assistant|>' }] }] });
  });

  it.each([
    ['template', '{{ .Prompt }}'],
    ['suffix', 'end'],
    ['context', [1, 2]],
  ])('refuses %s by its name, and takes it empty', async (field, value) => {
    const { port } = await open();
    const refused = await port.post('/api/generate', { model: 'a', prompt: 'x', [field]: value });
    expect(refused.status).toBe(400);
    expect((await refused.json()).error).toContain(`“${field}”`);
    const empty = field === 'context' ? [] : '';
    expect((await port.post('/api/generate', { model: 'a', prompt: 'x', [field]: empty })).status).toBe(200);
  });
});

describe('the lines of a stream', () => {
  const check = new Ajv({ allErrors: true });
  const rated = { token: 'Good', logprob: -0.1, top: [{ token: 'Bad', logprob: -2 }] };
  const said: ChatEvent = { type: 'text', text: 'Good', tokens: 1, logprobs: [rated] };

  it.each([
    ['/api/chat', { messages: [{ role: 'user', content: 'x' }] }, CHAT_LINE],
    ['/api/generate', { prompt: 'x' }, GENERATE_LINE],
  ])('of %s are as they are documented, each a JSON object of its own', async (path, body, schema) => {
    const { port } = await open([start, thought('Hm.'), said, call(0, 'look', '{}', true), finish]);
    const response = await port.post(path, { model: 'a', logprobs: true, top_logprobs: 1, ...body });
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = await linesOf(response);
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines.slice(0, -1))
      expect({ line, errors: check.validate(schema, line) || check.errors }).toEqual({ line, errors: true });
    const last = lines.at(-1);
    expect({ last, errors: check.validate(LAST_LINE, last) || check.errors }).toEqual({ last, errors: true });
    expect(lines.some((line) => Array.isArray(line.logprobs))).toBe(true);
  });

  it('hold text with line breaks in one line', async () => {
    const { port } = await open([start, text('one\ntwo\r\n{"done":true}\n'), finish]);
    const lines = await linesOf(await port.post('/api/chat', { model: 'a', messages: [{ role: 'user', content: 'x' }] }));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({ message: { content: 'one\ntwo\r\n{"done":true}\n' }, done: false });
  });

  it('begin with the end where nothing was said', async () => {
    const { port } = await open([start, { type: 'finish', reason: 'stop', usage: NO_USAGE }]);
    const lines = await linesOf(await port.post('/api/chat', { model: 'a', messages: [{ role: 'user', content: 'x' }] }));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ done: true, message: { content: '' } });
  });
});

describe('requests as known apps send them', () => {
  it.each([
    [
      'Open WebUI',
      {
        model: 'a:latest',
        messages: [{ role: 'user', content: 'Hi' }],
        options: {},
        stream: true,
        metadata: { chat_id: 'x' },
        keep_alive: null,
      },
    ],
    [
      'Home Assistant',
      {
        model: 'a:latest',
        messages: [
          { role: 'system', content: 'You are a voice assistant.' },
          { role: 'user', content: 'Turn on the light' },
        ],
        tools: [
          {
            type: 'function',
            function: { name: 'HassTurnOn', description: '', parameters: { type: 'object', properties: { name: { type: 'string' } } } },
          },
        ],
        stream: true,
        keep_alive: '-1s',
        options: { num_ctx: 8192 },
        think: false,
      },
    ],
    [
      'Raycast',
      { model: 'a', messages: [{ role: 'user', content: 'Hi', images: [] }], stream: true, options: { temperature: 0.7 }, tools: [] },
    ],
    [
      'Continue',
      {
        model: 'a',
        messages: [{ role: 'user', content: 'Hi' }],
        options: { stop: ['<|im_end|>'], num_predict: 4096, num_ctx: 32_768, mirostat: 0, num_thread: 8, use_mmap: true },
        keep_alive: 1800,
        stream: true,
      },
    ],
  ])('of %s are answered', async (_app, body) => {
    const { port } = await open();
    const response = await port.post('/api/chat', body);
    expect(response.status).toBe(200);
    expect((await linesOf(response)).at(-1)).toMatchObject({ done: true });
  });
});
