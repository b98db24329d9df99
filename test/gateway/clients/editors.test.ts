// What editors ask, as their sources have it, and what of the answer they read: each schema is the type into which that
// client reads an answer, with whatever it needs as needed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { dataOf, type ForClients, linesOf, openForClients } from './port.ts';

let port: ForClients;
beforeAll(async () => {
  port = await openForClients();
});
afterAll(() => port.close());

const count = z.int().min(0);
const SYSTEM = 'You are a coding agent in an editor.';
const READ = {
  type: 'function',
  function: {
    name: 'read_file',
    description: 'Reads.',
    parameters: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
  },
};

describe('Cline', () => {
  const asked = {
    ...{ model: 'coder', temperature: 0, stream: true, stream_options: { include_usage: true } },
    messages: [
      { role: 'system', content: SYSTEM },
      {
        role: 'user',
        content: [
          { type: 'text', text: '<task>\nList the files.\n</task>' },
          { type: 'text', text: '<environment_details>…' },
        ],
      },
    ],
  };
  const headers = {
    'user-agent': 'OpenAI/JS 4.96.0',
    'x-stainless-lang': 'js',
    'x-stainless-retry-count': '0',
    accept: 'application/json',
  };
  const chunk = z.looseObject({
    choices: z.array(
      z.looseObject({
        delta: z.looseObject({ content: z.string().optional(), reasoning_content: z.string().optional() }),
        finish_reason: z.string().min(1).nullable(),
      }),
    ),
    usage: z
      .looseObject({ prompt_tokens: count, completion_tokens: count, prompt_tokens_details: z.looseObject({ cached_tokens: count }) })
      .nullish(),
  });

  test('hears text and thought in every delta, and the use at the end', async () => {
    const chunks = (await dataOf(await port.ask('/v1/chat/completions', asked, headers))).map((each) => chunk.parse(each));
    expect(chunks.map(({ choices: [choice] }) => choice?.delta.content ?? '').join('')).toBe('Good day.');
    expect(chunks.map(({ choices: [choice] }) => choice?.delta.reasoning_content ?? '').join('')).toBe('Hm.');
    // Content is there in each but the last, and no reason is an empty text.
    for (const { choices } of chunks.slice(0, -2)) expect(choices[0]?.delta.content).toBeDefined();
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 2 } });
  });

  test('gathers its calls from pieces', async () => {
    const chunks = (await dataOf(await port.ask('/v1/chat/completions', { ...asked, tools: [READ] }, headers))).map((each) =>
      chunk.parse(each),
    );
    const pieces = chunks.flatMap(
      ({ choices: [choice] }) =>
        (choice?.delta.tool_calls ?? []) as { index: number; id?: string; function: { name?: string; arguments: string } }[],
    );
    expect(pieces[0]).toMatchObject({ index: 0, id: expect.any(String), function: { name: 'read_file' } });
    expect(pieces.map((piece) => piece.function.arguments).join('')).toBe('{"path":"a.txt"}');
    expect(chunks.some(({ choices: [choice] }) => choice?.finish_reason === 'tool_calls')).toBe(true);
  });
});

describe('Continue', () => {
  test('asks without a content length of its own, with what it does not need left out', async () => {
    const answer = await port.ask('/v1/chat/completions', {
      ...{
        model: 'coder',
        max_tokens: 4096,
        stream: true,
        temperature: 0.5,
        tool_choice: 'auto',
        parallel_tool_calls: false,
        tools: [READ],
      },
      stop: null,
      messages: [
        { role: 'system', content: SYSTEM },
        { role: 'user', content: 'List the files.' },
        {
          role: 'assistant',
          content: ' ',
          tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'read_file', arguments: '{"path":"a.txt"}' } }],
        },
        { role: 'tool', content: 'A line.', tool_call_id: 'call_1' },
      ],
    });
    const chunks = await dataOf(answer);
    const deltas = chunks.map(({ choices }) => (choices as { delta: { content?: string } }[])[0]?.delta.content ?? '');
    expect(deltas.join('')).toBe('It says: A line.');
  });

  test('looks at a model of Ollama, and completes code with a raw text', async () => {
    const shown = await (await port.ask('/api/show', { name: 'coder' })).json();
    expect(shown).toMatchObject({ parameters: expect.any(String), template: expect.any(String), model_info: expect.any(Object) });
    const lines = await linesOf(
      await port.ask('/api/generate', {
        ...{
          model: 'coder',
          raw: true,
          stream: true,
          keep_alive: 1800,
          options: { temperature: 0.01, num_predict: 4096, num_ctx: 8192, stop: ['<fim_prefix>', '\n\n'] },
        },
        prompt: '<fim_prefix>const a = <fim_suffix>;<fim_middle>',
      }),
    );
    expect(lines.map(({ response }) => response).join('')).toBe('Good day.');
    expect(port.lastAsked()).toMatchObject({ isRaw: true, stop: ['<fim_prefix>', '\n\n'] });
  });
});

