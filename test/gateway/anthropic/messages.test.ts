import Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../../shared/chat/event.ts';
import type { Engine } from '../../../shared/routing/ports.ts';
import { finish, start, text } from '../../fakes/ports.ts';
import { openStubCloud, type StubCloud } from '../../stub-cloud/cloud.ts';
import { openRig } from '../rig.ts';
import { eventsIn, requireOrder } from './order.ts';

const plays = (...events: readonly ChatEvent[]): Engine => ({
  async *chat() {
    yield* events;
  },
});

const piece = (index: number, json: string, isFirst = false): ChatEvent => ({
  ...{ type: 'tool-call', index, id: `call_${index}`, name: 'look', arguments: json, tokens: 1 },
  ...(isFirst ? { isFirst: true } : {}),
});

const LOOK: Anthropic.Tool = {
  name: 'look',
  description: 'Looks.',
  input_schema: { type: 'object', properties: { at: { type: 'string' } }, required: ['at'] },
};

let cloud: StubCloud;
let rig: Awaited<ReturnType<typeof openRig>>;
let client: Anthropic;
beforeAll(async () => {
  cloud = await openStubCloud();
  rig = await openRig({
    cloud,
    remotes: [
      ['anthropic', 'anthropic.text'],
      ['anthropic', 'anthropic.tools'],
      ['anthropic', 'anthropic.reasoning'],
      ['anthropic', 'anthropic.redacted'],
      ['anthropic', 'anthropic.searched'],
      ['anthropic', 'anthropic.stopped'],
      ['anthropic', 'anthropic.mid-stream-error'],
      ['anthropic', 'anthropic.429'],
      ['anthropic', 'echo'],
      ['anthropic', 'claude-sonnet-4-5'],
      ['anthropic', 'claude-opus-5-5'],
      ['openai', 'echo'],
    ],
    locals: {
      words: plays({ ...start, prompt: { inputTokens: 30, cachedInputTokens: 20 } } as ChatEvent, text('Hel'), text('lo'), finish),
      side: plays(
        start,
        { type: 'reasoning', text: 'Hm.', tokens: 1 },
        text('I look.'),
        piece(0, '', true),
        piece(0, '{"at":'),
        piece(1, '', true),
        piece(1, '{"at":"sky"}'),
        piece(0, '"sea"}'),
        { ...finish, reason: 'tool-calls' } as ChatEvent,
      ),
    },
  });
  client = new Anthropic({ baseURL: rig.address, apiKey: 'key', maxRetries: 0 });
});
beforeEach(() => void cloud.visits.splice(0));
afterAll(async () => {
  await rig.close();
  await cloud.close();
});

type Body = Omit<Anthropic.MessageCreateParamsNonStreaming, 'max_tokens' | 'messages'> & Partial<Anthropic.MessageCreateParamsNonStreaming>;
const bodyOf = (body: Body): Anthropic.MessageCreateParamsNonStreaming => ({
  max_tokens: 200,
  messages: [{ role: 'user', content: 'Hello.' }],
  ...body,
});
const ask = (body: Body) => client.messages.create(bodyOf(body));
const post = (body: object, headers: Record<string, string> = {}, path = '/v1/messages') =>
  fetch(`${rig.address}${path}`, {
    method: 'POST',
    headers: { 'x-api-key': 'key', 'anthropic-version': '2023-06-01', ...headers },
    body: JSON.stringify(body),
  });
const sent = () => JSON.parse(cloud.visits.at(-1)?.body ?? '{}') as Record<string, unknown>;
const streamed = async (body: Body) => {
  const events = eventsIn(await (await post({ ...bodyOf(body), stream: true })).text());
  requireOrder(events);
  return events;
};
const refusalOf = async (body: Body) => {
  const answer = await post(bodyOf(body));
  const { error } = (await answer.json()) as { error: { type: string; message: string } };
  return { status: answer.status, ...error };
};

