import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../../../shared/chat/event.ts';
import { ask, requestOf } from '../../../conformance/chat.ts';
import { openStubCloud, type StubCloud } from '../../../stub-cloud/cloud.ts';
import { readRecordings } from '../../../stub-cloud/recording.ts';
import { OTHER_DIALECTS, remoteEngine, TARGET } from './remote.ts';

/** An answer in short. */
interface Told {
  text?: string;
  thought?: string;
  /** Name and arguments of each call. */
  calls?: string[];
  reason?: string;
  /** Tokens in, of these cached, out, of these thought. */
  usage?: string;
  error?: string;
  retryAfterMs?: number;
}

const SEA = 'look {"at":"sea"}';
const SKY = 'look {"at":"sky"}';

const TABLE: Record<string, Told> = {
  'openai.text': { text: 'The café is open. 🌊', reason: 'stop', usage: '19 0 7 0' },
  'openai.whole': { text: 'The café is open.', reason: 'stop', usage: '19 0 5 0' },
  'openai.whole-tools': { calls: [SEA, SKY], reason: 'tool-calls', usage: '61 0 32 0' },
  'openai.tools': { calls: [SEA], reason: 'tool-calls', usage: '55 0 14 0' },
  'openai.parallel-tools': { calls: ['look {"at": "sea"}', 'look {"at": "sky"}'], reason: 'tool-calls', usage: '61 0 34 0' },
  'openai.refusal': { text: "I'm sorry, I cannot help with that.", reason: 'stop', usage: '79 0 11 0' },
  'openai.filtered': { text: 'It', reason: 'content-filter', usage: 'estimated' },
  'openai.cached': { text: 'Yes.', reason: 'stop', usage: '2006 1920 300 192' },
  'openai.written': { text: 'Kept.', reason: 'stop', usage: '3000 1024 2 0' },
  'openai.logprobs': { text: 'Yes', reason: 'stop', usage: '9 0 1 0' },
  'openai.choices': { text: 'RedBlue', reason: 'stop', usage: '9 0 2 0' },
  'openai.slow': { text: 'At last.', reason: 'stop', usage: '9 0 3 0' },
  'openai.cut': { text: 'Half of', error: 'stream-broken' },
  'openai.early-end': { text: 'Half of', error: 'stream-broken' },
  'openai.mid-stream-error': { text: 'Half', error: 'provider-failed' },
  'openai.wrong-content-type': { error: 'bad-output' },
  'openai.no-json': { error: 'bad-output' },
  'openai.empty': { error: 'bad-output' },
  'openai.nothing': { error: 'bad-output' },
  'openai.gigantic': { error: 'bad-output' },
  'openai.large': { text: 'x'.repeat(700_000), reason: 'stop', usage: 'estimated' },
  'openai.invalid-utf8': { text: 'a\ufffd(\ufffdb', reason: 'stop', usage: 'estimated' },
  'openai.split-character': { text: 'a🌊b', reason: 'stop', usage: 'estimated' },
  'openai.crlf': { text: 'One\r\n\r\ndata: [DONE]\n\n{two', reason: 'stop', usage: 'estimated' },
  'openai.cr': { text: 'One two', reason: 'stop', usage: 'estimated' },
  'openai.400': { error: 'bad-request' },
  'openai.context': { error: 'context-overflow' },
  'openai.policy': { error: 'content-refused' },
  'openai.401': { error: 'provider-refused-key' },
  'openai.403': { error: 'provider-refused-key' },
  'openai.404': { error: 'unknown-model' },
  'openai.404-path': { error: 'provider-failed' },
  'openai.408': { error: 'timeout' },
  'openai.413': { error: 'context-overflow' },
  'openai.429': { error: 'rate-limited', retryAfterMs: 300 },
  'openai.429-retry-after': { error: 'rate-limited', retryAfterMs: 7000 },
  'openai.429-quota': { error: 'quota-exhausted' },
  'openai.500': { error: 'provider-failed' },
  'openai.502': { error: 'provider-failed' },
  'openai.503': { error: 'overloaded', retryAfterMs: 1500 },
  'openai.redirect': { error: 'forbidden' },
  'deepseek.text': { text: 'Deep sea.', reason: 'stop', usage: '210 192 3 0' },
  'deepseek.reasoning': { thought: 'Let me count.', text: 'Three.', reason: 'stop', usage: '14 0 40 37' },
  'deepseek.busy': { text: 'Half', error: 'overloaded' },
  'deepseek.402': { error: 'quota-exhausted' },
  'deepseek.whole-after-blanks': { thought: 'Let me count.', text: 'Three.', reason: 'stop', usage: '14 8 40 0' },
  'groq.text': { text: 'Quick words.', reason: 'stop', usage: '41 0 3 0' },
  'groq.reasoning': { thought: 'Two and two.', text: 'Four.', reason: 'stop', usage: '12 0 9 6' },
  'groq.mid-stream-error': { error: 'bad-output' },
  'groq.413': { error: 'context-overflow' },
  'groq.498': { error: 'overloaded' },
  'llama-server.text': { text: 'At home.', reason: 'stop', usage: '13 8 3 0' },
  'llama-server.reasoning': { thought: 'Well.', text: 'Yes.', reason: 'stop', usage: '9 0 5 0' },
  'llama-server.mid-stream-error': { text: 'Half', error: 'provider-failed' },
  'llama-server.context': { error: 'context-overflow' },
  'llama-server.loading': { error: 'overloaded' },
  'lm-studio.text': { text: 'On the desk.', reason: 'stop', usage: '12 0 5 0' },
  'lm-studio.mid-stream-error': { text: 'Half', error: 'provider-failed' },
  'lm-studio.400-string': { error: 'bad-request' },
  'mistral.text': { text: 'A wind blows.', reason: 'stop', usage: '11 0 4 0' },
  'mistral.reasoning': { thought: 'Two and two.', text: 'Four.', reason: 'stop', usage: '10 0 20 0' },
  'mistral.tools': { calls: ['look {"at": "sea"}', 'look {"at": "sky"}'], reason: 'tool-calls', usage: '80 0 30 0' },
  'mistral.401': { error: 'provider-refused-key' },
  'mistral.422': { error: 'bad-request' },
  'mistral.mid-stream-error': { text: 'Half', error: 'stream-broken' },
  'mistral.cut': { text: 'Half', error: 'stream-broken' },
  'mistral.context': { error: 'context-overflow' },
  'mistral.429': { error: 'rate-limited' },
  'mistral.500': { error: 'provider-failed' },
  'ollama.text': { text: 'Woollen.', reason: 'stop', usage: '26 0 4 0' },
  'ollama.tools': { calls: [SEA, SKY], reason: 'tool-calls', usage: 'estimated' },
  'ollama.reasoning': { thought: 'Mm.', text: 'Fine.', reason: 'stop', usage: 'estimated' },
  'ollama.404': { error: 'unknown-model' },
  'openrouter.text': { text: 'Open road.', reason: 'stop', usage: '14 0 3 0' },
  'openrouter.reasoning': { thought: 'Think.', text: 'Done.', reason: 'stop', usage: '20 0 18 0' },
  'openrouter.mid-stream-error': { text: 'Half', error: 'provider-failed' },
  'openrouter.402': { error: 'quota-exhausted' },
  'openrouter.429': { error: 'rate-limited' },
  'openrouter.moderated': { error: 'content-refused' },
  'together.text': { text: 'Together.', reason: 'stop', usage: '40 16 3 0' },
  'together.tools': { calls: [SKY], reason: 'tool-calls', usage: '90 0 15 0' },
  'vllm.text': { text: 'From the rack.', reason: 'stop', usage: '22 16 4 0' },
  'vllm.reasoning': { thought: 'Hm.', text: 'So.', reason: 'stop', usage: '10 0 3 0' },
  'vllm.tools': { calls: ['look {"at": "sea"}'], reason: 'tool-calls', usage: '70 0 15 0' },
  'vllm.context': { error: 'context-overflow' },
  'vllm.404': { error: 'unknown-model' },
  'xai.text': { text: 'Starlight.', reason: 'stop', usage: '30 4 122 120' },
  'xai.400-key': { error: 'provider-refused-key' },
  'xai.403': { error: 'quota-exhausted' },
};