describe('Zed', () => {
  const chunk = z.object({
    choices: z.array(
      z.object({
        index: count,
        delta: z
          .object({
            role: z.enum(['user', 'assistant', 'system', 'tool']).nullish(),
            content: z.string().nullish(),
            reasoning_content: z.string().nullish(),
            tool_calls: z
              .array(
                z.object({
                  index: count,
                  id: z.string().nullish(),
                  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
                }),
              )
              .nullish(),
          })
          .nullable(),
        finish_reason: z.string().nullable(),
      }),
    ),
    created: count,
    usage: z.object({ prompt_tokens: count, completion_tokens: count, total_tokens: count }).nullish(),
  });

  test('reads every line of a stream into its own type', async () => {
    const answer = await port.ask('/v1/chat/completions', {
      ...{
        model: 'coder',
        stream: true,
        stream_options: { include_usage: true },
        max_completion_tokens: 8192,
        temperature: 1.0,
        parallel_tool_calls: false,
      },
      ...{ tools: [READ], tool_choice: 'auto', prompt_cache_key: 'thread-1', reasoning_effort: 'medium' },
      messages: [
        { role: 'system', content: SYSTEM },
        { role: 'user', content: [] },
        { role: 'assistant', content: [{ type: 'text', text: 'Yes.' }], reasoning_content: 'Hm.' },
        { role: 'user', content: [{ type: 'text', text: 'List the files.' }] },
      ],
    });
    const chunks = (await dataOf(answer)).map((each) => chunk.parse(each));
    expect(chunks.at(-1)?.usage?.total_tokens).toBe(5);
  });

  test('is told what a model can do', async () => {
    const listed = z.object({
      data: z.array(
        z.looseObject({
          ...{ id: z.string(), name: z.string(), created: count, object: z.literal('model'), type: z.string() },
          ...{ context_length: count, max_context_length: count, supports_tools: z.boolean(), supports_images: z.boolean() },
          capabilities: z.looseObject({
            tools: z.boolean(),
            images: z.boolean(),
            parallel_tool_calls: z.boolean(),
            prompt_cache_key: z.boolean(),
          }),
        }),
      ),
    });
    const { data } = listed.parse((await port.get('/v1/models')).body);
    expect(data.find(({ id }) => id === 'coder')).toMatchObject({ supports_tools: true, supports_images: true, context_length: 100_000 });
  });

  test('speaks to Ollama in lines of its own type', async () => {
    const line = z.object({
      ...{ model: z.string(), created_at: z.string(), done: z.boolean(), done_reason: z.string().nullish() },
      ...{ prompt_eval_count: count.nullish(), eval_count: count.nullish() },
      message: z.object({
        role: z.literal('assistant'),
        content: z.string(),
        thinking: z.string().nullish(),
        tool_calls: z.array(z.object({ function: z.object({ name: z.string(), arguments: z.looseObject({}) }) })).nullish(),
      }),
    });
    const listing = z.object({
      name: z.string(),
      modified_at: z.string(),
      size: count,
      digest: z.string(),
      details: z.object({
        format: z.string(),
        family: z.string(),
        families: z.array(z.string()).nullable(),
        parameter_size: z.string(),
        quantization_level: z.string(),
      }),
    });
    for (const each of (await port.get('/api/tags')).body.models) expect(listing.parse(each)).toBeTruthy();
    expect((await (await port.ask('/api/show', { model: 'coder:latest' })).json()).capabilities).toEqual(
      expect.arrayContaining(['completion', 'tools', 'vision', 'thinking']),
    );
    const lines = await linesOf(
      await port.ask('/api/chat', {
        ...{ model: 'coder', stream: true, keep_alive: -1, think: true, tools: [READ] },
        options: { num_ctx: 16384, num_predict: null, stop: [], temperature: 1.0, top_p: null },
        messages: [
          { role: 'system', content: SYSTEM },
          { role: 'user', content: 'List the files.' },
          {
            role: 'assistant',
            content: '',
            tool_calls: [{ function: { name: 'read_file', arguments: { path: 'a.txt' } } }],
            thinking: null,
          },
          { role: 'tool', tool_name: 'read_file', content: 'A line.' },
        ],
      }),
    );
    const read = lines.map((each) => line.parse(each));
    expect(read.map(({ message }) => message.content).join('')).toBe('It says: A line.');
    expect(read.at(-1)).toMatchObject({ done: true, eval_count: 2 });
  });
});