describe('a message', () => {
  test('comes whole, with everything that the SDK’s types promise', async () => {
    const { data, response, request_id } = await client.messages.create(bodyOf({ model: 'words' })).withResponse();
    expect(data).toMatchObject({
      type: 'message',
      role: 'assistant',
      model: 'words',
      content: [{ type: 'text', text: 'Hello', citations: null }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      stop_details: null,
      container: null,
      usage: { input_tokens: 3, output_tokens: 2, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, service_tier: 'standard' },
    });
    expect(data.id).toMatch(/^msg_\w+$/);
    expect(request_id).toBe(response.headers.get('x-lintel-request-id'));
    expect(response.headers.get('x-lintel-target')).toBe('words');
  });

  test('comes in the documented order of events, which begin with the tokens of the prompt', async () => {
    const events = await streamed({ model: 'words' });
    expect(events.map(({ type }) => type)).toEqual([
      ...['message_start', 'ping', 'content_block_start', 'content_block_delta', 'content_block_delta'],
      ...['content_block_stop', 'message_delta', 'message_stop'],
    ]);
    expect(events[0]).toMatchObject({ message: { usage: { input_tokens: 10, cache_read_input_tokens: 20, output_tokens: 0 } } });
    expect(events.at(-2)).toMatchObject({
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: { input_tokens: 3, output_tokens: 2, cache_read_input_tokens: 0, cache_creation_input_tokens: 0 },
    });
  });

  test('begins with an estimate of the prompt where nobody counted it', async () => {
    const [first] = await streamed({ model: 'side', messages: [{ role: 'user', content: 'word '.repeat(200) }] });
    const { message } = first as { message: Anthropic.Message };
    expect(message.usage.input_tokens).toBeGreaterThan(150);
    expect(message.usage.input_tokens).toBeLessThan(400);
  });

  test('keeps calls whole and in order whose pieces came side by side', async () => {
    const events = await streamed({ model: 'side', tools: [LOOK] });
    const kinds = events.flatMap((event) => (event.type === 'content_block_start' ? [(event.content_block as { type: string }).type] : []));
    expect(kinds).toEqual(['thinking', 'text', 'tool_use', 'tool_use']);
    const stream = client.messages.stream(bodyOf({ model: 'side', tools: [LOOK] }));
    const { content, stop_reason } = await stream.finalMessage();
    expect(content).toMatchObject([
      { type: 'thinking', thinking: 'Hm.', signature: '' },
      { type: 'text', text: 'I look.' },
      { type: 'tool_use', id: 'call_0', name: 'look', input: { at: 'sea' } },
      { type: 'tool_use', id: 'call_1', name: 'look', input: { at: 'sky' } },
    ]);
    expect(stop_reason).toBe('tool_use');
    expect((await ask({ model: 'side', tools: [LOOK] })).content).toEqual(content);
  });
});

describe('a model of Anthropic’s', () => {
  test('gets what its caller wrote as it is, but for the model, and nothing of Lintel’s', async () => {
    const own = {
      max_tokens: 77,
      system: [
        { type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral', ttl: '1h' } },
        { type: 'text', text: 'And kind.' },
      ],
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'Search.', cache_control: { type: 'ephemeral' }, vendor: { deep: [null] } }] },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'Hm.', signature: 'c2ln' },
            { type: 'redacted_thinking', data: 'aGlk' },
            { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'tide' } },
            { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_1', content: [] },
            { type: 'text', text: 'Noon.', citations: [] },
          ],
        },
        { role: 'user', content: 'Go on.' },
      ],
      tools: [
        { type: 'web_search_20250305', name: 'web_search', max_uses: 3 },
        { ...LOOK, defer_loading: true, eager_input_streaming: true },
      ],
      tool_choice: { type: 'auto', disable_parallel_tool_use: true },
      thinking: { type: 'enabled', budget_tokens: 2000 },
      metadata: { user_id: 'u-1' },
      service_tier: 'auto',
      container: 'container_1',
      context_management: { edits: [{ type: 'clear_tool_uses_20250919' }] },
      vendor_extension: [1, { deep: null }],
    };
    const answer = await post(
      { model: 'anthropic/echo', ...own, metadata: { ...own.metadata, lintel: { tags: ['public'] } } },
      { 'anthropic-beta': 'context-management-2025-06-27, nonsense!, made-up-2030-01-01' },
      '/v1/messages?beta=true',
    );
    expect(answer.status, await answer.clone().text()).toBe(200);
    expect(sent()).toEqual({ model: 'echo', ...own, stream: true });
    const { headers } = cloud.visits[0] ?? {};
    expect(headers).toMatchObject({ 'x-api-key': 'sk-ant-canary', 'anthropic-version': '2023-06-01' });
    expect(headers?.['anthropic-beta']).toContain('context-management-2025-06-27');
    expect(headers?.['anthropic-beta']).toContain('made-up-2030-01-01');
    expect(headers?.['anthropic-beta']).not.toContain('nonsense');
  });

  test('is asked for thought in the way that the chosen model knows', async () => {
    const messages: Anthropic.MessageParam[] = [{ role: 'user', content: 'Hello.' }];
    const thoughtAt = async (model: string, own: object) => {
      cloud.visits.splice(0);
      await (await post({ model: `anthropic/${model}`, max_tokens: 8_000, messages, ...own })).text();
      const asked = sent();
      return Object.fromEntries(['thinking', 'output_config'].filter((name) => name in asked).map((name) => [name, asked[name]]));
    };
    const budget = { thinking: { type: 'enabled', budget_tokens: 4_000 } };
    const effort = { thinking: { type: 'adaptive' }, output_config: { effort: 'high' } };
    expect(await thoughtAt('claude-sonnet-4-5', budget)).toEqual(budget);
    expect(await thoughtAt('claude-opus-5-5', effort)).toEqual(effort);
    expect(await thoughtAt('claude-opus-5-5', budget)).toMatchObject({
      thinking: { type: 'adaptive' },
      output_config: { effort: 'medium' },
    });
    expect(await thoughtAt('claude-sonnet-4-5', effort)).toEqual({ thinking: { type: 'enabled', budget_tokens: expect.any(Number) } });
    expect(await thoughtAt('claude-sonnet-4-5', { output_config: { effort: 'high' } })).toEqual({});
    // A name that tells nothing is taken at its caller's word.
    expect(await thoughtAt('echo', budget)).toEqual(budget);
    expect(await thoughtAt('echo', effort)).toEqual(effort);
  });

  test('is sent no thought that another provider signed, or nobody', async () => {
    const thoughts = [
      { type: 'thinking', thinking: 'Mine.', signature: 'c2ln' },
      { type: 'thinking', thinking: 'Another’s.', signature: 'google.thoughtSignature:b3RoZXI=' },
      { type: 'thinking', thinking: 'Nobody’s.', signature: '' },
    ] as const;
    const messages: Anthropic.MessageParam[] = [
      { role: 'user', content: 'Hello.' },
      { role: 'assistant', content: [...thoughts, { type: 'text', text: 'Good day.' }] },
      { role: 'assistant', content: [thoughts[2]] },
      { role: 'user', content: 'Go on.' },
    ];
    await ask({ model: 'anthropic/echo', messages });
    expect(sent().messages).toEqual([
      messages[0],
      { role: 'assistant', content: [thoughts[0], { type: 'text', text: 'Good day.' }] },
      messages[3],
    ]);
  });

  test('is heard with what it has blocks, citations and reasons of its own for', async () => {
    const events = await streamed({ model: 'anthropic/anthropic.searched' });
    expect(events[0]).toMatchObject({ message: { usage: { input_tokens: 90, cache_creation_input_tokens: 40 } } });
    expect(events.at(-2)).toMatchObject({
      delta: { stop_reason: 'pause_turn' },
      usage: { input_tokens: 90, cache_creation_input_tokens: 40, output_tokens: 31, server_tool_use: { web_search_requests: 1 } },
      context_management: { applied_edits: [] },
    });
    const whole = await ask({ model: 'anthropic/anthropic.searched' });
    expect(whole).toMatchObject({
      content: [
        { type: 'server_tool_use', id: 'srvtoolu_01', name: 'web_search', input: { query: 'tide' } },
        { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_01', content: [{ title: 'Tide', encrypted_content: 'ZW5j' }] },
        { type: 'text', text: 'High tide is at noon.', citations: [{ type: 'web_search_result_location', encrypted_index: 'aW5k' }] },
      ],
      stop_reason: 'pause_turn',
      usage: { cache_creation: { ephemeral_1h_input_tokens: 40 }, service_tier: 'priority', server_tool_use: { web_search_requests: 1 } },
    });
    expect(await client.messages.stream(bodyOf({ model: 'anthropic/anthropic.searched' })).finalMessage()).toMatchObject({
      content: whole.content,
    });
  });

  test('thinks with its own proofs, which its caller gets as they are', async () => {
    const { content } = await ask({ model: 'anthropic/anthropic.reasoning' });
    expect(content).toEqual([
      { type: 'thinking', thinking: 'Let me think.', signature: 'c2lnbmVkIGJ5IG5vYm9keQ==' },
      { type: 'text', text: 'Done.', citations: null },
    ]);
    requireOrder(await streamed({ model: 'anthropic/anthropic.reasoning' }));
    const redacted = await ask({ model: 'anthropic/anthropic.redacted' });
    expect(redacted.content).toMatchObject([{ type: 'redacted_thinking', data: 'aGlkZGVu' }, { text: 'Done.' }]);
  });

  test('names the stop text that it met', async () => {
    const answer = await ask({ model: 'anthropic/anthropic.stopped', stop_sequences: ['three'] });
    expect(answer).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: 'three' });
  });

  test('says what lay in its cache', async () => {
    const { usage } = await ask({ model: 'anthropic/anthropic.text' });
    expect(usage).toMatchObject({ input_tokens: 25, cache_creation_input_tokens: 100, cache_read_input_tokens: 2000, output_tokens: 6 });
  });
});

