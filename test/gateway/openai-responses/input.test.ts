import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OTHER_FIELDS, PASSED_FIELDS, responseRequest } from '../../../electron/gateway/dialects/openai-responses/wire.ts';
import { documentedFields } from '../sdk-fields.ts';
import { able, finish, openPort, start, text } from './port.ts';

let port: Awaited<ReturnType<typeof openPort>>;
beforeAll(async () => {
  port = await openPort([able('plain')], { plain: [start, text('Hello'), finish] });
});
afterAll(() => port.close());

const post = (rest: object) => port.post('/v1/responses', { model: 'plain', input: 'Hi', ...rest });
const asked = async (rest: object) => {
  const { status, body, headers } = await post(rest);
  expect(body.error, JSON.stringify(body.error)).toBeNull();
  expect(status).toBe(200);
  return { ...port.lastAsked(), body, headers };
};
const FUNCTION = { type: 'function', name: 'weather', parameters: { type: 'object' }, strict: true };

describe('what is asked', () => {
  it('is put into messages, what a model did in one turn into one', async () => {
    const picture = { type: 'input_image', image_url: 'data:image/png;base64,AAAA', detail: 'auto' };
    const { messages } = await asked({
      instructions: 'Be brief.',
      input: [
        { role: 'developer', content: 'Answer in German.' },
        { role: 'user', content: [{ type: 'input_text', text: 'Look' }, picture] },
        { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'Hm.' }], encrypted_content: 'gAAAA-of-somebody-else' },
        { type: 'message', id: 'msg_1', role: 'assistant', content: [{ type: 'output_text', text: 'A moment.', annotations: [] }] },
        { type: 'function_call', call_id: 'c1', name: 'weather', arguments: '{}' },
        { type: 'custom_tool_call', call_id: 'c2', name: 'shell', input: 'ls' },
        { type: 'function_call_output', call_id: 'c1', output: [{ type: 'input_text', text: 'rain' }, picture] },
        { type: 'custom_tool_call_output', call_id: 'c2', output: 'a.txt' },
        { type: 'local_shell_call', id: 'l1', call_id: 'c3', action: { type: 'exec', command: ['ls'] }, status: 'completed' },
        { type: 'local_shell_call_output', id: 'c3', output: 'b.txt' },
        { type: 'web_search_call', id: 'w1', status: 'completed' },
        { type: 'message', role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }] },
        { role: 'user', content: 'Why?' },
      ],
    });
    expect(messages).toEqual([
      { role: 'system', content: [{ type: 'text', text: 'Be brief.' }] },
      { role: 'system', content: [{ type: 'text', text: 'Answer in German.' }] },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look' },
          { type: 'image', url: picture.image_url },
        ],
      },
      {
        role: 'assistant',
        content: [
          { type: 'reasoning', text: 'Hm.' },
          { type: 'text', text: 'A moment.' },
          { type: 'tool-call', id: 'c1', name: 'weather', arguments: '{}' },
          { type: 'tool-call', id: 'c2', name: 'shell', arguments: '{"input":"ls"}' },
        ],
      },
      { role: 'tool', content: [{ type: 'tool-result', id: 'c1', text: 'rain' }] },
      { role: 'tool', content: [{ type: 'tool-result', id: 'c2', text: 'a.txt' }] },
      { role: 'user', content: [{ type: 'image', url: picture.image_url }] },
      { role: 'assistant', content: [{ type: 'tool-call', id: 'c3', name: 'local_shell', arguments: '{"type":"exec","command":["ls"]}' }] },
      { role: 'tool', content: [{ type: 'tool-result', id: 'c3', text: 'b.txt' }] },
      { role: 'assistant', content: [{ type: 'text', text: 'No.' }] },
      { role: 'user', content: [{ type: 'text', text: 'Why?' }] },
    ]);
  });

  it('has its settings heard', async () => {
    const schema = { type: 'object', properties: {}, additionalProperties: false };
    const request = await asked({
      temperature: 0.5,
      top_p: 0.9,
      max_output_tokens: 7,
      truncation: 'auto',
      parallel_tool_calls: false,
      reasoning: { effort: 'none' },
      text: { format: { type: 'json_schema', name: 'thing', schema, strict: true }, verbosity: 'low' },
      service_tier: 'flex',
      prompt_cache_key: 'k',
      user: 'u',
      tools: [FUNCTION],
      tool_choice: { type: 'function', name: 'weather' },
      metadata: { job: '1', lintel: { tags: ['internal'], priority: 'background' } },
    });
    expect(request).toMatchObject({
      sampling: { temperature: 0.5, topP: 0.9 },
      maxOutputTokens: 7,
      overflow: 'shift',
      parallelToolCalls: false,
      reasoning: { enabled: false },
      output: { type: 'json-schema', schema, name: 'thing', strict: true },
      tools: [{ name: 'weather', strict: true }],
      toolChoice: { name: 'weather' },
      tags: ['internal'],
      priority: 'background',
      wire: { verbosity: 'low', service_tier: 'flex', prompt_cache_key: 'k', user: 'u' },
    });
    expect(request.body).toMatchObject({ temperature: 0.5, max_output_tokens: 7, metadata: { job: '1' }, text: { verbosity: 'low' } });
    expect(request.body.metadata).not.toHaveProperty('lintel');
    expect((await asked({ text: {} })).output).toEqual({ type: 'text' });
    expect((await asked({ text: { format: { type: 'json_object' } } })).output).toEqual({ type: 'json' });
    expect((await asked({ truncation: 'disabled' })).overflow).toBeUndefined();
  });

  it('knows the tools of a namespace by both names', async () => {
    const tools = [{ type: 'namespace', name: 'home', description: 'At home', tools: [FUNCTION] }];
    const request = await asked({ tools, tool_choice: { type: 'function', name: 'weather', namespace: 'home' } });
    expect(request).toMatchObject({ tools: [{ name: 'home__weather' }], toolChoice: { name: 'home__weather' } });
    expect(
      await asked({
        tools: [FUNCTION, { type: 'function', name: 'b' }],
        tool_choice: { type: 'allowed_tools', mode: 'required', tools: [{ type: 'function', name: 'b' }] },
      }),
    ).toMatchObject({
      tools: [{ name: 'b' }],
      toolChoice: 'required',
    });
  });

  it('says which tools and items it left out', async () => {
    const { headers, body, tools } = await asked({
      tools: [{ type: 'web_search' }, { type: 'local_shell' }, FUNCTION],
      input: [
        { type: 'file_search_call', id: 'f', queries: [], status: 'completed' },
        { role: 'user', content: 'Hi' },
      ],
    });
    expect(headers.get('x-lintel-skipped')).toBe('web_search, local_shell, file_search_call');
    expect(tools.map(({ name }) => name)).toEqual(['weather']);
    expect(body.tools).toMatchObject([{ type: 'function' }]);
    expect((await asked({})).headers.get('x-lintel-skipped')).toBeNull();
  });
});

