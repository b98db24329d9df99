import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completionRequest, OTHER_FIELDS } from '../../../electron/gateway/dialects/openai-chat/wire.ts';
import { able, call, ends, finish, openPort, start, text } from '../openai-responses/port.ts';
import { documentedFields } from '../sdk-fields.ts';

const CITY = { type: 'object', properties: { city: { type: 'string' } } } as const;
const WEATHER = { name: 'weather', parameters: CITY };

let port: Awaited<ReturnType<typeof openPort>>;
beforeAll(async () => {
  port = await openPort(['plain', 'calls', 'types'].map(able), {
    plain: [start, text('Hello'), finish],
    calls: [start, call(0, 'weather', '', true), call(0, 'weather', '{"city":"Oslo"}'), ends('tool-calls')],
    types: [start, call(0, 'shell', '', true), call(0, 'shell', '{"input":'), call(0, 'shell', '"ls"}'), ends('tool-calls')],
  });
});
afterAll(() => port.close());

const USER = { role: 'user', content: 'Hi' } as const;
const post = (rest: object) => port.post('/v1/chat/completions', { model: 'plain', messages: [USER], ...rest });

describe('every documented field', () => {
  const documented = documentedFields('chat/completions/completions.d.ts', 'ChatCompletionCreateParamsBase');
  const read = new Set([...Object.keys(completionRequest.shape), 'functions', 'function_call']);

  it('is read, passed on or refused', () => {
    expect(documented.length).toBeGreaterThan(30);
    expect(documented.filter((field) => !read.has(field) && !Object.hasOwn(OTHER_FIELDS, field))).toEqual([]);
    expect(Object.keys(OTHER_FIELDS).filter((field) => read.has(field) || !documented.includes(field))).toEqual([]);
  });

  it.each(Object.entries(OTHER_FIELDS))('%s is %s', async (field, verdict) => {
    const { status, body } = await post({ [field]: {} });
    if (verdict === 'refused') expect({ status, body }).toMatchObject({ status: 400, body: { error: { param: field } } });
    else {
      expect(status).toBe(200);
      expect(port.lastAsked().wire).toHaveProperty(field);
    }
  });

  it.each<[string, object]>([
    ['modalities[1]', { modalities: ['text', 'audio'] }],
    [
      'messages[0].content[1].input_audio.data',
      {
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'Hi' },
              { type: 'input_audio', input_audio: {} },
            ],
          },
        ],
      },
    ],
    ['messages[0].content[0].file', { messages: [{ role: 'user', content: [{ type: 'file', file: {} }] }] }],
    ['functions[0].name', { functions: [{}] }],
    ['messages[1].function_call.name', { messages: [USER, { role: 'assistant', function_call: { arguments: '' } }] }],
    ['tools[0].custom.name', { tools: [{ type: 'custom', custom: {} }] }],
  ])('refuses by name: %s', async (field, rest) => {
    const { status, body } = await post(rest);
    expect({ status, body }).toMatchObject({ status: 400, body: { error: { param: field } } });
  });
});

describe('functions, which came before tools', () => {
  const asked = { model: 'calls', messages: [USER], functions: [WEATHER], function_call: { name: 'weather' } };

  it('are called as such, whole and in pieces', async () => {
    const whole = await port.client.chat.completions.create(asked);
    expect(whole.choices[0]).toMatchObject({
      finish_reason: 'function_call',
      message: { content: null, function_call: { name: 'weather', arguments: '{"city":"Oslo"}' } },
    });
    expect(whole.choices[0]?.message.tool_calls).toBeUndefined();
    expect(port.lastAsked()).toMatchObject({ toolChoice: { name: 'weather' }, parallelToolCalls: false, tools: [WEATHER] });
    let written = '';
    const reasons: unknown[] = [];
    for await (const { choices } of await port.client.chat.completions.create({ ...asked, stream: true })) {
      written += choices[0]?.delta.function_call?.arguments ?? '';
      reasons.push(choices[0]?.finish_reason);
    }
    expect(written).toBe('{"city":"Oslo"}');
    expect(reasons.at(-1)).toBe('function_call');
  });

  it('take their results back, and reach other targets as tools', async () => {
    await port.client.chat.completions.create({
      model: 'plain',
      messages: [
        USER,
        { role: 'assistant', content: null, function_call: { name: 'weather', arguments: '{}' } },
        { role: 'function', name: 'weather', content: 'rain' },
      ],
      functions: [WEATHER],
    });
    const { messages, wire } = port.lastAsked();
    expect(messages.slice(1)).toEqual([
      { role: 'assistant', content: [{ type: 'tool-call', id: 'call_1', name: 'weather', arguments: '{}' }] },
      { role: 'tool', content: [{ type: 'tool-result', id: 'call_1', text: 'rain' }] },
    ]);
    expect(wire).not.toHaveProperty('functions');
    expect(wire).toMatchObject({ tools: [{ type: 'function', function: WEATHER }] });
  });
});

describe('custom tools', () => {
  const tools = [
    { type: 'custom', custom: { name: 'shell', format: { type: 'grammar', grammar: { syntax: 'regex', definition: '[a-z]+' } } } },
    { type: 'function', function: WEATHER },
  ] as const;

  it('are given their text, whole and in pieces', async () => {
    const whole = await port.client.chat.completions.create({ model: 'types', messages: [USER], tools: [...tools] });
    expect(whole.choices[0]?.message.tool_calls).toEqual([{ id: 'call_0', type: 'custom', custom: { name: 'shell', input: 'ls' } }]);
    expect(port.lastAsked().tools[0]?.description).toContain('[a-z]+');
    const deltas = [];
    for await (const { choices } of await port.client.chat.completions.create({
      model: 'types',
      messages: [USER],
      tools: [...tools],
      tool_choice: { type: 'custom', custom: { name: 'shell' } },
      stream: true,
    }))
      deltas.push(...(choices[0]?.delta.tool_calls ?? []));
    expect(deltas).toEqual([
      { index: 0, id: 'call_0', type: 'custom', custom: { name: 'shell', input: '' } },
      { index: 0, custom: { input: 'ls' } },
    ]);
    expect(port.lastAsked().toolChoice).toEqual({ name: 'shell' });
  });

  it('come back as what was called', async () => {
    await post({
      messages: [
        USER,
        { role: 'assistant', tool_calls: [{ id: 'c1', type: 'custom', custom: { name: 'shell', input: 'ls' } }] },
        { role: 'tool', tool_call_id: 'c1', content: 'a.txt' },
      ],
      tools,
    });
    expect(port.lastAsked().messages[1]?.content).toEqual([{ type: 'tool-call', id: 'c1', name: 'shell', arguments: '{"input":"ls"}' }]);
  });
});

it('offers only the tools that are allowed', async () => {
  const named = (name: string) => ({ type: 'function', function: { name } }) as const;
  await post({
    tools: [named('one'), named('two')],
    tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'required', tools: [named('two')] } },
  });
  expect(port.lastAsked()).toMatchObject({ tools: [{ name: 'two' }], toolChoice: 'required' });
});

it('has a text in every delta but the last, and no empty reason', async () => {
  for (const model of ['plain', 'calls']) {
    const stream = await port.client.chat.completions.create({ model, messages: [USER], stream: true });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks.slice(0, -1).every(({ choices }) => typeof choices[0]?.delta.content === 'string')).toBe(true);
    expect(chunks.slice(0, -1).every(({ choices }) => choices[0]?.finish_reason === null)).toBe(true);
    expect(chunks.every(({ created }) => Number.isInteger(created))).toBe(true);
  }
});
