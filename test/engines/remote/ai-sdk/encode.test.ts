import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ProviderKey } from '../../../../shared/providers/engine.ts';
import { never, permitFor, requestOf } from '../../../conformance/chat.ts';
import { openRig, type Rig, type Way } from './subject.ts';

describe('texts that are only read', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await openRig();
  });
  beforeEach(() => void rig.cloud.visits.splice(0));
  afterAll(() => rig.close());

  function embed(
    way: Way,
    inputs: readonly string[],
    rest: { dimensions?: number; signal?: AbortSignal; keys?: readonly ProviderKey[]; id?: string } = {},
  ) {
    const remote = rig.model(way, rest.id ?? 'embedder', {}, rest.keys);
    const { id } = requestOf('');
    const permit = permitFor({ ...requestOf(''), id }, remote.targetId);
    const request = { id, app: 'test', inputs, ...(rest.dimensions === undefined ? {} : { dimensions: rest.dimensions }) };
    return rig.engine(remote).embed?.(permit, request, rest.signal ?? never);
  }

  test.each(['mistral', 'cohere', 'google', 'azure'] as const)('%s makes vectors, however many, in their order', async (way) => {
    const inputs = Array.from({ length: 130 }, (_, index) => `text ${'abc'.charAt(index % 3).repeat(5)}`);
    const embeddings = await embed(way, inputs);
    expect(embeddings?.vectors).toHaveLength(130);
    expect(embeddings?.inputTokens).toBeGreaterThan(100);
    for (const vector of embeddings?.vectors ?? []) expect(Math.hypot(...vector)).toBeCloseTo(1);
    expect(embeddings?.vectors[3]).toEqual(embeddings?.vectors[0]);
    expect(embeddings?.vectors[1]).not.toEqual(embeddings?.vectors[0]);
    expect((await embed(way, ['one'], { dimensions: 3 }))?.vectors[0]).toHaveLength(3);
    expect(await embed(way, [])).toEqual({ vectors: [], inputTokens: 0 });
  });

  test('Cohere ranks', async () => {
    const remote = rig.model('cohere', 'ranker');
    const request = requestOf('');
    const { id, app } = request;
    const documents = ['the sea is blue', 'bread', 'blue sea'];
    const ranking = await rig
      .engine(remote)
      .rerank?.(permitFor(request, remote.targetId), { id, app, query: 'blue sea', documents }, never);
    expect(ranking?.scores).toEqual([0.5, 0, 1]);
    expect(ranking?.inputTokens).toBeGreaterThan(5);
    expect(rig.cloud.visits[0]?.path).toBe('/v2/rerank');
  });

  test('keys are rotated, failures are told as of chats, and a cancel is one', async () => {
    const keys = [
      { id: 'a', secret: 'canary-refused' },
      { id: 'b', secret: 'canary-good' },
    ];
    rig.cloud.keys.set('canary-refused', 401);
    expect((await embed('mistral', ['one'], { keys }))?.vectors).toHaveLength(1);
    expect(rig.cloud.visits).toHaveLength(2);
    await expect(embed('mistral', ['one'], { id: 'mistral.500' })).rejects.toMatchObject({ code: 'provider-failed' });
    await expect(embed('mistral', ['one'], { id: 'mistral.429' })).rejects.toMatchObject({ code: 'rate-limited' });
    const failure = await embed('mistral', ['my dear friend'], { id: 'mistral.text' })?.catch((error: Error) => error);
    expect(failure).toMatchObject({ code: 'bad-output' });
    expect(inspect(failure, { depth: 9 })).not.toMatch(/my dear friend|canary/);
    await expect(embed('anthropic', ['one'])).rejects.toMatchObject({ code: 'bad-request' });
    await expect(embed('mistral', ['one'], { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
  });
});
