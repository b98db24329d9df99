import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, requestOf } from '../../../conformance/chat.ts';
import { readRecordings } from '../../../stub-cloud/recording.ts';
import { openRig, type Rig, type Way } from './subject.ts';
import { told } from './told.ts';

/** What each recording comes to: what was said and used, or the error's code. */
const EXPECTED: Readonly<Record<string, object>> = {
  'anthropic.text': { text: 'Good day.', reason: 'stop', used: [2125, 2000, 100, 6, 0] },
  'anthropic.tools': {
    text: 'I look.',
    calls: [
      ['look', 'sea'],
      ['look', 'sky'],
    ],
    reason: 'tool-calls',
    used: [472, 0, 0, 89, 0],
  },
  'anthropic.reasoning': {
    text: 'Done.',
    thought: 'Let me think.',
    signatures: ['anthropic.signature:c2lnbmVkIGJ5IG5vYm9keQ=='],
    reason: 'stop',
    used: [30, 0, 0, 40, 0],
  },
  'anthropic.redacted': { text: 'Done.', signatures: ['anthropic.redactedData:aGlkZGVu'], reason: 'stop', used: [30, 0, 0, 40, 0] },
  'anthropic.refusal': { error: 'content-refused' },
  'anthropic.mid-stream-error': { text: 'Half', error: 'overloaded' },
  'anthropic.error-at-once': { error: 'overloaded' },
  'anthropic.cut': { text: 'Half', error: 'stream-broken' },
  'anthropic.bad-json': { error: 'bad-output' },
  'anthropic.html': { error: 'bad-output' },
  'anthropic.endless': { error: 'bad-output' },
  'anthropic.searched': { text: 'High tide is at noon.', reason: 'stop', used: [130, 0, 40, 31, 0] },
  'anthropic.stopped': { text: 'One, two', reason: 'stop', used: [12, 0, 0, 4, 0] },
  'anthropic.400': { error: 'bad-request' },
  'anthropic.context': { error: 'context-overflow' },
  'anthropic.401': { error: 'provider-refused-key' },
  'anthropic.402': { error: 'quota-exhausted' },
  'anthropic.404': { error: 'unknown-model' },
  'anthropic.413': { error: 'context-overflow' },
  'anthropic.429': { error: 'rate-limited', wait: 12_000 },
  'anthropic.500': { error: 'provider-failed' },
  'anthropic.529': { error: 'overloaded' },
  'google.text': { text: 'Warm rain.', reason: 'stop', used: [8, 4, 0, 17, 14] },
  'google.tools': {
    calls: [
      ['look', 'sea'],
      ['look', 'sky'],
    ],
    signatures: ['google.thoughtSignature:c2ln'],
    reason: 'tool-calls',
    used: [60, 0, 0, 20, 0],
  },
  'google.parallel-split': {
    calls: [
      ['look', 'sea'],
      ['look', 'sky'],
    ],
    signatures: ['google.thoughtSignature:c2ln'],
    reason: 'tool-calls',
    used: [60, 0, 0, 24, 0],
  },
  'google.reasoning': { text: 'Yes.', thought: 'Considering.', reason: 'stop', used: [8, 0, 0, 14, 12] },
  'google.refusal': { error: 'content-refused' },
  'google.filtered': { text: 'Half', reason: 'content-filter', used: [8, 0, 0, 1, 0] },
  'google.malformed-call': { error: 'bad-output' },
  'google.mid-stream-error': { text: 'Half', error: 'overloaded' },
  'google.grounded': { text: 'High tide is at noon.', reason: 'stop', used: [11, 0, 0, 7, 0] },
  'google.cut': { text: 'Half', error: 'stream-broken' },
  'google.400-key': { error: 'provider-refused-key' },
  'google.403': { error: 'provider-refused-key' },
  'google.404': { error: 'unknown-model' },
  'google.429': { error: 'rate-limited', wait: 37_000 },
  'google.context': { error: 'context-overflow' },
  'google.500': { error: 'provider-failed' },
  'google.503': { error: 'overloaded' },
  'mistral.text': { text: 'A wind blows.', reason: 'stop', used: [11, 0, 0, 4, 0] },
  'mistral.reasoning': { text: 'Four.', thought: 'Two and two.', reason: 'stop', used: [10, 0, 0, 20, 0] },
  'mistral.tools': {
    calls: [
      ['look', 'sea'],
      ['look', 'sky'],
    ],
    reason: 'tool-calls',
    used: [80, 0, 0, 30, 0],
  },
  'mistral.mid-stream-error': { text: 'Half', error: 'overloaded' },
  'mistral.cut': { text: 'Half', error: 'stream-broken' },
  'mistral.401': { error: 'provider-refused-key' },
  'mistral.422': { error: 'bad-request' },
  'mistral.429': { error: 'rate-limited' },
  'mistral.context': { error: 'context-overflow' },
  'mistral.500': { error: 'provider-failed' },
  'cohere.text': { text: 'Clear water.', reason: 'stop', used: [71, 16, 0, 4, 0] },
  'cohere.tools': { calls: [['look', 'sea']], reason: 'tool-calls', used: [900, 0, 0, 40, 0] },
  'cohere.parallel': {
    calls: [
      ['look', 'sea'],
      ['look', 'sky'],
    ],
    reason: 'tool-calls',
    used: [900, 0, 0, 40, 0],
  },
  'cohere.reasoning': { text: 'Four.', thought: 'Let me think.', reason: 'stop', used: [71, 0, 0, 31, 0] },
  'cohere.mid-stream-error': { error: 'provider-failed' },
  'cohere.cut': { text: 'Half', error: 'stream-broken' },
  'cohere.401': { error: 'provider-refused-key' },
  'cohere.404': { error: 'unknown-model' },
  'cohere.429': { error: 'rate-limited' },
  'cohere.429-month': { error: 'quota-exhausted' },
  'cohere.context': { error: 'context-overflow' },
  'cohere.500': { error: 'provider-failed' },
  'bedrock.text': { text: 'Solid ground.', reason: 'stop', used: [16, 6, 0, 4, 0] },
  'bedrock.tools': { calls: [['look', 'sea']], reason: 'tool-calls', used: [90, 0, 0, 20, 0] },
  'bedrock.parallel': {
    calls: [
      ['look', 'sea'],
      ['look', 'sky'],
    ],
    reason: 'tool-calls',
    used: [90, 0, 0, 40, 0],
  },
  'bedrock.reasoning': {
    text: 'Four.',
    thought: 'Let me think.',
    signatures: ['bedrock.signature:c2lnbmVk'],
    reason: 'stop',
    used: [112, 60, 40, 30, 0],
  },
  'bedrock.refusal': { error: 'content-refused' },
  'bedrock.mid-stream-error': { text: 'Half', error: 'rate-limited' },
  'bedrock.cut': { text: 'Half', error: 'stream-broken' },
  'bedrock.bad-frame': { error: 'bad-output' },
  'bedrock.gigantic-frame': { error: 'bad-output' },
  'bedrock.403': { error: 'provider-refused-key' },
  'bedrock.404': { error: 'unknown-model' },
  'bedrock.429': { error: 'rate-limited' },
  'bedrock.context': { error: 'context-overflow' },
  'bedrock.500': { error: 'provider-failed' },
  'bedrock.503': { error: 'overloaded' },
  'perplexity.text': { text: 'High tide is at noon.[1][2]', reason: 'stop', used: [1200, 800, 0, 14, 0] },
  'perplexity.tools': {
    calls: [
      ['look', 'sea'],
      ['look', 'sky'],
    ],
    reason: 'tool-calls',
    used: [90, 0, 0, 40, 0],
  },
  'perplexity.length': { text: 'One, two', reason: 'length', used: [30, 0, 0, 16, 0] },
  'perplexity.failed': { text: 'Half', error: 'provider-failed' },
  'perplexity.cancelled': { text: 'Half', error: 'stream-broken' },
  'perplexity.cut': { text: 'Half', error: 'stream-broken' },
  'perplexity.early-end': { text: 'Half', error: 'stream-broken' },
  'perplexity.400': { error: 'bad-request' },
  'perplexity.401': { error: 'provider-refused-key' },
  'perplexity.404': { error: 'unknown-model' },
  'perplexity.413': { error: 'context-overflow' },
  'perplexity.429': { error: 'rate-limited', wait: 3000 },
  'perplexity.500': { error: 'provider-failed' },
  'perplexity.503': { error: 'overloaded' },
  'responses.text': { text: 'Still water.', reason: 'stop', used: [36, 0, 0, 11, 0] },
  'responses.cached': { text: 'Yes.', reason: 'stop', used: [2006, 1920, 40, 300, 64] },
  'responses.tools': {
    text: 'I look.',
    calls: [
      ['look', 'sea'],
      ['look', 'sky'],
    ],
    reason: 'tool-calls',
    used: [61, 0, 0, 34, 0],
  },
  'responses.reasoning': {
    text: 'Four.',
    thought: 'Two and two.\n\nThen the sum.',
    signatures: [expect.stringMatching(/^openai_[\da-f]{12}\.reasoningEncryptedContent:gAAAAsealed-2_x=$/)],
    reason: 'stop',
    used: [12, 0, 0, 70, 64],
  },
  'responses.sealed': {
    calls: [['look', 'sea']],
    signatures: [expect.stringMatching(/^openai_[\da-f]{12}\.reasoningEncryptedContent:gAAAAsealed-2_x=$/)],
    reason: 'tool-calls',
    used: [12, 0, 0, 90, 64],
  },
  'responses.refusal': { text: "I'm sorry, I cannot help with that.", reason: 'stop', used: [20, 0, 0, 12, 0] },
  'responses.length': { text: 'One, two', reason: 'length', used: [12, 0, 0, 16, 0] },
  'responses.length-in-text': { text: 'One, two', reason: 'length', used: [12, 0, 0, 16, 0] },
  'responses.filtered': { text: 'It', reason: 'content-filter', used: [12, 0, 0, 1, 0] },
  'responses.strange': { text: 'Calm.', reason: 'stop', used: [9, 0, 0, 3, 0] },
  'responses.mid-stream-error': { text: 'Half', error: 'provider-failed' },
  'responses.failed': { text: 'Half', error: 'provider-failed' },
  'responses.failed-at-once': { error: 'rate-limited', wait: 7000 },
  'responses.quota-at-once': { error: 'quota-exhausted' },
  'responses.cut': { text: 'Half', error: 'stream-broken' },
  'responses.early-end': { text: 'Half', error: 'stream-broken' },
  'responses.no-json': { error: 'bad-output' },
  'responses.gigantic': { error: 'bad-output' },
  'responses.html': { error: 'bad-output' },
  'responses.400': { error: 'bad-request' },
  'responses.context': { error: 'context-overflow' },
  'responses.policy': { error: 'content-refused' },
  'responses.401': { error: 'provider-refused-key' },
  'responses.404': { error: 'unknown-model' },
  'responses.429': { error: 'rate-limited', wait: 20000 },
  'responses.429-quota': { error: 'quota-exhausted' },
  'responses.500': { error: 'provider-failed' },
  'responses.503': { error: 'overloaded' },
};

