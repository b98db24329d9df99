import { generateKeyPairSync, verify } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bearerOf } from '../../../../electron/engines/remote/ai-sdk/service-account.ts';
import { ask, chat, requestOf } from '../../../conformance/chat.ts';
import { openRig, type Rig, WAY_NAMES } from './subject.ts';
import { told } from './told.ts';

const RECORDED = [
  'anthropic.tools',
  'anthropic.reasoning',
  'google.tools',
  'mistral.reasoning',
  'cohere.parallel',
  'bedrock.parallel',
] as const;

describe('leaving and being left', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await openRig();
  });
  beforeEach(() => void rig.cloud.visits.splice(0));
  afterEach(() => {
    rig.cloud.shape = {};
    rig.cloud.keys.clear();
  });
  afterAll(() => rig.close());

  test.each(WAY_NAMES)('a cancel closes the connection to %s, every time', async (way) => {
    const remote = rig.model(way, 'echo-tokens-500-gap-2');
    const engine = rig.engine(remote);
    for (let round = 0; round < 15; round++) {
      const controller = new AbortController();
      let at = 0;
      for await (const event of chat(engine, remote.targetId, requestOf('Go on.'), controller.signal))
        if (event.type === 'text' && at === 0) {
          at = performance.now();
          controller.abort();
        }
      const visit = rig.cloud.visits.at(-1);
      for (let waited = 0; visit?.closedAt === undefined && waited < 2_000; waited++) await wait(1);
      expect(visit?.closedAt).toBeGreaterThan(0);
      expect(visit?.isComplete).toBe(false);
    }
    expect(rig.cloud.visits).toHaveLength(15);
  });

  test('a cancel before the answer begins, and a reader that leaves, close it too', async () => {
    const slow = rig.model('anthropic', 'echo-first-5000');
    const controller = new AbortController();
    const answer = ask(rig.engine(slow), slow.targetId, requestOf('Hello.'), controller.signal);
    while (rig.cloud.visits.length === 0) await wait(1);
    controller.abort();
    const { finish } = await answer;
    expect(finish).toMatchObject({ reason: 'cancelled', usage: { outputTokens: 0, isEstimate: true } });
    expect(finish?.usage.inputTokens).toBeGreaterThan(0);
    // What is no text was sent, too: half a minute of sound is hundreds of tokens.
    const sound = { type: 'file', mediaType: 'audio/mpeg', data: 'A'.repeat(640_000), field: 'messages.0' } as const;
    const heard = rig.model('google', 'echo-first-5000');
    const leaving = new AbortController();
    const asked = ask(
      rig.engine(heard),
      heard.targetId,
      { ...requestOf('Hello.'), messages: [{ role: 'user', content: [sound] }] },
      leaving.signal,
    );
    while (rig.cloud.visits.length === 1) await wait(1);
    leaving.abort();
    expect((await asked).finish?.usage.inputTokens).toBeGreaterThan(500);
    const long = rig.model('google', 'echo-tokens-500-gap-2');
    for await (const event of chat(rig.engine(long), long.targetId, requestOf('Hello.'))) if (event.type === 'text') break;
    for (let waited = 0; rig.cloud.visits.some(({ closedAt }) => closedAt === undefined) && waited < 2_000; waited++) await wait(1);
    expect(rig.cloud.visits.map(({ isComplete }) => isComplete)).toEqual([false, false, false]);
  });

  test('the next key is tried where one is refused, and rests from then on', async () => {
    const keys = [
      { id: 'a', secret: 'canary-refused' },
      { id: 'b', secret: 'canary-empty' },
      { id: 'c', secret: 'canary-busy' },
      { id: 'd', secret: 'canary-good' },
    ];
    rig.cloud.keys.set('canary-refused', 401).set('canary-empty', 402).set('canary-busy', 429);
    const remote = rig.model('anthropic', 'echo', {}, keys);
    const engine = rig.engine(remote);
    const sent = () => rig.cloud.visits.splice(0).map(({ headers }) => headers['x-api-key']);
    expect((await ask(engine, remote.targetId, requestOf('Hello.'))).error).toBeUndefined();
    expect(sent()).toEqual(keys.map(({ secret }) => secret));
    expect((await ask(engine, remote.targetId, requestOf('Hello.'))).error).toBeUndefined();
    expect(sent()).toEqual(['canary-good']);
    rig.cloud.keys.set('canary-good', 401);
    const { events } = await ask(engine, remote.targetId, requestOf('Hello.'));
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ type: 'error', error: { code: expect.stringMatching(/refused-key|exhausted|limited/) } });
    expect(JSON.stringify(events)).not.toContain('canary');
  });

  test('a key or a name that would be something else on the way is refused before anything leaves', async () => {
    for (const secret of ['canary\r\nx-other: 1', 'ca nary', 'ключ']) {
      const remote = rig.model('anthropic', 'echo', {}, [{ id: 'a', secret }]);
      const { events } = await ask(rig.engine(remote), remote.targetId, requestOf('Hello.'));
      expect(events).toMatchObject([{ type: 'error', error: { code: 'provider-refused-key' }, key: 'a' }]);
    }
    for (const id of ['../../admin', 'echo?key=1', 'echo#', 'a b', 'a\\b']) {
      const remote = rig.model('google', id);
      const { events } = await ask(rig.engine(remote), remote.targetId, requestOf('Hello.'));
      expect(events).toMatchObject([{ type: 'error', error: { code: 'unknown-model' } }]);
    }
    expect(rig.cloud.visits).toEqual([]);
  });

  test('a failure that is not the key’s tries no other', async () => {
    const keys = [
      { id: 'a', secret: 'one' },
      { id: 'b', secret: 'two' },
    ];
    const remote = rig.model('anthropic', 'anthropic.500', {}, keys);
    const { events } = await ask(rig.engine(remote), remote.targetId, requestOf('Hello.'));
    expect(events).toMatchObject([{ type: 'error', error: { code: 'provider-failed', retryable: true }, key: 'a' }]);
    expect(rig.cloud.visits).toHaveLength(1);
  });

  test.each(RECORDED)('%s cut anywhere comes to one clear end, and whole in pieces it is the same', async (name) => {
    const [way] = name.split('.') as ['anthropic'];
    const remote = rig.model(way, name);
    const engine = rig.engine(remote);
    const whole = told((await ask(engine, remote.targetId, requestOf('Hello.'))).events);
    rig.cloud.shape = { chop: 7 };
    expect(told((await ask(engine, remote.targetId, requestOf('Hello.'))).events)).toEqual(whole);
    for (let at = 1; at < 3_000; at += 97)
      for (const shape of [{ cutAfter: at }, { endAfter: at }]) {
        rig.cloud.shape = shape;
        const { events } = await ask(engine, remote.targetId, requestOf('Hello.'));
        const ends = events.filter(({ type }) => type === 'finish' || type === 'error');
        expect(ends).toHaveLength(1);
        expect(ends[0]).toBe(events.at(-1));
        if (ends[0]?.type === 'error') expect(ends[0].error.code).toMatch(/^(?:stream-broken|bad-output|timeout)$/);
      }
  });

  test.each(WAY_NAMES)('what %s does not tell of its use is estimated, and said to be', async (way) => {
    const remote = rig.model(way, 'echo-tokens-100-usage-none');
    const { finish } = await ask(rig.engine(remote), remote.targetId, requestOf('Say this again. '.repeat(10)));
    expect(finish?.usage).toMatchObject({ isEstimate: true });
    expect(finish?.usage.inputTokens).toBeGreaterThan(20);
    expect(finish?.usage.outputTokens).toBeGreaterThan(50);
  });

  test('what left is in the egress log, under the permit', async () => {
    const before = rig.door.rows.length;
    const remote = rig.model('cohere', 'echo');
    await ask(rig.engine(remote), remote.targetId, requestOf('Hello.'));
    expect(rig.door.rows.slice(before)).toMatchObject([
      { departure: { kind: 'prompt', targetId: 'cohere/echo' }, text: expect.stringContaining('Hello.'), ending: { outcome: 'sent' } },
    ]);
    expect(JSON.stringify(rig.door.rows)).not.toMatch(/canary/);
  });
});

