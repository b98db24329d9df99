import { createOpenAI } from '@ai-sdk/openai';
import { ChatOpenAI } from '@langchain/openai';
import { generateText, jsonSchema, Output, stepCountIs, streamText, tool } from 'ai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../shared/routing/ports.ts';
import { target } from '../../fakes/ports.ts';
import { ALL_ABILITIES, able, call, ends, finish, openPort, start, text, thought } from './port.ts';

/** Calls a tool when first asked, and says what it gave when it has that. */
const agent: Engine = {
  async *chat(_permit, { messages, tools }) {
    yield start;
    const result = messages.at(-1)?.content.find((part) => part.type === 'tool-result');
    if (result === undefined) {
      yield thought('I have to look.');
      yield call(0, tools[0]?.name ?? '', '', true);
      yield call(0, tools[0]?.name ?? '', '{"city":"Oslo"}');
      yield ends('tool-calls');
    } else {
      yield text(`It says: ${result.text}`);
      yield finish;
    }
  },
};

let port: Awaited<ReturnType<typeof openPort>>;
let openai: ReturnType<typeof createOpenAI>;
beforeAll(async () => {
  port = await openPort(
    [...['plain', 'agent', 'json'].map(able), target('cloud', { zone: 'cloud', abilities: ALL_ABILITIES, contextWindow: 100_000 })],
    { plain: [start, thought('Hm.'), text('Hel'), text('lo'), finish], agent, json: [start, text('{"a":1}'), finish] },
  );
  openai = createOpenAI({ baseURL: `${port.address}/v1`, apiKey: port.apps.one.key });
});
afterAll(() => port.close());

const weather = tool({
  inputSchema: jsonSchema<{ city: string }>({ type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }),
  execute: async ({ city }) => `rain in ${city}`,
});

describe('the AI SDK, whose default this is', () => {
  it('reads an answer, whole and as a stream', async () => {
    const whole = await generateText({ model: openai('plain'), system: 'Be brief.', prompt: 'Hi' });
    expect(whole).toMatchObject({ text: 'Hello', reasoningText: 'Hm.', finishReason: 'stop', usage: { inputTokens: 3, outputTokens: 2 } });
    const { textStream, finishReason } = streamText({ model: openai('plain'), prompt: 'Hi' });
    expect(await Array.fromAsync(textStream)).toEqual(['Hel', 'lo']);
    expect(await finishReason).toBe('stop');
  });

  it('has its tools called and goes on, by what the port kept and without', async () => {
    for (const store of [true, false]) {
      const result = streamText({
        model: openai('agent'),
        prompt: 'What is the weather?',
        tools: { weather },
        stopWhen: stepCountIs(3),
        providerOptions: { openai: { store, include: ['reasoning.encrypted_content'] } },
      });
      expect(await result.text).toBe('It says: rain in Oslo');
      expect(port.lastAsked().messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool']);
    }
  });

  it('gets an object', async () => {
    const schema = jsonSchema<{ a: number }>({
      type: 'object',
      properties: { a: { type: 'number' } },
      required: ['a'],
      additionalProperties: false,
    });
    const { output } = await generateText({ model: openai('json'), prompt: 'Hi', output: Output.object({ schema }) });
    expect(output).toEqual({ a: 1 });
    expect(port.lastAsked().output).toMatchObject({ type: 'json-schema', strict: true });
  });
});

it('LangChain reads an answer, and its calls', async () => {
  const chat = (model: string) =>
    new ChatOpenAI({ model, apiKey: port.apps.one.key, useResponsesApi: true, configuration: { baseURL: `${port.address}/v1` } });
  expect((await chat('plain').invoke('Hi')).text).toBe('Hello');
  const pieces = await Array.fromAsync(await chat('plain').stream('Hi'), (piece) => piece.text);
  expect(pieces.join('')).toBe('Hello');
  const bound = chat('agent').bindTools([
    { type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: {} } } },
  ]);
  expect((await bound.invoke('Weather?')).tool_calls).toMatchObject([{ name: 'weather', args: { city: 'Oslo' } }]);
});

