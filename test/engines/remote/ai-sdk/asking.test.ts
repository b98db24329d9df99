import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ChatRequest } from '../../../../shared/chat/request.ts';
import type { ProviderModel } from '../../../../shared/providers/provider.ts';
import { ask, requestOf } from '../../../conformance/chat.ts';
import { openRig, type Rig, WAY_NAMES, type Way } from './subject.ts';

// biome-ignore lint/suspicious/noExplicitAny: a body as each provider has it.
type Body = any;

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg==';
const LOOK = {
  name: 'look',
  description: 'Looks.',
  parameters: { type: 'object', properties: { at: { type: 'string' } }, required: ['at'] },
};

describe('how each provider is asked', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await openRig();
  });
  beforeEach(() => void rig.cloud.visits.splice(0));
  afterAll(() => rig.close());

  async function asked(way: Way, rest: Partial<ChatRequest>, model: Partial<ProviderModel> = {}, id = 'echo') {
    const remote = rig.model(way, id, model);
    const answer = await ask(rig.engine(remote), remote.targetId, requestOf('Hello.', rest));
    const [visit] = rig.cloud.visits;
    return { answer, visit, body: JSON.parse(visit?.body ?? '{}') as Body };
  }

  const userOf = (text: string): ChatRequest['messages'][number] => ({ role: 'user', content: [{ type: 'text', text }] });
  const history: ChatRequest['messages'] = [
    { role: 'system', content: [{ type: 'text', text: 'Be brief.' }] },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image', url: `data:image/png;base64,${PIXEL}` },
      ],
    },
    {
      role: 'assistant',
      content: [
        { type: 'reasoning', text: 'Hm.', signature: 'anthropic.signature:c2ln' },
        { type: 'reasoning', text: 'Another’s.', signature: 'google.thoughtSignature:b3RoZXI=' },
        { type: 'reasoning', text: 'Nobody’s.' },
        { type: 'text', text: '' },
        { type: 'tool-call', id: 'call 1/ü', name: 'look', arguments: '{"at":"sea"}', signature: 'google.thoughtSignature:c2ln' },
        { type: 'tool-call', id: 'call_2', name: 'look', arguments: '{"at":' },
      ],
    },
    { role: 'tool', content: [{ type: 'tool-result', id: 'call 1/ü', text: 'Blue.' }] },
    { role: 'tool', content: [{ type: 'tool-result', id: 'call_2', text: 'Nothing.' }] },
    { role: 'system', content: [{ type: 'text', text: 'Now in French.' }] },
    { role: 'user', content: [{ type: 'text', text: 'And now?' }] },
  ];
  const full: Partial<ChatRequest> = {
    messages: history,
    tools: [LOOK],
    toolChoice: 'required',
    parallelToolCalls: false,
    sampling: { temperature: 0.5, topP: 0.9, topK: 40, seed: 7 },
    stop: ['END'],
    maxOutputTokens: 2_000,
    reasoning: { budgetTokens: 1_500 },
  };

  test('Anthropic gets the whole conversation, its own thought signed, and no more output than the limit', async () => {
    const { visit, body } = await asked('anthropic', full, {}, 'claude-sonnet-4-5');
    expect(visit?.path).toBe('/v1/messages');
    expect(visit?.headers).toMatchObject({ 'x-api-key': 'sk-ant-canary', 'anthropic-version': '2023-06-01', 'user-agent': 'lintel' });
    expect(body).toMatchObject({ model: 'claude-sonnet-4-5', stream: true, max_tokens: 2_000, stop_sequences: ['END'] });
    expect(body.thinking).toEqual({ type: 'enabled', budget_tokens: 1_500 });
    expect(body.system).toEqual([{ type: 'text', text: 'Be brief.' }]);
    expect(body.messages).toHaveLength(3);
    expect(body.messages[0].content).toEqual([
      { type: 'text', text: 'What is this?' },
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } },
    ]);
    const [thought, first, second, ...rest] = body.messages[1].content;
    expect(thought).toEqual({ type: 'thinking', thinking: 'Hm.', signature: 'c2ln' });
    expect(first).toMatchObject({ type: 'tool_use', name: 'look', input: { at: 'sea' } });
    expect(first.id).toMatch(/^[\w-]+$/);
    expect(second).toMatchObject({ id: 'call_2', input: { arguments: '{"at":' } });
    expect(rest).toEqual([]);
    expect(body.messages[2].content).toMatchObject([
      { type: 'tool_result', tool_use_id: first.id, content: 'Blue.' },
      { type: 'tool_result', tool_use_id: 'call_2', content: 'Nothing.' },
      { type: 'text', text: 'Now in French.' },
      { type: 'text', text: 'And now?' },
    ]);
    expect(body.tools).toMatchObject([{ name: 'look', description: 'Looks.', input_schema: LOOK.parameters }]);
    expect(body.tool_choice).toMatchObject({ disable_parallel_tool_use: true });
    expect(JSON.stringify(body)).not.toMatch(/Another’s|Nobody’s|b3RoZXI/);
  });

  test('thought at Claude has room only where the limit leaves it', async () => {
    const ask = async (maxOutputTokens: number, budgetTokens: number) => {
      rig.cloud.visits.splice(0);
      const { body } = await asked('anthropic', { maxOutputTokens, reasoning: { budgetTokens } }, {}, 'claude-sonnet-4-5');
      return [body.max_tokens, body.thinking?.budget_tokens];
    };
    expect(await ask(8_000, 4_000)).toEqual([8_000, 4_000]);
    expect(await ask(3_000, 4_000)).toEqual([3_000, 1_024]);
    expect(await ask(1_000, 4_000)).toEqual([1_000, undefined]);
    expect(await ask(8_000, 0)).toEqual([8_000, undefined]);
  });

  test('thought at Claude goes on after a tool’s result only with what was thought before it', async () => {
    const user = { role: 'user' as const, content: [{ type: 'text' as const, text: 'Look.' }] };
    const call = { type: 'tool-call' as const, id: 'call_1', name: 'look', arguments: '{}' };
    const result = { role: 'tool' as const, content: [{ type: 'tool-result' as const, id: 'call_1', text: 'Blue.' }] };
    const thought = { type: 'reasoning' as const, text: 'Hm.', signature: 'anthropic.signature:c2ln' };
    const thinkingOf = async (...content: ChatRequest['messages'][number]['content']) => {
      rig.cloud.visits.splice(0);
      const messages = [user, { role: 'assistant' as const, content }, result];
      const rest = { messages, tools: [LOOK], maxOutputTokens: 8_000, reasoning: { budgetTokens: 2_000 } };
      return (await asked('anthropic', rest, {}, 'claude-sonnet-4-5')).body.thinking?.type;
    };
    expect(await thinkingOf(thought, call)).toBe('enabled');
    expect(await thinkingOf(call)).not.toBe('enabled');
  });

  test('newer Claudes and Geminis are told how hard to think, and not how long', async () => {
    const askedBy = async (way: Way, id: string, reasoning: ChatRequest['reasoning'], rest: Partial<ChatRequest> = {}) => {
      rig.cloud.visits.splice(0);
      return (await asked(way, { ...rest, maxOutputTokens: 8_000, ...(reasoning && { reasoning }) }, {}, id)).body;
    };
    for (const id of ['claude-opus-5-5', 'claude-sonnet-4-6', 'claude-opus-4-7', 'claude-fable-5-1']) {
      const body = await askedBy('anthropic', id, { budgetTokens: 4_000 });
      expect(body).toMatchObject({ max_tokens: 8_000, thinking: { type: 'adaptive' }, output_config: { effort: 'medium' } });
      expect((await askedBy('anthropic', id, { budgetTokens: 16_384 })).output_config).toEqual({ effort: 'high' });
      expect(await askedBy('anthropic', id, undefined)).not.toHaveProperty('thinking');
      expect(JSON.stringify(await askedBy('anthropic', id, { enabled: false }))).not.toMatch(/budget_tokens|adaptive/);
    }
    // Older ones are told how long, and never longer than the answer may be.
    for (const maxOutputTokens of [8_000, 3_000]) {
      const remote = rig.model('anthropic', 'claude-opus-4-1');
      rig.cloud.visits.splice(0);
      await ask(rig.engine(remote), remote.targetId, requestOf('Hello.', { maxOutputTokens, reasoning: { enabled: true } }));
      const { thinking, max_tokens } = JSON.parse(rig.cloud.visits[0]?.body ?? '{}') as Body;
      expect(max_tokens).toBe(maxOutputTokens);
      expect(thinking.budget_tokens).toBe(maxOutputTokens === 8_000 ? 4_096 : 1_024);
    }
    // It goes on after a tool's result, whether or not it gets its thought back.
    const messages: ChatRequest['messages'] = [
      { role: 'user', content: [{ type: 'text', text: 'Look.' }] },
      { role: 'assistant', content: [{ type: 'tool-call', id: 'call_1', name: 'look', arguments: '{}' }] },
      { role: 'tool', content: [{ type: 'tool-result', id: 'call_1', text: 'Blue.' }] },
    ];
    expect((await askedBy('anthropic', 'claude-opus-5-5', { budgetTokens: 2_000 }, { messages, tools: [LOOK] })).thinking?.type).toBe(
      'adaptive',
    );
    for (const [enabled, effort] of [
      [true, 'medium'],
      [false, 'low'],
    ] as const) {
      const { additionalModelRequestFields, inferenceConfig } = await askedBy('bedrock', 'global.anthropic.claude-opus-5-5', { enabled });
      expect(additionalModelRequestFields).toEqual({ thinking: { type: 'adaptive', display: 'summarized' }, output_config: { effort } });
      expect(inferenceConfig.maxTokens).toBe(8_000);
    }
    const thinkingConfig = async (reasoning: ChatRequest['reasoning']) =>
      (await askedBy('google', 'gemini-3.8-flash', reasoning)).generationConfig.thinkingConfig;
    expect(await thinkingConfig({ budgetTokens: 1_000 })).toEqual({ thinkingLevel: 'low', includeThoughts: true });
    expect(await thinkingConfig({ enabled: true })).toEqual({ thinkingLevel: 'medium', includeThoughts: true });
    expect(await thinkingConfig({ enabled: false })).toEqual({ thinkingLevel: expect.stringMatching(/^(?:minimal|low)$/) });
  });

  test('Gemini gets the whole conversation, and the proof of its own calls', async () => {
    const { visit, body } = await asked('google', full, {}, 'gemini-2.5-pro');
    expect(visit?.path).toBe('/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse');
    expect(visit?.headers).toMatchObject({ 'x-goog-api-key': 'AIza-canary' });
    expect(body.systemInstruction.parts).toEqual([{ text: 'Be brief.' }]);
    expect(body.generationConfig).toMatchObject({
      maxOutputTokens: 2_000,
      temperature: 0.5,
      topP: 0.9,
      topK: 40,
      seed: 7,
      stopSequences: ['END'],
      thinkingConfig: { thinkingBudget: 1_500, includeThoughts: true },
    });
    expect(body.contents[0].parts[1]).toEqual({ inlineData: { mimeType: 'image/png', data: PIXEL } });
    expect(body.contents[1].parts.filter((part: Body) => part.functionCall)).toMatchObject([
      { functionCall: { name: 'look', args: { at: 'sea' } }, thoughtSignature: 'c2ln' },
      { functionCall: { name: 'look', args: { arguments: '{"at":' } } },
    ]);
    expect(body.toolConfig.functionCallingConfig.mode).toBe('ANY');
    expect(JSON.stringify(body)).not.toMatch(/Hm\.|Nobody’s/);
  });

  test('Mistral gets ids as it takes them, the same for a call and its result', async () => {
    const { visit, body } = await asked('mistral', full);
    expect(visit?.path).toBe('/v1/chat/completions');
    expect(visit?.headers.authorization).toBe('Bearer mistral-canary');
    const calls = body.messages.flatMap((message: Body) => message.tool_calls ?? []).map(({ id }: Body) => id);
    const results = body.messages.filter(({ role }: Body) => role === 'tool').map((message: Body) => message.tool_call_id);
    expect(calls).toHaveLength(2);
    expect(results).toEqual(calls);
    for (const id of calls) expect(id).toMatch(/^[a-zA-Z0-9]{9}$/);
    expect(body).toMatchObject({ max_tokens: 2_000, temperature: 0.5, top_p: 0.9, random_seed: 7, parallel_tool_calls: false });
    expect(body.messages.map(({ role }: Body) => role)).toEqual(['system', 'user', 'assistant', 'tool', 'tool', 'system', 'user']);
  });

  test('Cohere gets its version 2', async () => {
    const { visit, body } = await asked('cohere', full);
    expect(visit?.path).toBe('/v2/chat');
    expect(visit?.headers.authorization).toBe('Bearer cohere-canary');
    expect(body).toMatchObject({
      stream: true,
      max_tokens: 2_000,
      p: 0.9,
      k: 40,
      seed: 7,
      stop_sequences: ['END'],
      tool_choice: 'REQUIRED',
      thinking: { type: 'enabled', token_budget: 1_500 },
    });
  });

  test('Bedrock gets a signed request, and no more output than the limit', async () => {
    const id = 'eu.anthropic.claude-sonnet-4-20250514-v1:0';
    const { visit, body } = await asked('bedrock', full, {}, id);
    expect(decodeURIComponent(visit?.path ?? '')).toBe(`/model/${id}/converse-stream`);
    expect(visit?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDCANARY\/\d{8}\/us-east-1\/bedrock\/aws4_request, SignedHeaders=.*, Signature=[\da-f]{64}$/,
    );
    expect(visit?.headers['x-amz-security-token']).toBe('session-canary');
    expect(JSON.stringify(visit)).not.toContain('secret-canary');
    expect(body.inferenceConfig).toMatchObject({ maxTokens: 2_000, stopSequences: ['END'] });
    expect(body.additionalModelRequestFields.thinking).toEqual({ type: 'enabled', budget_tokens: 1_500 });
    expect(body.messages[0].content[1]).toEqual({ image: { format: 'png', source: { bytes: PIXEL } } });
  });

  test('Bedrock takes its own keys, too', async () => {
    const remote = rig.model('bedrock', 'echo', {}, [{ id: 'k', secret: 'bedrock-api-key-canary' }]);
    const { error } = await ask(rig.engine(remote), remote.targetId, requestOf('Hello.'));
    expect(error).toBeUndefined();
    expect(rig.cloud.visits[0]?.headers.authorization).toBe('Bearer bedrock-api-key-canary');
  });

  test('Azure is asked for a deployment, by key, by token, and in the older way', async () => {
    const { visit, body } = await asked('azure', full, {}, 'my-deployment');
    expect(visit?.path).toBe('/openai/v1/chat/completions');
    expect(visit?.headers['api-key']).toBe('azure-canary');
    expect(body).toMatchObject({
      model: 'my-deployment',
      max_completion_tokens: 2_000,
      stream_options: { include_usage: true },
      parallel_tool_calls: false,
      tool_choice: 'required',
    });
    expect(body).not.toHaveProperty('max_tokens');
    const remote = rig.model('azure', 'my-deployment', {}, [{ id: 'k', secret: 'Bearer token-canary' }]);
    const older = { ...remote, provider: { ...remote.provider, baseUrl: `${rig.cloud.address}/openai/deployments` } };
    await ask(rig.engine(older), older.targetId, requestOf('Hello.'));
    const last = rig.cloud.visits.at(-1);
    expect(last?.path).toBe('/openai/deployments/my-deployment/chat/completions?api-version=2024-10-21');
    expect(last?.headers.authorization).toBe('Bearer token-canary');
    expect(last?.headers).not.toHaveProperty('api-key');
  });

  test('OpenAI is asked by Responses that keeps nothing there, with its own sealed thought', async () => {
    const thought = await asked('openai', { tools: [LOOK] }, {}, 'responses.sealed');
    const signature = thought.answer.events.flatMap((event) => ('signature' in event ? [event.signature ?? ''] : []))[0] ?? '';
    rig.cloud.visits.splice(0);
    const sealed = { type: 'reasoning' as const, text: 'Two and two.', signature };
    const messages = history.map((message) =>
      message.role === 'assistant' ? { ...message, content: [sealed, ...message.content] } : message,
    );
    const { visit, body, answer } = await asked('openai', { ...full, messages, stop: [] }, {}, 'gpt-6.2-sol');
    expect(answer.error).toBeUndefined();
    expect(visit?.path).toBe('/v1/responses');
    expect(visit?.headers.authorization).toBe('Bearer sk-canary');
    expect(body).toMatchObject({
      model: 'gpt-6.2-sol',
      stream: true,
      store: false,
      include: ['reasoning.encrypted_content'],
      max_output_tokens: 2_000,
      parallel_tool_calls: false,
      tool_choice: 'required',
      reasoning: { effort: 'low' },
    });
    // Without approval OpenAI refuses to sum a thought up.
    expect(body.reasoning).not.toHaveProperty('summary');
    // Else it would take every field of a call for required.
    expect(body.tools).toEqual([{ type: 'function', ...LOOK, strict: false }]);
    expect(body.input.map(({ type, role }: Body) => role ?? type)).toEqual([
      'developer',
      'user',
      'reasoning',
      'function_call',
      'function_call',
      'function_call_output',
      'function_call_output',
      'developer',
      'user',
    ]);
    expect(body.input[1].content[1]).toMatchObject({ type: 'input_image', image_url: `data:image/png;base64,${PIXEL}` });
    expect(body.input[2]).toMatchObject({
      encrypted_content: 'gAAAAsealed-2_x=',
      summary: [{ type: 'summary_text', text: 'Two and two.' }],
    });
    expect(body.input[5]).toMatchObject({ call_id: body.input[3].call_id, output: 'Blue.' });
    expect(JSON.stringify(body)).not.toMatch(/Hm\.|Another’s|Nobody’s|b3RoZXI|c2ln/);
    // Another account could not open it.
    rig.cloud.visits.splice(0);
    const other = rig.model('openai', 'gpt-6.2-sol', {}, [{ id: 'key-2', secret: 'sk-canary' }]);
    await ask(rig.engine(other), other.targetId, requestOf('Hello.', { ...full, messages, stop: [] }));
    expect(rig.cloud.visits[0]?.body).toContain('gpt-6.2-sol');
    expect(rig.cloud.visits[0]?.body).not.toContain('sealed-2');
    rig.cloud.visits.splice(0);
    const wire = {
      prompt_cache_key: 'k',
      service_tier: 'flex',
      verbosity: 'low',
      reasoning_effort: 'xhigh',
      reasoning_summary: 'auto',
      other: 1,
    };
    const hinted = await asked('openai', { dialect: 'openai-responses', wire, reasoning: { enabled: true } }, {}, 'gpt-6.2-sol');
    expect(hinted.body).toMatchObject({
      prompt_cache_key: 'k',
      service_tier: 'flex',
      text: { verbosity: 'low' },
      reasoning: { effort: 'xhigh', summary: 'auto' },
    });
    expect(hinted.body).not.toHaveProperty('other');
  });

  test('a provider that knows no stop texts and no short limits is stopped all the same', async () => {
    const { answer } = await asked('openai', { messages: [userOf('one two END three four')], stop: ['o EN'] });
    expect(answer.text).toBe('one tw');
    expect(answer.finish).toMatchObject({ reason: 'stop', stopSequence: 'o EN' });
    expect(JSON.stringify(rig.cloud.visits[0]?.body)).not.toContain('"stop');
    rig.cloud.visits.splice(0);
    // What was kept back is told where the answer ends before its text does.
    rig.cloud.visits.splice(0);
    const cut = await asked('openai', { stop: ['two three'] }, {}, 'responses.length-in-text');
    expect([cut.answer.text, cut.answer.finish?.reason]).toEqual(['One, two', 'length']);
    rig.cloud.visits.splice(0);
    const short = await asked('openai', { messages: [userOf('one two three four')], maxOutputTokens: 2 });
    expect([short.answer.text, short.answer.finish?.reason, short.body.max_output_tokens]).toEqual(['one two ', 'length', 16]);
  });

  test('Azure is asked by Responses where its chat completions would refuse', async () => {
    const rest = { messages: [userOf('Hello.')], tools: [LOOK] };
    expect((await asked('azure', rest, {}, 'gpt-5.6-sol')).visit?.path).toBe('/openai/v1/responses');
    rig.cloud.visits.splice(0);
    expect((await asked('azure', { ...rest, tools: [] }, {}, 'gpt-5.6-sol')).visit?.path).toBe('/openai/v1/chat/completions');
    rig.cloud.visits.splice(0);
    expect((await asked('azure', rest, {}, 'gpt-5.2')).visit?.path).toBe('/openai/v1/chat/completions');
    rig.cloud.visits.splice(0);
    const remote = rig.model('azure', 'gpt-5.6-sol');
    const older = { ...remote, provider: { ...remote.provider, baseUrl: `${rig.cloud.address}/openai/deployments` } };
    await ask(rig.engine(older), older.targetId, requestOf('Hello.', rest));
    expect(rig.cloud.visits[0]?.path).toMatch(/^\/openai\/deployments\/gpt-5\.6-sol\/chat\/completions/);
  });

  test('Perplexity searches, and gets no field that it does not know', async () => {
    const schema = { type: 'object', properties: { at: { type: 'string' } } };
    const rest = { ...full, reasoning: { enabled: true }, output: { type: 'json-schema' as const, schema } };
    const { visit, body, answer } = await asked('perplexity', rest, {}, 'perplexity/sonar');
    expect(answer.error).toBeUndefined();
    expect([visit?.path, visit?.headers.authorization]).toEqual(['/v1/responses', 'Bearer pplx-canary']);
    expect(Object.keys(body).toSorted()).toEqual(
      [
        ...['input', 'max_output_tokens', 'max_tool_calls', 'model', 'parallel_tool_calls', 'response_format', 'store', 'stream'],
        ...['temperature', 'tool_choice', 'tools', 'top_p'],
      ].toSorted(),
    );
    expect(body.tools).toEqual([{ type: 'web_search' }, expect.objectContaining({ type: 'function', name: 'look' })]);
    expect(body.response_format).toMatchObject({ type: 'json_schema', json_schema: { schema } });
    for (const item of body.input) expect(item.type).toMatch(/^(?:message|function_call|function_call_output)$/);
    const searching = async (wire: object, id = 'sonar-pro') => {
      rig.cloud.visits.splice(0);
      const { body } = await asked('perplexity', { dialect: 'openai-chat', wire: { messages: [], ...wire } }, {}, id);
      return [body.model, body.tools];
    };
    expect(
      await searching({ search_recency_filter: 'day', num_search_results: 5, web_search_options: { search_context_size: 'low' } }),
    ).toEqual([
      'perplexity/sonar',
      [{ type: 'web_search', search_context_size: 'low', max_results: 5, filters: { search_recency_filter: 'day' } }],
    ]);
    expect(await searching({ disable_search: true })).toEqual(['perplexity/sonar', undefined]);
    expect(await searching({}, 'openai/gpt-5.2')).toEqual(['openai/gpt-5.2', undefined]);
  });

  test('what Perplexity found and charged is told', async () => {
    const { answer } = await asked('perplexity', { dialect: 'openai-chat', wire: { messages: [] } }, {}, 'perplexity.text');
    expect(answer.finish).toMatchObject({
      usage: { inputTokens: 1200, cachedInputTokens: 800, outputTokens: 14, searches: 1, costNanoDollars: 3_100_000 },
      wire: { chunk: { citations: ['https://tides.example/noon', 'https://harbour.example/'], search_results: [{ title: 'Tides' }, {}] } },
    });
    const other = await asked('perplexity', {}, {}, 'perplexity.text');
    expect(other.answer.finish).not.toHaveProperty('wire');
  });

  test('Claude and Gemini in Google’s cloud are asked where each is', async () => {
    const gemini = await asked('vertex', full, {}, 'gemini-2.5-pro');
    expect(gemini.visit?.path).toBe(
      '/v1/projects/p/locations/europe-west4/publishers/google/models/gemini-2.5-pro:streamGenerateContent?alt=sse',
    );
    expect(gemini.visit?.headers['x-goog-api-key']).toBe('express-canary');
    rig.cloud.visits.splice(0);
    const claude = await asked('vertex', full, {}, 'claude-echo@20250514');
    expect(claude.visit?.path).toBe(
      '/v1/projects/p/locations/europe-west4/publishers/anthropic/models/claude-echo@20250514:streamRawPredict',
    );
    expect(claude.body).toMatchObject({ anthropic_version: 'vertex-2023-10-16', max_tokens: 2_000 });
    expect(claude.body).not.toHaveProperty('model');
    expect(claude.answer.error).toBeUndefined();
  });

  test('what a provider is to keep is marked: instructions that are long, and a conversation that goes on', async () => {
    const long = 'Be brief and kind. '.repeat(300);
    const system = { role: 'system' as const, content: [{ type: 'text' as const, text: long }] };
    const user = { role: 'user' as const, content: [{ type: 'text' as const, text: 'Hello.' }] };
    const assistant = { role: 'assistant' as const, content: [{ type: 'text' as const, text: 'Yes.' }] };
    const marksOf = async (way: Way, messages: ChatRequest['messages'], id: string) => {
      rig.cloud.visits.splice(0);
      const { body } = await asked(way, { messages }, {}, id);
      return JSON.stringify(body).match(/"(?:cache_control|cachePoint)"/g)?.length ?? 0;
    };
    for (const [way, id] of [
      ['anthropic', 'claude-sonnet-4-5'],
      ['bedrock', 'anthropic.claude-sonnet-4-20250514-v1:0'],
    ] as const) {
      expect(await marksOf(way, [user], id)).toBe(0);
      expect(await marksOf(way, [system, user], id)).toBe(1);
      expect(await marksOf(way, [system, user, assistant, user], id)).toBe(2);
    }
    expect(await marksOf('bedrock', [system, user], 'meta.llama3-70b-instruct-v1:0')).toBe(0);
  });

  test('nothing is taken from the environment, and nothing goes another way', async () => {
    const { fetch } = globalThis;
    globalThis.fetch = () => Promise.reject(new Error('This is not the door.'));
    const names = [
      'ANTHROPIC_API_KEY',
      'ANTHROPIC_BASE_URL',
      'GOOGLE_GENERATIVE_AI_API_KEY',
      'MISTRAL_API_KEY',
      'COHERE_API_KEY',
      'AWS_BEARER_TOKEN_BEDROCK',
      'AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SESSION_TOKEN',
      'AWS_REGION',
      'AZURE_API_KEY',
      'AZURE_RESOURCE_NAME',
    ];
    const before = Object.fromEntries(names.map((name) => [name, process.env[name]]));
    for (const name of names) process.env[name] = 'https://stray-canary.example';
    try {
      for (const way of WAY_NAMES) {
        for (const keys of [[], undefined]) {
          const remote = rig.model(way, 'echo', {}, keys);
          const { error } = await ask(rig.engine(remote), remote.targetId, requestOf('Hello.'));
          expect([way, error]).toEqual([way, undefined]);
        }
      }
    } finally {
      globalThis.fetch = fetch;
      for (const name of names) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    }
    expect(rig.cloud.visits).toHaveLength(2 * WAY_NAMES.length);
    expect(JSON.stringify(rig.cloud.visits)).not.toContain('stray-canary');
  });

  test('what cannot be asked is refused before anything leaves', async () => {
    const picture = { messages: [{ role: 'user' as const, content: [{ type: 'image' as const, url: 'https://pictures.example/a.png' }] }] };
    const file = { messages: [{ role: 'user' as const, content: [{ type: 'image' as const, url: 'file:///etc/passwd' }] }] };
    const lost = { messages: [{ role: 'tool' as const, content: [{ type: 'tool-result' as const, id: 'x', text: 'y' }] }] };
    for (const [way, rest, code] of [
      ['anthropic', { choices: 2 }, 'bad-request'],
      ['anthropic', { logprobs: 2 }, 'bad-request'],
      ['bedrock', picture, 'bad-request'],
      ['cohere', picture, 'bad-request'],
      ['google', file, 'bad-request'],
      ['mistral', lost, 'bad-request'],
    ] as const) {
      const { answer } = await asked(way, rest);
      expect([way, answer.error?.code, answer.events.length]).toEqual([way, code, 1]);
    }
    expect(rig.cloud.visits).toEqual([]);
    await asked('anthropic', picture);
    expect(rig.cloud.visits[0]?.body).toContain('https://pictures.example/a.png');
  });
});
