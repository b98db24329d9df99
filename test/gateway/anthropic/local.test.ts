import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeModel, PRESETS } from '../../../tools/boxed-model/model.ts';
import { createSubject, type LocalSubject } from '../../engines/local/subject.ts';
import { openStubCloud, type StubCloud } from '../../stub-cloud/cloud.ts';
import { openRig } from '../rig.ts';
import { eventsIn, requireOrder } from './order.ts';

const HELLO = [{ role: 'user' as const, content: 'Hello.' }];
const RULES = 'You help with programs. Read the files, change as little as you can and say what you did. '.repeat(12);

let folder: string;
let cloud: StubCloud;
let rig: Awaited<ReturnType<typeof openRig>>;
let boxed: LocalSubject;
let scripted: LocalSubject;
let client: Anthropic;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-anthropic-'));
  const path = join(folder, 'scripted.gguf');
  await writeFile(path, makeModel({ ...PRESETS.starter, script: ['one', ' two', ' three', ' four'] }));
  boxed = createSubject();
  scripted = createSubject(path);
  cloud = await openStubCloud();
  const named = (subject: LocalSubject, id: string) => ({ engine: subject.local.engine({ ...subject.model, id }), target: {} });
  rig = await openRig({
    cloud,
    remotes: [['anthropic', 'echo']],
    locals: { boxed: named(boxed, 'boxed'), scripted: named(scripted, 'scripted') },
  });
  client = new Anthropic({ baseURL: rig.address, apiKey: 'key', maxRetries: 0 });
});
afterAll(async () => {
  await rig.close();
  await Promise.all([boxed.dispose(), scripted.dispose(), cloud.close()]);
  await rm(folder, { recursive: true });
});

/** Tokens that went in, kept ones among them. */
const readIn = ({ usage }: Anthropic.Message) => usage.input_tokens + (usage.cache_read_input_tokens ?? 0);

describe('a model of this computer', () => {
  test('answers in the documented order, and begins with the tokens that it truly reads', async () => {
    const answer = await fetch(`${rig.address}/v1/messages?beta=true`, {
      method: 'POST',
      headers: { 'x-api-key': 'key', 'anthropic-version': '2023-06-01', 'anthropic-beta': 'interleaved-thinking-2025-05-14' },
      body: JSON.stringify({ model: 'boxed', max_tokens: 12, messages: HELLO, stream: true, system: 'Be brief.' }),
    });
    const events = eventsIn(await answer.text());
    requireOrder(events);
    const [first] = events as unknown as [{ message: Anthropic.Message }];
    const last = events.at(-2) as unknown as Anthropic.RawMessageDeltaEvent;
    expect(first.message.usage.input_tokens).toBeGreaterThan(2);
    expect(last.usage.input_tokens).toBe(first.message.usage.input_tokens);
    expect(last.usage.output_tokens).toBeGreaterThan(0);
    expect(['end_turn', 'max_tokens']).toContain(last.delta.stop_reason);
  });

  test('keeps what it read, whatever the line for the provider’s accounting says', async () => {
    const ask = (billing: string, messages: Anthropic.MessageParam[]) =>
      client.messages.create({
        model: 'boxed',
        max_tokens: 4,
        system: [
          { type: 'text', text: `x-anthropic-billing-header: cc_version=2.1.17.${billing}; cc_entrypoint=cli; cch=${billing};` },
          { type: 'text', text: 'You are a coding agent.', cache_control: { type: 'ephemeral' } },
          { type: 'text', text: RULES, cache_control: { type: 'ephemeral', ttl: '1h' } },
        ],
        messages,
      });
    const first = await ask('a1b', HELLO);
    const before = readIn(first);
    const again = await ask('9f3', [...HELLO, { role: 'assistant', content: 'Good day.' }, { role: 'user', content: 'Go on.' }]);
    expect(again.usage.cache_read_input_tokens).toBeGreaterThan(before * 0.9);
    expect(before).toBeGreaterThan(200);
  });

  test('says which stop text it met, and leaves it out', async () => {
    const answer = await client.messages.create({ model: 'scripted', max_tokens: 20, messages: HELLO, stop_sequences: ['zero', 'three'] });
    expect(answer).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: 'three' });
    expect(answer.content).toMatchObject([{ type: 'text', text: expect.stringMatching(/^one two\s*$/) }]);
  });

  test('calls the tool that it must, in pieces and whole', async () => {
    const tools: Anthropic.Tool[] = [
      {
        name: 'look',
        input_schema: { type: 'object', properties: { at: { enum: ['sea', 'sky'] } }, required: ['at'], additionalProperties: false },
      },
    ];
    const body = {
      model: 'boxed',
      max_tokens: 200,
      messages: HELLO,
      tools,
      tool_choice: { type: 'tool', name: 'look', disable_parallel_tool_use: true },
    } as const;
    for (const message of [
      await client.messages.create({ ...body, tools }),
      await client.messages.stream({ ...body, tools }).finalMessage(),
    ]) {
      const [call] = message.content;
      expect(message.stop_reason).toBe('tool_use');
      expect(call?.type === 'tool_use' && ['sea', 'sky'].includes((call.input as { at: string }).at)).toBe(true);
      const next = await client.messages.create({
        ...{ model: 'boxed', max_tokens: 4, tools },
        messages: [
          ...HELLO,
          { role: 'assistant', content: message.content },
          {
            role: 'user',
            content: [{ type: 'tool_result', tool_use_id: call?.type === 'tool_use' ? call.id : '', content: 'Gone.', is_error: true }],
          },
        ],
      });
      // Nothing opens an answer anew after a call, so this model may end at once: what counts is that it read the result.
      expect(readIn(next)).toBeGreaterThan(readIn(message));
      expect(['end_turn', 'max_tokens']).toContain(next.stop_reason);
    }
  });

  test('keeps to a schema', async () => {
    const schema = { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'], additionalProperties: false };
    const { content } = await client.messages.create({
      ...{ model: 'boxed', max_tokens: 60, messages: HELLO },
      output_config: { format: { type: 'json_schema', schema } },
    });
    expect(content[0]?.type === 'text' && typeof JSON.parse(content[0].text).ok).toBe('boolean');
  });

  test('says in words that clients know that a prompt is too long', async () => {
    const error = await client.messages
      .create({ model: 'boxed', max_tokens: 4, messages: [{ role: 'user', content: 'sea '.repeat(30_000) }] })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Anthropic.BadRequestError);
    expect(String(error)).toContain('prompt is too long');
  });
});