/** Never ends by itself: what ends it is tested where cancels are. */
const ENDLESS = 'openai.endless';

function toldBy(events: readonly ChatEvent[]): Told {
  const told = { text: '', thought: '', calls: [] as string[] };
  const rest: Told = {};
  for (const event of events) {
    if (event.type === 'text') told.text += event.text;
    if (event.type === 'reasoning') told.thought += event.text;
    if (event.type === 'tool-call') {
      if (event.isFirst) told.calls[event.index] = `${event.name} `;
      told.calls[event.index] += event.arguments;
    }
    if (event.type === 'error') {
      rest.error = event.error.code;
      if (event.error.retryAfterMs !== undefined) rest.retryAfterMs = event.error.retryAfterMs;
    }
    if (event.type === 'finish') {
      const { inputTokens, cachedInputTokens, outputTokens, reasoningTokens = 0, isEstimate } = event.usage;
      rest.reason = event.reason;
      rest.usage =
        isEstimate && inputTokens > 0 && outputTokens > 0
          ? 'estimated'
          : [inputTokens, cachedInputTokens, outputTokens, reasoningTokens].join(' ');
    }
  }
  return {
    ...(told.text === '' ? {} : { text: told.text }),
    ...(told.thought === '' ? {} : { thought: told.thought }),
    ...(told.calls.length === 0 ? {} : { calls: told.calls }),
    ...rest,
  };
}

