import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../../shared/chat/event.ts';
import { DEFAULT_POLICY } from '../../../shared/routing/policy.ts';
import type { Engine } from '../../../shared/routing/ports.ts';
import { text as say, start } from '../../fakes/ports.ts';
import { openStubCloud, type StubCloud } from '../../stub-cloud/cloud.ts';
import { openRig } from '../rig.ts';
import { CALLERS } from './callers.ts';

const plays = (...events: readonly ChatEvent[]): Engine => ({
  async *chat() {
    yield start;
    yield* events;
  },
});

const ends = (rest: Partial<Extract<ChatEvent, { type: 'finish' }>> = {}): ChatEvent => ({
  type: 'finish',
  reason: 'stop',
  usage: { inputTokens: 30, cachedInputTokens: 20, outputTokens: 5, costNanoDollars: 0 },
  ...rest,
});

const call = (index: number, at: string): ChatEvent[] => [
  { type: 'tool-call', index, id: `call_${index}`, name: 'look', isFirst: true, arguments: '', tokens: 0 },
  { type: 'tool-call', index, id: `call_${index}`, name: 'look', arguments: '{"at":', tokens: 1 },
  { type: 'tool-call', index, id: `call_${index}`, name: 'look', arguments: `"${at}"}`, tokens: 1 },
];

const LOCALS = {
  'local-text': plays(say('Good'), say(' day.'), ends()),
  'local-tools': plays(...call(0, 'sea'), ...call(1, 'sky'), ends({ reason: 'tool-calls' })),
  'local-reasoning': plays({ type: 'reasoning', text: 'Hm.', tokens: 1 }, say('Done.'), ends()),
  'local-stopped': plays(say('One, two'), ends({ stopSequence: 'three' })),
};

const REMOTES = [
  ...['openai.text', 'openai.parallel-tools', 'openai.cached', 'deepseek.reasoning', 'echo'].map((id) => ['openai', id] as const),
  ...['text', 'tools', 'reasoning', 'stopped'].map((id) => ['anthropic', `anthropic.${id}`] as const),
  ['anthropic', 'echo'] as const,
  ...['text', 'tools', 'reasoning', 'parallel-split'].map((id) => ['google', `google.${id}`] as const),
  ['google', 'echo'] as const,
];

/** What each target says, whoever asks. */
const TEXTS = {
  'local-text': ['Good day.', [30, 20, 5]],
  'openai/openai.cached': [undefined, undefined],
  'anthropic/anthropic.text': ['Good day.', [2125, 2000, 6]],
  'google/google.text': ['Warm rain.', [8, 4, 17]],
} as const;
const TOOLS = [
  'local-tools',
  'openai/openai.parallel-tools',
  'anthropic/anthropic.tools',
  'google/google.tools',
  'google/google.parallel-split',
];
const THOUGHTS = {
  'local-reasoning': ['Hm.', 'Done.'],
  'openai/deepseek.reasoning': [undefined, undefined],
  'anthropic/anthropic.reasoning': ['Let me think.', 'Done.'],
  'google/google.reasoning': ['Considering.', 'Yes.'],
} as const;

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg==';

/** Nobody says what a picture shows, so by default it stays here. */
const OPEN = { ...DEFAULT_POLICY, pictureTag: 'public' };

