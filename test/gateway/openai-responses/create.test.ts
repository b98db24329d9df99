import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { able, call, ends, finish, openPort, start, text, thought } from './port.ts';

const WEATHER = {
  type: 'function',
  name: 'weather',
  parameters: { type: 'object', properties: { city: { type: 'string' } } },
  strict: true,
} as const;

let port: Awaited<ReturnType<typeof openPort>>;
beforeAll(async () => {
  port = await openPort(['plain', 'thinks', 'calls', 'long', 'breaks', 'parallel', 'custom', 'turns'].map(able), {
    plain: [start, text('Hel'), text('lo'), finish],
    thinks: [start, thought('Let me '), thought('see.'), thought('', 'google:proof'), text('Yes.'), finish],
    calls: [start, call(0, 'weather', '', true), call(0, 'weather', '{"city":'), call(0, 'weather', '"Oslo"}'), ends('tool-calls')],
    long: [start, text('On and'), ends('length')],
    breaks: [start, text('Half'), { type: 'error', error: { code: 'stream-broken', message: 'It broke.', retryable: true } }],
    parallel: [start, call(0, 'weather', '{"city":"Oslo"}', true), call(1, 'weather', '{"city":"Rome"}', true), ends('tool-calls')],
    custom: [start, call(0, 'shell', '', true), call(0, 'shell', '{"input":"ls \\"a\\""}'), ends('tool-calls')],
    turns: [
      start,
      call(0, 'weather', '{"ci', true),
      call(1, 'weather', '{"city":', true),
      call(0, 'weather', 'ty":"Oslo"}'),
      call(1, 'weather', '"Rome"}'),
      ends('tool-calls'),
    ],
  });
});
afterAll(() => port.close());

async function streamed(model: string, rest: object = {}) {
  const events: Record<string, unknown>[] = [];
  for await (const event of await port.client.responses.create({ model, input: 'Hi', stream: true, ...rest })) events.push({ ...event });
  expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, index) => index));
  return events;
}
const typesOf = (events: readonly Record<string, unknown>[]) => events.map(({ type }) => String(type).replace('response.', ''));

