// What apps ask, as their sources or documents have it, and what of the answer they read.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { dataOf, type ForClients, linesOf, openForClients } from './port.ts';

let port: ForClients;
beforeAll(async () => {
  port = await openForClients();
});
afterAll(() => port.close());

const count = z.int().min(0);
const LIGHT = {
  type: 'function',
  function: {
    name: 'HassTurnOn',
    description: 'Turns on.',
    parameters: { type: 'object', properties: { path: { type: 'string' } }, required: [] },
  },
};

describe('Codex', () => {
  const message = z.object({
    type: z.literal('message'),
    role: z.string(),
    content: z.array(z.looseObject({ type: z.literal('output_text'), text: z.string() })),
  });
  const reasoning = z.object({
    type: z.literal('reasoning'),
    id: z.string(),
    summary: z.array(z.object({ type: z.literal('summary_text'), text: z.string() })),
    encrypted_content: z.string().nullish(),
  });
  const call = z.looseObject({ type: z.literal('function_call'), name: z.string(), arguments: z.string(), call_id: z.string() });
  const completed = z.looseObject({
    id: z.string(),
    usage: z.looseObject({
      ...{ input_tokens: count, output_tokens: count, total_tokens: count },
      input_tokens_details: z.looseObject({ cached_tokens: count }).nullish(),
      output_tokens_details: z.looseObject({ reasoning_tokens: count }).nullish(),
    }),
  });
  const asked = {
    ...{ model: 'coder', instructions: 'You are Codex.', tool_choice: 'auto', parallel_tool_calls: true, store: false, stream: true },
    ...{ include: ['reasoning.encrypted_content'], prompt_cache_key: '0199a213-81c0-7800-8aa1-bbab2a035a53', text: { verbosity: 'low' } },
    reasoning: { effort: 'medium', summary: 'auto' },
    client_metadata: { 'x-codex-installation-id': 'b3f7' },
    input: [
      { type: 'message', role: 'developer', content: [{ type: 'input_text', text: '<permissions instructions>' }] },
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: '<environment_context>' }] },
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'List the files.' }] },
    ],
  };
  const headers = {
    originator: 'codex_cli_rs',
    session_id: '0199a213',
    conversation_id: '0199a213',
    accept: 'text/event-stream',
    version: '0.60.1',
    'openai-beta': 'responses=experimental',
  };

  test.each([
    [[], ['reasoning', 'message']],
    [
      [
        {
          type: 'function',
          name: 'exec_command',
          description: 'Runs.',
          strict: false,
          parameters: { type: 'object', properties: { cmd: { type: 'string' } }, required: ['cmd'], additionalProperties: false },
        },
        {
          type: 'custom',
          name: 'apply_patch',
          description: 'Edits.',
          format: { type: 'grammar', syntax: 'lark', definition: 'start: "x"' },
        },
        { type: 'web_search', external_web_access: true, search_content_types: ['text', 'image'] },
        { type: 'image_generation', output_format: 'png' },
        { type: 'tool_search', execution: 'client', description: 'Finds.', parameters: { type: 'object', properties: {} } },
        {
          type: 'namespace',
          name: 'mcp__files',
          description: 'Files.',
          tools: [{ type: 'function', name: 'read', description: 'Reads.', strict: false, parameters: { type: 'object', properties: {} } }],
        },
      ],
      ['function_call'],
    ],
  ])('reads items into its own types, with %j', async (tools, kinds) => {
    const events = await dataOf(await port.ask('/v1/responses', { ...asked, tools }, headers));
    const items = events.flatMap(({ type, item }) => (type === 'response.output_item.done' ? [item] : []));
    expect(items.map((item) => z.union([message, reasoning, call]).parse(item).type)).toEqual(kinds);
    const last = events.at(-1);
    expect(last?.type).toBe('response.completed');
    expect(completed.parse(last?.response).usage.total_tokens).toBe(5);
  });
});

test('n8n is answered with an empty “text”, and lists models for its menu', async () => {
  const answer = await port.ask(
    '/v1/responses',
    {
      model: 'coder',
      input: [{ type: 'message', role: 'user', content: 'Hello.' }],
      text: {},
      stream: false,
      parallel_tool_calls: true,
      metadata: {},
      max_output_tokens: 256,
    },
    { 'x-stainless-lang': 'js', 'user-agent': 'OpenAI/JS 6.9.1' },
  );
  const body = await answer.json();
  expect(body).toMatchObject({ object: 'response', status: 'completed', text: { format: { type: 'text' } } });
  expect(body.output.at(-1)).toMatchObject({ type: 'message', content: [{ type: 'output_text', text: 'Good day.' }] });
  expect((await port.get('/v1/models')).body.data.every(({ id }: { id: string }) => typeof id === 'string')).toBe(true);
});