test('a list of servers that is empty asks for nothing', async () => {
  const { content } = await ask({ model: 'anthropic/anthropic.text', mcp_servers: [] } as never);
  expect(content).not.toEqual([]);
});

describe('what is wrong', () => {
  test.each<[string, object, string]>([
    ['no limit', { max_tokens: undefined }, 'max_tokens'],
    ['a temperature that Anthropic lacks', { temperature: 1.5 }, 'temperature'],
    ['no text in a block', { messages: [{ role: 'user', content: [{ type: 'text' }] }] }, 'messages[0].content[0].text'],
    [
      'a file of Anthropic’s',
      { messages: [{ role: 'user', content: [{ type: 'document', source: { type: 'file', file_id: 'f' } }] }] },
      'messages[0].content[0].source',
    ],
    [
      'a PDF',
      {
        messages: [
          { role: 'user', content: [{ type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'AA==' } }] },
        ],
      },
      'messages[0].content[0].source',
    ],
    [
      'a block of Anthropic’s own',
      { messages: [{ role: 'user', content: [{ type: 'container_upload', file_id: 'f' }] }] },
      'messages[0].content[0].type',
    ],
    ['a tool of Anthropic’s own', { tools: [{ type: 'web_search_20250305', name: 'web_search' }] }, 'tools[0].type'],
    ['a container', { container: 'c' }, 'container'],
    ['a region', { inference_geo: 'us' }, 'inference_geo'],
    ['servers of the caller’s choice', { mcp_servers: [{ type: 'url', url: 'https://example.org' }] }, 'mcp_servers'],
    ['a kind of thinking that is none', { thinking: { type: 'loudly' } }, 'thinking'],
  ])('%s is refused by the name of its field', async (_what, rest, field) => {
    const refusal = await refusalOf({ model: 'words', ...rest });
    expect(refusal).toMatchObject({ status: 400, type: 'invalid_request_error' });
    expect(refusal.message).toContain(`“${field}`);
  });

  test('is said in Anthropic’s shape, with the number of the request', async () => {
    const error = await ask({ model: 'nobody' }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Anthropic.NotFoundError);
    const { error: body, requestID } = error as InstanceType<typeof Anthropic.NotFoundError>;
    expect(body).toEqual({ type: 'error', error: { type: 'not_found_error', message: expect.any(String) }, request_id: requestID });
    const wrongKey = new Anthropic({ baseURL: rig.address, apiKey: 'wrong', maxRetries: 0 });
    await expect(wrongKey.messages.create(bodyOf({ model: 'words' }))).rejects.toBeInstanceOf(Anthropic.AuthenticationError);
    const bearer = new Anthropic({ baseURL: rig.address, apiKey: null, authToken: 'key', maxRetries: 0 });
    expect((await bearer.messages.create(bodyOf({ model: 'words' }))).content).toHaveLength(1);
    const limited = await post(bodyOf({ model: 'anthropic/anthropic.429' }));
    expect([limited.status, limited.headers.get('retry-after'), limited.headers.get('request-id')]).toEqual([
      429,
      '12',
      expect.any(String),
    ]);
  });

  test('in the middle of a stream is an error event, and nothing after it', async () => {
    const events = await streamed({ model: 'anthropic/anthropic.mid-stream-error' });
    expect(events.at(-1)).toMatchObject({ type: 'error', error: { type: 'overloaded_error' } });
    const stream = client.messages.stream(bodyOf({ model: 'anthropic/anthropic.mid-stream-error' }));
    await expect(stream.finalMessage()).rejects.toBeInstanceOf(Anthropic.APIError);
  });

  test.each(['/v1/messages/batches', '/v1/files', '/v1/nothing'])('%s is a 404 that says so', async (path) => {
    const answer = await post({}, {}, path);
    expect([answer.status, await answer.json()]).toMatchObject([404, { type: 'error', error: { type: 'not_found_error' } }]);
  });
});