describe('what programs send', () => {
  /** As Codex asks: its own tools beside OpenAI's, nothing kept, thought to be sent back. */
  const codex = {
    model: 'agent',
    instructions: 'You are a coding agent.',
    input: [
      { type: 'message', role: 'developer', content: [{ type: 'input_text', text: '<permissions>read-only</permissions>' }] },
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: '<environment_context/>' }] },
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'List the files' }] },
    ],
    tools: [
      { type: 'function', name: 'shell', description: 'Runs a command', strict: false, parameters: { type: 'object', properties: {} } },
      { type: 'custom', name: 'apply_patch', description: 'Edits', format: { type: 'grammar', syntax: 'lark', definition: 'start: "x"' } },
      { type: 'local_shell' },
      { type: 'web_search', external_web_access: false },
      { type: 'something_new', setting: { deep: true } },
    ],
    tool_choice: 'auto',
    parallel_tool_calls: false,
    reasoning: { effort: 'medium', summary: 'auto' },
    store: false,
    stream: true,
    include: ['reasoning.encrypted_content'],
    prompt_cache_key: '0198a000-0000-7000-8000-000000000000',
    text: { verbosity: 'medium' },
  };

  async function turn(body: object) {
    const answer = await fetch(`${port.address}/v1/responses`, {
      method: 'POST',
      headers: { authorization: `Bearer ${port.apps.one.key}`, accept: 'text/event-stream', originator: 'codex_cli_rs', session_id: 'abc' },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(200);
    const events = (await answer.text()).split('\n\n').filter((event) => event !== '');
    return {
      headers: answer.headers,
      // Each has its name in a line of its own, by which some programs tell them apart.
      events: events.map((event) => {
        const [, name, data] = /^event: (\S+)\ndata: (.+)$/.exec(event) ?? [];
        const value = JSON.parse(data ?? '') as { type: string; item?: Record<string, unknown> };
        expect(value.type).toBe(name);
        return value;
      }),
    };
  }

  it('Codex has its tools called, and what it keeps itself comes back', async () => {
    const { events, headers } = await turn(codex);
    expect(headers.get('x-lintel-skipped')).toBe('local_shell, web_search, something_new');
    expect(port.lastAsked()).toMatchObject({ tools: [{ name: 'shell' }, { name: 'apply_patch' }], parallelToolCalls: false });
    expect(port.lastAsked().messages.map(({ role }) => role)).toEqual(['system', 'system', 'user', 'user']);
    const items = events.filter(({ type }) => type === 'response.output_item.done').map(({ item }) => item);
    expect(items).toMatchObject([
      { type: 'reasoning', encrypted_content: expect.any(String), summary: [{ text: 'I have to look.' }] },
      { type: 'function_call', name: 'shell', call_id: 'call_0' },
    ]);
    const next = await turn({
      ...codex,
      input: [...codex.input, ...items, { type: 'function_call_output', call_id: 'call_0', output: 'a.txt' }],
    });
    expect(next.events.at(-1)).toMatchObject({
      type: 'response.completed',
      response: { output: [{ content: [{ text: 'It says: a.txt' }] }] },
    });
    expect(
      port
        .lastAsked()
        .messages.at(-2)
        ?.content.map(({ type }) => type),
    ).toEqual(['reasoning', 'tool-call']);
  });

  it('n8n says nothing of the text it wants, with an object', async () => {
    const { status, body } = await port.post('/v1/responses', {
      model: 'plain',
      input: [{ role: 'user', content: [{ type: 'input_text', text: 'Hi' }] }],
      text: {},
      tools: [],
      stream: false,
      parallel_tool_calls: true,
      metadata: {},
    });
    expect({ status, body }).toMatchObject({ status: 200, body: { text: { format: { type: 'text' } } } });
  });
});

it('what was found in it is masked before it leaves', async () => {
  const made = await port.post('/v1/responses', {
    model: 'cloud',
    input: [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Pay to DE89 3704 0044 0532 0130 00, please.' }] }],
    prompt_cache_key: 'k',
  });
  expect(made.status).toBe(200);
  const first = port.recorded.reached.get('cloud')?.at(-1) ?? '';
  expect(first).toContain('Pay to ');
  expect(first).not.toContain('3704');
  // And again where another request goes on from it.
  const next = await port.post('/v1/responses', { model: 'cloud', input: 'Thanks.', previous_response_id: made.body.id });
  expect(next.status).toBe(200);
  const second = port.recorded.reached.get('cloud')?.at(-1) ?? '';
  expect(second).toContain('Thanks.');
  expect(second).not.toContain('3704');
});
