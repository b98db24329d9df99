import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Clock } from '../../../../shared/routing/ports.ts';
import { ask, never, permitFor, requestOf } from '../../../conformance/chat.ts';
import { openStubCloud, type StubCloud } from '../../../stub-cloud/cloud.ts';
import { remoteEngine, TARGET } from './remote.ts';

let cloud: StubCloud;
beforeAll(async () => {
  cloud = await openStubCloud();
});
afterAll(() => cloud.close());

const keysOf = (...secrets: string[]) => secrets.map((secret, index) => ({ id: `key-${index}`, secret }));
const used = () => cloud.visits.splice(0).map(({ headers }) => headers.authorization);

describe('keys', () => {
  test('are tried one after the other until one is taken, and those that failed come last for a while', async () => {
    let now = 0;
    const clock = { now: () => now, elapsed: () => now } as Clock;
    cloud.keys.set('wrong', 401).set('empty', 402).set('busy', 429);
    const { engine, door } = remoteEngine(cloud, 'echo', { keys: keysOf('wrong', 'empty', 'busy', 'good'), clock });
    expect((await ask(engine, TARGET, requestOf('one'))).finish?.reason).toBe('stop');
    expect(used()).toEqual(['Bearer wrong', 'Bearer empty', 'Bearer busy', 'Bearer good']);
    await ask(engine, TARGET, requestOf('one'));
    expect(used()).toEqual(['Bearer good']);
    now = 8_000; // the busy one said seven seconds
    cloud.keys.delete('busy');
    await ask(engine, TARGET, requestOf('one'));
    expect(used()).toEqual(['Bearer busy']);
    door.close();
  });

  test('that all fail give the last failure, and the name of its key', async () => {
    const { engine, door } = remoteEngine(cloud, 'echo', { keys: keysOf('empty', 'wrong') });
    const { events } = await ask(engine, TARGET, requestOf('one'));
    expect(events).toMatchObject([{ type: 'error', key: 'key-1', error: { code: 'provider-refused-key' } }]);
    expect(used()).toHaveLength(2);
    door.close();
  });

  test('are not changed for what is not theirs', async () => {
    const { engine, door } = remoteEngine(cloud, 'openai.500', { keys: keysOf('one', 'two') });
    expect((await ask(engine, TARGET, requestOf('one'))).error?.code).toBe('provider-failed');
    expect(used()).toEqual(['Bearer one']);
    door.close();
  });

  test('a server that refuses to be asked for the usage is asked without', async () => {
    const { engine, door } = remoteEngine(cloud, 'mistral.422');
    await ask(engine, TARGET, requestOf('one'));
    const asked = cloud.visits.splice(0).map(({ body }) => body.includes('stream_options'));
    expect(asked).toEqual([true, false]);
    door.close();
  });

  test('embeddings and rankings come with one figure for each text', async () => {
    const { engine, door } = remoteEngine(cloud, 'vectors', { model: { abilities: ['embeddings', 'rerank'] } });
    const request = requestOf('');
    const { id, app } = request;
    const permit = permitFor(request, TARGET);
    const { vectors, inputTokens } = (await engine.embed?.(permit, { id, app, inputs: ['one two', 'three'] }, never)) ?? { vectors: [] };
    expect([vectors.length, inputTokens]).toEqual([2, 3]);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1);
    const ranking = await engine.rerank?.(permit, { id, app, query: 'red fish', documents: ['a blue bird', 'red fish'] }, never);
    expect(ranking?.scores).toEqual([0, 1]);
    await expect(engine.embed?.(permit, { id, app, inputs: ['one'] }, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    const { engine: plain } = remoteEngine(cloud, 'echo');
    expect(plain.embed).toBeUndefined();
    door.close();
  });
});
