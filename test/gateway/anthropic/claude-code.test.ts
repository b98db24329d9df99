import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../../shared/routing/policy.ts';
import { openStubCloud, type StubCloud } from '../../stub-cloud/cloud.ts';
import { openRig } from '../rig.ts';
import { HEADERS, quota, turn } from './claude-code.ts';
import { eventsIn, requireOrder } from './order.ts';

let cloud: StubCloud;
let rig: Awaited<ReturnType<typeof openRig>>;
beforeAll(async () => {
  cloud = await openStubCloud();
  const policy = { ...DEFAULT_POLICY, pictureTag: 'public', masking: 'placeholders' as const };
  const echo = ['anthropic', 'openai', 'google'].map((way) => [way as 'openai', 'echo'] as const);
  rig = await openRig({ cloud, remotes: echo, ports: { policy: () => policy } });
});
beforeEach(() => void cloud.visits.splice(0));
afterAll(async () => {
  await rig.close();
  await cloud.close();
});

const ask = (body: object, path = '/v1/messages?beta=true') =>
  fetch(`${rig.address}${path}`, { method: 'POST', headers: HEADERS, body: JSON.stringify(body) });
const sent = () => JSON.parse(cloud.visits.at(-1)?.body ?? '{}');

describe('Claude Code', () => {
  test.each(['anthropic/echo', 'openai/echo', 'google/echo'])('is answered by %s', async (model) => {
    const events = eventsIn(await (await ask(turn(model))).text());
    requireOrder(events);
    expect(events.at(-1)).toEqual({ type: 'message_stop' });
  });

  test('is heard by Anthropic in its own words, caches, tools, deferred ones and all', async () => {
    const { messages, ...rest } = turn('anthropic/echo');
    await (await ask({ ...rest, messages })).text();
    const [first, said, ...more] = messages;
    const kept = { role: 'assistant', content: (said?.content ?? []).slice(1) };
    expect(sent()).toEqual({ ...rest, model: 'echo', messages: [first, kept, ...more] });
    expect(cloud.visits.at(-1)?.headers['anthropic-beta']).toContain('context-management-2025-06-27');
  });

  test('is heard by OpenAI with results where they belong, pictures behind them and failures in words', async () => {
    await (await ask(turn('openai/echo'))).text();
    const { messages, tools, reasoning_effort } = sent();
    expect(reasoning_effort).toBe('medium');
    expect(tools).toMatchObject([{ type: 'function', function: { name: 'Read' } }, { function: { name: 'ToolSearch' } }]);
    expect(JSON.stringify(tools)).not.toMatch(/cache|defer_loading/);
    expect(messages.map(({ role }: { role: string }) => role)).toEqual(['system', 'user', 'assistant', 'tool', 'tool', 'user', 'user']);
    const [system, , assistant, first, second, pictures, user] = messages;
    expect(system.content).toContain('You are a coding agent.\n\n# Doing tasks');
    expect(assistant).toMatchObject({ content: 'I look.', tool_calls: [{ id: 'toolu_01' }, { id: 'toolu_02' }] });
    expect(JSON.stringify(messages)).not.toMatch(/I read both|cache_control|"cache"/);
    expect([first, second]).toMatchObject([
      { tool_call_id: 'toolu_01', content: 'A picture:' },
      { tool_call_id: 'toolu_02', content: 'Error: No such file.' },
    ]);
    expect(pictures.content[1]).toEqual({ type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } });
    expect(user.content).toBe('<system-reminder>\nBe brief.\n</system-reminder>');
  });

  test('is heard by Google with its calls by name, and pictures within their results', async () => {
    await (await ask(turn('google/echo'))).text();
    const { contents, systemInstruction } = sent();
    expect(systemInstruction.parts.map(({ text }: { text: string }) => text).join('')).toContain('You are a coding agent.');
    expect(contents[1].parts).toMatchObject([
      { text: 'I look.' },
      { functionCall: { name: 'Read', args: { file_path: '/a.png' } } },
      { functionCall: { name: 'Read', args: { file_path: '/b.txt' } } },
    ]);
    expect(JSON.stringify(contents[2])).toContain('iVBORw0KGgo=');
    expect(JSON.stringify(contents[2])).toContain('No such file.');
  });

  test('keeps its marks for the cache where its prompt is masked', async () => {
    const { messages, thinking: _, ...rest } = turn('anthropic/echo');
    const [first] = messages;
    const text = 'Write to hanna.fischer@posteo.de now please.';
    const own = { ...first, content: [first?.content[0], { type: 'text', text, cache_control: { type: 'ephemeral', ttl: '1h' } }] };
    await (await ask({ ...rest, messages: [own] })).text();
    const { messages: left, system, tools } = sent();
    expect(JSON.stringify(left)).not.toContain('hanna');
    expect(left[0].content.at(-1)).toMatchObject({
      text: expect.stringContaining('EMAIL'),
      cache_control: { type: 'ephemeral', ttl: '1h' },
    });
    expect(system.at(-1)).toMatchObject({ text: '# Doing tasks\nRead before you write.', cache_control: { type: 'ephemeral', ttl: '1h' } });
    expect(tools.at(-1)).toMatchObject({ name: 'ToolSearch', defer_loading: true });
  });

  test('counts its prompt, asks for its quota, and is told plainly what there is not', async () => {
    const { stream: _, max_tokens: __, ...counted } = turn('anthropic/echo');
    const count = await ask(counted, '/v1/messages/count_tokens?beta=true');
    expect(((await count.json()) as { input_tokens: number }).input_tokens).toBeGreaterThan(100);
    expect(cloud.visits).toEqual([]);
    expect((await ask(quota('anthropic/echo'))).status).toBe(200);
    for (const path of ['/api/event_logging/batch', '/api/claude_cli/bootstrap', '/v1/messages/batches']) {
      const answer = await ask({}, path);
      expect([path, answer.status, answer.headers.get('content-type')]).toEqual([path, 404, 'application/json; charset=utf-8']);
    }
  });
});