describe('a response', () => {
  it('comes whole', async () => {
    const response = await port.client.responses.create({ model: 'plain', input: 'Hi', metadata: { job: 'a' } });
    expect(response).toMatchObject({
      object: 'response',
      status: 'completed',
      output_text: 'Hello',
      model: 'plain',
      metadata: { job: 'a' },
      error: null,
      incomplete_details: null,
      usage: {
        input_tokens: 3,
        output_tokens: 2,
        total_tokens: 5,
        input_tokens_details: { cached_tokens: 0 },
        output_tokens_details: { reasoning_tokens: 0 },
      },
    });
    expect(response.output).toMatchObject([{ type: 'message', role: 'assistant', status: 'completed' }]);
  });

  it('says that it was cut', async () => {
    const response = await port.client.responses.create({ model: 'long', input: 'Hi', max_output_tokens: 2 });
    expect(response).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' }, output_text: 'On and' });
    expect(response.output).toMatchObject([{ status: 'incomplete' }]);
  });

  it('streams in the documented order', async () => {
    const events = await streamed('plain');
    expect(typesOf(events)).toEqual([
      'created',
      'in_progress',
      'output_item.added',
      'content_part.added',
      'output_text.delta',
      'output_text.delta',
      'output_text.done',
      'content_part.done',
      'output_item.done',
      'completed',
    ]);
    expect(events.at(-1)).toMatchObject({ response: { status: 'completed', output: [{ content: [{ text: 'Hello' }] }] } });
    expect(events[0]).toMatchObject({ response: { status: 'in_progress', output: [], usage: null } });
  });

  it('streams thought as a summary, with its proof to send back', async () => {
    const events = await streamed('thinks', { reasoning: { effort: 'low', summary: 'auto' } });
    expect(typesOf(events)).toEqual([
      'created',
      'in_progress',
      'output_item.added',
      'reasoning_summary_part.added',
      'reasoning_summary_text.delta',
      'reasoning_summary_text.delta',
      'reasoning_summary_text.done',
      'reasoning_summary_part.done',
      'output_item.done',
      'output_item.added',
      'content_part.added',
      'output_text.delta',
      'output_text.done',
      'content_part.done',
      'output_item.done',
      'completed',
    ]);
    expect(port.lastAsked().reasoning).toEqual({ enabled: true, budgetTokens: 1024 });
    const { output } = (events.at(-1) as { response: { output: { type: string; encrypted_content?: string }[] } }).response;
    await port.client.responses.create({ model: 'plain', input: [...output, { role: 'user', content: 'Go on' }] as never });
    expect(port.lastAsked().messages).toEqual([
      {
        role: 'assistant',
        content: [
          { type: 'reasoning', text: 'Let me see.', signature: 'google:proof' },
          { type: 'text', text: 'Yes.' },
        ],
      },
      { role: 'user', content: [{ type: 'text', text: 'Go on' }] },
    ]);
  });

  it('streams the arguments of a call', async () => {
    const events = await streamed('calls', { tools: [WEATHER] });
    expect(typesOf(events)).toEqual([
      'created',
      'in_progress',
      'output_item.added',
      'function_call_arguments.delta',
      'function_call_arguments.delta',
      'function_call_arguments.done',
      'output_item.done',
      'completed',
    ]);
    expect(events.at(-2)).toMatchObject({
      item: { type: 'function_call', call_id: 'call_0', name: 'weather', arguments: '{"city":"Oslo"}' },
    });
  });

  it('ends one call before the next begins, and keeps those apart whose pieces come by turns', async () => {
    expect(typesOf(await streamed('parallel', { tools: [WEATHER] })).slice(2, -1)).toEqual(
      [0, 1].flatMap(() => ['output_item.added', 'function_call_arguments.delta', 'function_call_arguments.done', 'output_item.done']),
    );
    const stream = port.client.responses.stream({ model: 'turns', input: 'Hi', tools: [WEATHER] });
    const { output } = await stream.finalResponse();
    expect(output.map((item) => item.type === 'function_call' && item.arguments)).toEqual(['{"city":"Oslo"}', '{"city":"Rome"}']);
  });

  it('gives custom tools their text', async () => {
    const tools = [{ type: 'custom', name: 'shell', format: { type: 'grammar', syntax: 'lark', definition: 'start: "x"' } }] as const;
    const events = await streamed('custom', { tools });
    expect(typesOf(events).slice(2)).toEqual([
      'output_item.added',
      'custom_tool_call_input.delta',
      'custom_tool_call_input.done',
      'output_item.done',
      'completed',
    ]);
    expect(events.at(-2)).toMatchObject({ item: { type: 'custom_tool_call', name: 'shell', input: 'ls "a"' } });
    expect(port.lastAsked().tools[0]?.description).toContain('start: "x"');
  });

  it('tells a failure in the middle as such, and never as complete', async () => {
    const events = await streamed('breaks');
    expect(typesOf(events)).toEqual(['created', 'in_progress', 'output_item.added', 'content_part.added', 'output_text.delta', 'failed']);
    expect(events.at(-1)).toMatchObject({ response: { status: 'failed', error: { code: 'server_error', message: 'It broke.' } } });
  });

  it('gives the probabilities that were asked for', async () => {
    const rated = { token: 'Hi', bytes: [72, 105], logprob: -0.5, top: [{ token: 'Hi', bytes: [72, 105], logprob: -0.5 }] };
    const one = await openPort([able('rated')], { rated: [start, text('Hi', { logprobs: [rated] }), finish] });
    const response = await one.client.responses.create({
      model: 'rated',
      input: 'Hi',
      include: ['message.output_text.logprobs'],
      top_logprobs: 1,
    });
    expect(one.lastAsked().logprobs).toBe(1);
    expect(response.output[0]).toMatchObject({
      content: [{ logprobs: [{ token: 'Hi', logprob: -0.5, bytes: [72, 105], top_logprobs: [{ token: 'Hi', logprob: -0.5 }] }] }],
    });
    await one.close();
  });
});