describe('Cursor', () => {
  test('tries a key and a name before it takes them', async () => {
    const answer = await port.ask('/v1/chat/completions', {
      messages: [
        { role: 'system', content: 'You are a test assistant.' },
        { role: 'user', content: 'Testing. Just say hi and nothing else.' },
      ],
      model: 'gpt-4o-mini',
    });
    expect(await answer.json()).toMatchObject({ model: 'coder', choices: [{ message: { content: 'Good day.' }, finish_reason: 'stop' }] });
  });
});

describe('Cursor’s agent', () => {
  /** A body for `/v1/responses`, sent to the path of chats. */
  const hybrid = {
    ...{ model: 'gpt-4o-mini', stream: true, stream_options: { include_usage: true }, user: 'auth|1', store: false },
    ...{
      reasoning: { effort: 'medium', summary: 'auto' },
      text: { verbosity: 'low' },
      include: ['reasoning.encrypted_content'],
      truncation: 'auto',
    },
    tools: [
      {
        type: 'function',
        name: 'read_file',
        description: 'Reads.',
        parameters: { type: 'object', properties: { path: { type: 'string' } } },
        strict: false,
      },
      { type: 'custom', name: 'apply_patch', description: 'Edits.', format: { type: 'grammar', syntax: 'lark', definition: 'start: "x"' } },
      { type: 'web_search' },
    ],
    tool_choice: 'auto',
    input: [
      { role: 'system', content: SYSTEM },
      { role: 'user', content: [{ type: 'input_text', text: 'List the files.' }] },
    ] as object[],
  };

  test('is heard with “input” in place of “messages”, and answered as a chat', async () => {
    const chunks = await dataOf(await port.ask('/v1/chat/completions', hybrid));
    expect(port.lastAsked()).toMatchObject({
      tools: [{ name: 'read_file' }, { name: 'apply_patch' }],
      messages: [{ role: 'system' }, { role: 'user' }],
    });
    expect(chunks[0]).toMatchObject({ object: 'chat.completion.chunk', choices: [{ delta: { role: 'assistant' } }] });
    expect(chunks.some(({ choices }) => (choices as { finish_reason: unknown }[])[0]?.finish_reason === 'tool_calls')).toBe(true);
  });

  test('keeps the form it asks for, and is told that earlier turns must come along', async () => {
    const format = { type: 'json_schema', name: 'files', schema: { type: 'object', properties: {} }, strict: true };
    await port.ask('/v1/chat/completions', { ...hybrid, tools: [], tool_choice: undefined, text: { format } });
    expect(port.lastAsked()).toMatchObject({ output: { type: 'json-schema', schema: format.schema } });
    const refused = await port.ask('/v1/chat/completions', { ...hybrid, previous_response_id: 'resp_1' });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: { param: 'previous_response_id' } });
  });

  test('goes on with what its tools gave', async () => {
    const calls = ['call_1', 'call_2'].map((call_id) => ({
      type: 'function_call',
      call_id,
      name: 'read_file',
      arguments: '{"path":"a.txt"}',
    }));
    const results = ['call_1', 'call_2'].map((call_id) => ({ type: 'function_call_output', call_id, output: `A line of ${call_id}.` }));
    const chunks = await dataOf(await port.ask('/v1/chat/completions', { ...hybrid, input: [...hybrid.input, ...calls, ...results] }));
    expect(port.lastAsked().messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool', 'tool']);
    expect(chunks.map(({ choices }) => (choices as { delta: { content?: string } }[])[0]?.delta.content ?? '').join('')).toBe(
      'It says: A line of call_2.',
    );
  });

  test('is told which field of it is wrong', async () => {
    const answer = await port.ask('/v1/chat/completions', { ...hybrid, input: [{ role: 'nobody', content: 'x' }] });
    expect([answer.status, (await answer.json()).error.param]).toEqual([400, 'input[0].role']);
  });
});

describe('the assistant of JetBrains', () => {
  test('tests a connection by its models, then streams', async () => {
    const { data } = (await port.get('/v1/models')).body;
    expect(data.map(({ id }: { id: string }) => id)).toContain('coder');
    const chunks = await dataOf(
      await port.ask(
        '/v1/chat/completions',
        {
          model: 'coder',
          stream: true,
          stream_options: { include_usage: true },
          temperature: 0.0,
          messages: [
            { role: 'system', content: SYSTEM },
            { role: 'user', content: 'Hello.' },
          ],
        },
        { accept: 'text/event-stream', 'user-agent': 'ktor-client', 'cache-control': 'no-cache' },
      ),
    );
    for (const chunk of chunks)
      expect(chunk).toMatchObject({ id: expect.any(String), object: 'chat.completion.chunk', created: expect.any(Number), model: 'coder' });
  });

  test('finds Ollama by its greeting and its tags', async () => {
    expect(await (await fetch(`${port.address}/`)).text()).toBe('Ollama is running');
    expect((await port.get('/api/tags')).body.models[0]).toMatchObject({ name: expect.any(String), model: expect.any(String) });
  });
});