describe('what providers sent', () => {
  let cloud: StubCloud;
  beforeAll(async () => {
    cloud = await openStubCloud();
  });
  afterAll(() => cloud.close());

  const tell = async (name: string, wire = {}) => {
    const { engine, door } = remoteEngine(cloud, name);
    const own = { model: 'x', messages: [{ role: 'user', content: 'one two three' }] };
    const rest = Object.keys(wire).length === 0 ? {} : { dialect: 'openai-chat', wire: own };
    const { events } = await ask(engine, TARGET, requestOf('one two three', rest));
    door.close();
    return events;
  };

  test('is all in this table', () => {
    const known = [...readRecordings().keys()].filter((name) => name !== ENDLESS && !OTHER_DIALECTS.test(name));
    expect(Object.keys(TABLE).sort()).toEqual(known.sort());
  });

  test.each(Object.entries(TABLE))('%s is read', async (name, told) => {
    expect(toldBy(await tell(name))).toEqual(told);
  });

  test('what a provider says it charged counts', async () => {
    const costOf = async (name: string) =>
      (await tell(name)).flatMap((event) => (event.type === 'finish' ? [event.usage.costNanoDollars] : []));
    expect(await costOf('openrouter.text')).toEqual([4_100]);
    expect(await costOf('openai.text')).toEqual([0]);
  });

  test('what was written to a cache is told apart, and how a request was ranked', async () => {
    const usageOf = async (name: string) => (await tell(name)).flatMap((event) => (event.type === 'finish' ? [event.usage] : []))[0];
    expect(await usageOf('openai.written')).toMatchObject({ cacheWriteTokens: 1900, service: 'priority' });
    expect(await usageOf('openai.text')).toMatchObject({ service: 'standard' });
    expect(await usageOf('openai.cached')).not.toHaveProperty('service');
  });

  test('a caller of the dialect gets what only that has words for', async () => {
    const extras = async (name: string) =>
      (await tell(name, { own: true })).flatMap((event) => ('wire' in event && event.wire ? [event.wire] : []));
    expect((await extras('xai.text')).at(-1)).toMatchObject({
      chunk: { citations: ['https://example.org/stars'] },
      usage: { num_sources_used: 0 },
    });
    expect((await extras('openrouter.text')).at(-1)).toMatchObject({
      choice: { native_finish_reason: 'eos_token' },
      usage: { is_byok: false },
    });
    expect((await extras('openrouter.reasoning'))[0]).toMatchObject({
      delta: { reasoning: 'Think.', reasoning_details: [{ text: 'Think.' }] },
    });
    expect((await extras('groq.text'))[0]).toMatchObject({ chunk: { x_groq: { id: 'req_01k', seed: 811 } } });
    expect((await extras('openai.refusal')).map(({ delta }) => delta?.refusal)).toEqual([
      "I'm sorry, ",
      'I cannot help with that.',
      undefined,
    ]);
    expect((await tell('openai.text')).every((event) => !('wire' in event))).toBe(true);
  });
});