describe('every documented field', () => {
  const documented = documentedFields('responses/responses.d.ts', 'ResponseCreateParamsBase');

  it('is read, passed on or refused', () => {
    expect(documented.length).toBeGreaterThan(30);
    const read = Object.keys(responseRequest.shape);
    expect(documented.filter((field) => !read.includes(field) && !Object.hasOwn(OTHER_FIELDS, field))).toEqual([]);
    expect([...Object.keys(OTHER_FIELDS), ...read, ...PASSED_FIELDS].filter((field) => !documented.includes(field))).toEqual([]);
  });

  it.each(Object.entries(OTHER_FIELDS))('%s is %s', async (field, verdict) => {
    const { status, body } = await post({ [field]: {} });
    if (verdict === 'refused') expect({ status, body }).toMatchObject({ status: 400, body: { error: { param: field } } });
    else expect(status).toBe(200);
  });

  it.each<[string, object]>([
    ['model', { model: undefined }],
    ['input', { input: undefined }],
    ['input', { input: [] }],
    ['input[0].content[0]', { input: [{ role: 'user', content: [{ type: 'input_file', file_id: 'f' }] }] }],
    ['input[0].content[0]', { input: [{ role: 'user', content: [{ type: 'input_image', file_id: 'f' }] }] }],
    ['input[0].type', { input: [{ type: 'computer_call' }] }],
    [
      'input[1].call_id',
      {
        input: [
          { role: 'user', content: 'a' },
          { type: 'function_call_output', output: 'b' },
        ],
      },
    ],
    ['input[0].role', { input: [{ role: 'robot', content: 'a' }] }],
    ['tools[0].name', { tools: [{ type: 'function' }] }],
    ['tools[1].tools[0].name', { tools: [FUNCTION, { type: 'namespace', name: 'n', tools: [{ type: 'function' }] }] }],
    ['tool_choice', { tool_choice: { type: 'web_search_preview' } }],
    ['tool_choice', { tools: [FUNCTION], tool_choice: { type: 'function', name: 'other' } }],
    ['text.format.schema', { text: { format: { type: 'json_schema', name: 'x' } } }],
    ['include[0]', { include: ['everything'] }],
    ['reasoning.effort', { reasoning: { effort: 'huge' } }],
    ['reasoning.mode', { reasoning: { mode: 'pro' } }],
    ['truncation', { truncation: 'maybe' }],
    ['previous_response_id', { previous_response_id: 'resp_unknown' }],
    ['metadata.lintel', { metadata: { lintel: 'x'.repeat(65) } }],
  ])('is refused by name where it cannot be: %s', async (field, rest) => {
    const { status, body } = await post(rest);
    expect({ status, body }).toMatchObject({ status: 400, body: { error: { param: field } } });
  });

  it('is counted without being sent', async () => {
    const before = port.recorded.opened.length;
    const count = (input: string) => port.client.responses.inputTokens.count({ model: 'plain', input });
    const [short, long] = [await count('Hi'), await count('Hello there, my friend, how are you?')];
    expect(short).toMatchObject({ object: 'response.input_tokens' });
    expect(long.input_tokens).toBeGreaterThan(short.input_tokens);
    expect(port.recorded.opened.length).toBe(before);
  });
});