describe('Open WebUI', () => {
  test('asks as an OpenAI connection', async () => {
    const { body } = await port.get('/v1/models');
    expect(body).toMatchObject({ object: 'list', data: expect.any(Array) });
    const chunks = await dataOf(
      await port.ask(
        '/v1/chat/completions',
        {
          model: 'coder',
          stream: true,
          stream_options: { include_usage: true },
          messages: [{ role: 'user', content: 'Hello.' }],
          max_tokens: 128,
          logit_bias: {},
          stop: ['END'],
        },
        { 'x-openwebui-user-name': 'Ann', 'x-openwebui-user-id': '1', 'http-referer': 'https://openwebui.com/', 'x-title': 'Open WebUI' },
      ),
    );
    expect(chunks.map(({ choices }) => (choices as { delta?: { content?: string } }[])[0]?.delta?.content ?? '').join('')).toBe(
      'Good day.',
    );
    const title = await port.ask('/v1/chat/completions', {
      model: 'coder',
      stream: false,
      messages: [{ role: 'user', content: '### Task: a title' }],
      max_completion_tokens: 1000,
    });
    expect((await title.json()).choices[0].message.content).toBe('Good day.');
  });

  test('asks as an Ollama connection', async () => {
    expect((await port.get('/api/version')).body.version).toMatch(/^\d+\.\d+\.\d+$/);
    const { models } = (await port.get('/api/tags')).body;
    for (const { model, name } of models) expect(model).toBe(name);
    expect((await port.get('/api/ps')).body).toEqual({ models: [] });
    const lines = await linesOf(
      await port.ask('/api/chat', {
        model: 'coder:latest',
        messages: [{ role: 'user', content: 'Hello.' }],
        options: {},
        stream: true,
        keep_alive: null,
        format: null,
        think: null,
      }),
    );
    expect(lines.at(-1)).toMatchObject({
      done: true,
      total_duration: expect.any(Number),
      eval_duration: expect.any(Number),
      prompt_eval_duration: expect.any(Number),
    });
  });
});

describe('Home Assistant', () => {
  test('has its tools called, and gives results without a name or an id', async () => {
    expect((await port.get('/api/tags')).body.models.map(({ model }: { model: string }) => model)).toContain('coder:latest');
    const asked = {
      ...{ model: 'coder:latest', stream: true, keep_alive: -1, options: { num_ctx: 8192 }, tools: [LIGHT], think: false },
      messages: [
        { role: 'system', content: 'You are a voice assistant.' },
        { role: 'user', content: 'Turn on the light.' },
      ] as object[],
    };
    const first = await linesOf(await port.ask('/api/chat', asked, { 'user-agent': 'ollama-python/0.5.1' }));
    const [made] = first.flatMap(({ message }) => (message as { tool_calls?: object[] }).tool_calls ?? []) as {
      function: { name: string; arguments: object };
    }[];
    expect(made).toMatchObject({ function: { name: 'HassTurnOn', arguments: { path: 'a.txt' } } });
    const next = await linesOf(
      await port.ask('/api/chat', {
        ...asked,
        messages: [
          ...asked.messages,
          { role: 'assistant', content: null, tool_calls: [{ function: made?.function }] },
          { role: 'tool', content: '{"data":{"success":[]},"error":null}' },
        ],
      }),
    );
    expect(next.map(({ message }) => (message as { content: string }).content).join('')).toContain('success');
  });
});

test('Raycast looks at each model, then chats', async () => {
  for (const { name } of (await port.get('/api/tags')).body.models) {
    const shown = await (await port.ask('/api/show', { model: name })).json();
    expect(Array.isArray(shown.capabilities)).toBe(true);
    const architecture = shown.model_info['general.architecture'];
    expect(shown.model_info[`${architecture}.context_length`]).toBeGreaterThan(0);
  }
  const lines = await linesOf(
    await port.ask('/api/chat', {
      model: 'coder:latest',
      messages: [{ role: 'user', content: 'Hello.', images: [] }],
      stream: true,
      options: { temperature: 0.5 },
    }),
  );
  expect(lines.at(-1)).toMatchObject({ done: true, done_reason: 'stop' });
});

test('LlamaIndex asks whole and in pieces, with what it always adds', async () => {
  const asked = {
    model: 'coder',
    temperature: 0.1,
    top_p: 1,
    tools: [LIGHT],
    tool_choice: 'auto',
    parallel_tool_calls: false,
    messages: [{ role: 'user', content: 'Hello.' }],
  };
  const whole = await (
    await port.ask('/v1/chat/completions', asked, { 'user-agent': 'OpenAI/Python 2.8.0', 'x-stainless-lang': 'python' })
  ).json();
  expect(whole.choices[0].message.tool_calls[0]).toMatchObject({
    id: expect.any(String),
    type: 'function',
    function: { name: 'HassTurnOn', arguments: '{"path":"a.txt"}' },
  });
  const chunks = await dataOf(await port.ask('/v1/chat/completions', { ...asked, stream: true }));
  expect(chunks.at(-1)).toMatchObject({ choices: [{ finish_reason: 'tool_calls' }] });
});