describe('a service account’s key', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const file = JSON.stringify({ client_email: 'a@p.iam.gserviceaccount.com', private_key: privateKey, private_key_id: 'k1' });
  const NOW = 1_767_225_600_000;

  test('signs its own token, which is used until shortly before its end', async () => {
    const token = await bearerOf(file, NOW);
    const [head = '', claims = '', signature = ''] = token.split('.');
    const read = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString());
    expect(read(head)).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'k1' });
    expect(read(claims)).toEqual({
      iss: 'a@p.iam.gserviceaccount.com',
      sub: 'a@p.iam.gserviceaccount.com',
      scope: 'https://www.googleapis.com/auth/cloud-platform',
      iat: NOW / 1000,
      exp: NOW / 1000 + 3600,
    });
    expect(verify('RSA-SHA256', Buffer.from(`${head}.${claims}`), publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
    expect(await bearerOf(file, NOW + 40 * 60_000)).toBe(token);
    expect(await bearerOf(file, NOW + 51 * 60_000)).not.toBe(token);
    expect(await bearerOf(file, NOW - 60_000)).not.toBe(token);
  });

  test('goes out as a bearer, and a file that is none is refused without a word of it', async () => {
    const rig = await openRig();
    const good = rig.model('vertex', 'echo', {}, [{ id: 'k', secret: file }]);
    expect((await ask(rig.engine(good), good.targetId, requestOf('Hello.'))).error).toBeUndefined();
    expect(rig.cloud.visits[0]?.headers.authorization).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/);
    const bad = rig.model('vertex', 'echo', {}, [{ id: 'k', secret: '{"private_key": "canary' }]);
    const { events } = await ask(rig.engine(bad), bad.targetId, requestOf('Hello.'));
    expect(events).toMatchObject([{ type: 'error', error: { code: 'provider-refused-key' } }]);
    expect(JSON.stringify(events)).not.toContain('canary');
    expect(rig.cloud.visits).toHaveLength(1);
    await rig.close();
  });
});