describe('counts and lists', () => {
  test('tokens are counted without asking anybody', async () => {
    const { input_tokens } = await client.messages.countTokens({
      model: 'anthropic/echo',
      system: 'Be brief.',
      messages: [{ role: 'user', content: 'word '.repeat(500) }],
      tools: [LOOK],
    });
    expect(input_tokens).toBeGreaterThan(400);
    expect(input_tokens).toBeLessThan(900);
    expect(cloud.visits).toEqual([]);
    expect(rig.recorded.opened.filter(({ request }) => JSON.stringify(request.messages).includes('word word'))).toHaveLength(1);
    const long = await client.messages.countTokens({ model: 'words', messages: [{ role: 'user', content: 'word '.repeat(90_000) }] });
    expect(long.input_tokens).toBeGreaterThan(80_000);
    await expect(client.messages.countTokens({ model: 'nobody', messages: [{ role: 'user', content: 'x' }] })).rejects.toMatchObject({
      status: 404,
    });
  });

  test('models are listed in Anthropic’s shape to those who name its version, in pages', async () => {
    const ids: string[] = [];
    for await (const model of client.models.list({ limit: 3 })) ids.push(model.id);
    expect(ids).toHaveLength(19);
    expect(ids.slice(0, 5)).toEqual(['auto', 'auto:private', 'auto:fast', 'auto:cheap', 'auto:best']);
    const { data } = await client.models.list();
    expect(data.find(({ id }) => id === 'words')).toMatchObject({
      type: 'model',
      display_name: 'words',
      max_input_tokens: 32_768,
      capabilities: { image_input: { supported: true }, structured_outputs: { supported: true } },
    });
    expect(await client.models.retrieve('words')).toMatchObject({ id: 'words', type: 'model' });
    await expect(client.models.retrieve('nobody')).rejects.toBeInstanceOf(Anthropic.NotFoundError);
    const others = await fetch(`${rig.address}/v1/models`, { headers: { authorization: 'Bearer key' } });
    expect(await others.json()).toMatchObject({ object: 'list' });
  });
});