describe.each(CALLERS)('a caller who speaks as $name does', (caller) => {
  let cloud: StubCloud;
  let rig: Awaited<ReturnType<typeof openRig>>;
  let policy = OPEN;
  beforeAll(async () => {
    cloud = await openStubCloud();
    rig = await openRig({ cloud, remotes: REMOTES, locals: LOCALS, ports: { policy: () => policy } });
  });
  beforeEach(() => {
    cloud.visits.splice(0);
    policy = OPEN;
  });
  afterAll(async () => {
    await rig.close();
    await cloud.close();
  });

  const ask = (question: Parameters<typeof caller.ask>[1], streams = false) => caller.ask(rig.address, question, streams);
  const sent = () => JSON.parse(cloud.visits.at(-1)?.body ?? '{}');
  const ENDED = { openai: 'stop', anthropic: 'end_turn', gemini: 'STOP' }[caller.name];
  const CALLED = { openai: 'tool_calls', anthropic: 'tool_use', gemini: 'STOP' }[caller.name];

  describe.each([false, true])('in pieces: %s', (streams) => {
    test.each(Object.entries(TEXTS))('reads what %s says, and what it cost', async (model, [text, used]) => {
      const reply = await ask({ model }, streams);
      expect(reply.text).not.toBe('');
      if (text !== undefined) expect(reply.text).toBe(text);
      expect(reply.reason).toBe(ENDED);
      const { input, cached, output } = reply.used;
      if (used !== undefined) expect([input, cached, output]).toEqual(used);
      else expect(cached).toBeGreaterThan(0);
    });

    test.each(TOOLS)('gets both calls of %s, and answers them', async (model) => {
      const reply = await ask({ model, tools: true }, streams);
      expect(reply.calls.map(({ at }) => at)).toEqual(['sea', 'sky']);
      expect(reply.reason).toBe(CALLED);
      expect(new Set(reply.calls.map(({ id }) => id)).size).toBe(2);
      await ask({ model, tools: true, before: reply }, streams);
      if (cloud.visits.length > 0) expect(JSON.stringify(sent())).toContain('Blue.');
    });

    test.each(Object.entries(THOUGHTS))('is told what %s thinks apart from what it says', async (model, [thought, text]) => {
      const reply = await ask({ model }, streams);
      expect(reply.thought).not.toBe('');
      expect(reply.text).not.toContain(reply.thought);
      if (thought !== undefined) expect([reply.thought, reply.text]).toEqual([thought, text]);
    });

    test('sends back the proof of a thought to the one who gave it', async () => {
      const reply = await ask({ model: 'anthropic/anthropic.reasoning' }, streams);
      await ask({ model: 'anthropic/anthropic.reasoning', before: reply }, streams);
      const [, said] = sent().messages;
      expect(said.content[0]).toEqual({ type: 'thinking', thinking: 'Let me think.', signature: 'c2lnbmVkIGJ5IG5vYm9keQ==' });
    });

    test('sends back the proof of a call to the one who gave it, and to no other', async () => {
      const reply = await ask({ model: 'google/google.tools', tools: true }, streams);
      await ask({ model: 'google/google.tools', tools: true, before: reply }, streams);
      const [, said] = sent().contents;
      expect(said.parts[0]).toMatchObject({ functionCall: { name: 'look', args: { at: 'sea' } }, thoughtSignature: 'c2ln' });
      await ask({ model: 'anthropic/echo', tools: true, before: reply }, streams);
      expect(JSON.stringify(sent())).not.toMatch(/c2ln|thoughtSignature|bGludGVs/);
      expect(sent().messages[1].content).toMatchObject([{ type: 'tool_use', input: { at: 'sea' } }, { input: { at: 'sky' } }]);
    });
  });

  test.each(['local-stopped', 'anthropic/anthropic.stopped'])('learns that %s met a stop text', async (model) => {
    for (const streams of [false, true]) {
      const reply = await ask({ model, stop: 'three' }, streams);
      expect(reply.text).toBe('One, two');
      expect(reply.reason).toBe(caller.name === 'anthropic' ? 'stop_sequence' : ENDED);
    }
  });

  test('shows a picture to every provider in its own way', async () => {
    await ask({ model: 'openai/echo', picture: PIXEL, system: 'Be brief.' });
    expect(sent().messages).toMatchObject([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: [{ type: 'text' }, { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } }] },
    ]);
    await ask({ model: 'anthropic/echo', picture: PIXEL });
    expect(sent().messages[0].content[1]).toMatchObject({
      type: 'image',
      source: { type: 'base64', media_type: 'image/png', data: PIXEL },
    });
    await ask({ model: 'google/echo', picture: PIXEL });
    expect(sent().contents[0].parts[1]).toMatchObject({ inlineData: { mimeType: 'image/png', data: PIXEL } });
  });

  test('is masked in every field, and gets the values back', async () => {
    policy = { ...OPEN, masking: 'placeholders' };
    const address = 'hanna.fischer@posteo.de';
    for (const model of ['openai/echo', 'anthropic/echo', 'google/echo']) {
      const reply = await ask({ model, text: `Write to ${address} now please, quickly.`, system: `You are ${address}.` });
      const { body = '' } = cloud.visits.at(-1) ?? {};
      expect(body).not.toContain('hanna');
      expect(body).toContain('EMAIL');
      expect(reply.text).toContain(address);
    }
  });
});