describe('the tokens of a prompt', () => {
  const TOOLS = [
    { name: 'look', description: 'Looks.', input_schema: { type: 'object' as const, properties: { at: { type: 'string' } } } },
  ];
  const post = async (path: string, body: object) => {
    const answer = await fetch(rig.address + path, { method: 'POST', headers: { 'x-api-key': 'key' }, body: JSON.stringify(body) });
    return { count: answer.headers.get('x-lintel-count'), body: await answer.json() };
  };

  test('are those that the model reads, for Anthropic’s callers, with system prompt and tools', async () => {
    const prompt = { model: 'boxed', system: RULES, messages: HELLO, tools: TOOLS };
    const { usage } = await client.messages.create({ ...prompt, max_tokens: 1 });
    const { count, body } = await post('/v1/messages/count_tokens', prompt);
    const read = usage.input_tokens + (usage.cache_read_input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0);
    expect({ count, tokens: body.input_tokens }).toEqual({ count: 'exact', tokens: read });
    expect((await client.messages.countTokens(prompt)).input_tokens).toBe(read);
  });

  test('are the same for Google’s and OpenAI’s', async () => {
    const { body: anthropics } = await post('/v1/messages/count_tokens', { model: 'boxed', messages: HELLO });
    const contents = [{ role: 'user', parts: [{ text: 'Hello.' }] }];
    expect(await post('/v1beta/models/boxed:countTokens', { contents })).toEqual({
      count: 'exact',
      body: { totalTokens: anthropics.input_tokens },
    });
    expect(await post('/v1/responses/input_tokens', { model: 'boxed', input: 'Hello.' })).toEqual({
      count: 'exact',
      body: { object: 'response.input_tokens', input_tokens: anthropics.input_tokens },
    });
  });

  test('are counted while it answers others, and generate nothing', async () => {
    const before = boxed.said.filter(({ type }) => type === 'pieces').length;
    const counts = await Promise.all(
      Array.from({ length: 12 }, () => post('/v1/messages/count_tokens', { model: 'boxed', messages: HELLO })),
    );
    expect(new Set(counts.map(({ body }) => body.input_tokens)).size).toBe(1);
    expect(boxed.said.filter(({ type }) => type === 'pieces')).toHaveLength(before);
  });

  test('are an estimate elsewhere, and said to be one', async () => {
    cloud.visits.splice(0);
    const { count, body } = await post('/v1/messages/count_tokens', { model: 'anthropic/echo', messages: HELLO });
    expect(count).toBe('estimate');
    expect(body.input_tokens).toBeGreaterThan(0);
    expect(cloud.visits).toEqual([]);
  });
});