describe('what providers send', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await openRig();
  });
  afterAll(() => rig.close());

  const names = [...readRecordings().keys()].filter((name) =>
    /^(?:anthropic|google|mistral|cohere|bedrock|responses|perplexity)\./.test(name),
  );

  test.each(names)('%s', async (name) => {
    const [file = ''] = name.split('.');
    const way = (file === 'responses' ? 'openai' : file) as Way;
    const remote = rig.model(way, name, { maxOutputTokens: 4096 });
    const { events, error } = await ask(rig.engine(remote), remote.targetId, requestOf('Go on, my dear friend, and tell me more.'));
    expect(told(events)).toEqual(EXPECTED[name]);
    expect(events.filter(({ type }) => type === 'finish' || type === 'error')).toHaveLength(1);
    if (error !== undefined) {
      expect(error.message).toMatch(/[.”]$/);
      expect(error.message).not.toMatch(/canary|my dear friend/);
    }
  });

  test.each([
    ['openai.text', { text: expect.any(String), reason: 'stop' }],
    ['openai.parallel-tools', { reason: 'tool-calls', used: [61, 0, 0, 34, 0] }],
    ['openai.refusal', { text: "I'm sorry, I cannot help with that.", reason: 'stop' }],
    ['openai.filtered', { text: 'It', reason: 'content-filter' }],
    ['openai.cached', { text: 'Yes.', used: [2006, expect.any(Number), 0, 300, expect.any(Number)] }],
    ['openai.cut', { error: 'stream-broken' }],
    ['openai.early-end', { error: 'stream-broken' }],
    ['openai.mid-stream-error', { text: 'Half', error: 'provider-failed' }],
    ['openai.wrong-content-type', { error: 'bad-output' }],
    ['openai.no-json', { error: 'bad-output' }],
    ['openai.gigantic', { error: 'bad-output' }],
    ['openai.crlf', { reason: 'stop' }],
    ['openai.cr', { reason: 'stop' }],
    ['openai.invalid-utf8', { reason: 'stop' }],
    ['openai.400', { error: 'bad-request' }],
    ['openai.context', { error: 'context-overflow' }],
    ['openai.policy', { error: 'content-refused' }],
    ['openai.401', { error: 'provider-refused-key' }],
    ['openai.403', { error: 'provider-refused-key' }],
    ['openai.404', { error: 'unknown-model' }],
    ['openai.408', { error: 'timeout' }],
    ['openai.429', { error: 'rate-limited', wait: 300 }],
    ['openai.429-retry-after', { error: 'rate-limited', wait: 7_000 }],
    ['openai.429-quota', { error: 'quota-exhausted' }],
    ['openai.500', { error: 'provider-failed' }],
    ['openai.503', { error: 'overloaded' }],
  ])('%s by Azure', async (name, expected) => {
    const remote = rig.model('azure', name);
    const { events } = await ask(rig.engine(remote), remote.targetId, requestOf('Go on.'));
    expect(told(events)).toMatchObject(expected);
    expect(JSON.stringify(events)).not.toMatch(/canar/);
  });

  test.each([
    ['anthropic', 'anthropic.searched', { searches: 1 }],
    ['google', 'google.grounded', { searches: 1 }],
    ['perplexity', 'perplexity.text', { searches: 1, cachedInputTokens: 800, costNanoDollars: 3_100_000 }],
  ] as const)('of %s, searches are counted (%s)', async (way, name, usage) => {
    const remote = rig.model(way, name);
    expect((await ask(rig.engine(remote), remote.targetId, requestOf('Go on.'))).finish?.usage).toMatchObject(usage);
  });

  test('no recording is left out', () => {
    expect(names.toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
  });
});
