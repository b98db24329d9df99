import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EmbedRequest } from '../../../shared/chat/embed.ts';
import { makeModel, PRESETS } from '../../../tools/boxed-model/model.ts';
import { ask, never, permitFor, requestOf } from '../../conformance/chat.ts';
import { createSubject, type LocalSubject } from './subject.ts';

let folder: string;
let embedder: LocalSubject;
let reranker: LocalSubject;
let lastId = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-encode-'));
  for (const preset of ['embedder', 'reranker'] as const) await writeFile(join(folder, preset), makeModel(PRESETS[preset]));
  embedder = createSubject(join(folder, 'embedder'));
  reranker = createSubject(join(folder, 'reranker'));
});
afterAll(async () => {
  await Promise.all([embedder.dispose(), reranker.dispose()]);
  await rm(folder, { recursive: true });
});

const permit = (subject: LocalSubject, id: string) => permitFor({ ...requestOf(''), id }, subject.targetId);

function embed(inputs: readonly string[], rest: Partial<EmbedRequest> = {}, signal = never, subject = embedder) {
  const id = `embed-${++lastId}`;
  if (subject.engine.embed === undefined) throw new Error('The engine has no embeddings.');
  return subject.engine.embed(permit(subject, id), { id, app: 'test', inputs, ...rest }, signal);
}

function rerank(query: string, documents: readonly string[], subject = reranker) {
  const id = `rerank-${++lastId}`;
  if (subject.engine.rerank === undefined) throw new Error('The engine cannot rerank.');
  return subject.engine.rerank(permit(subject, id), { id, app: 'test', query, documents }, never);
}

const length = (vector: readonly number[] = []) => Math.hypot(...vector);

describe('a model made for embeddings', () => {
  test('gives a vector for each input, in their order, of length 1', async () => {
    const inputs = ['the river', 'the old house', 'the river', 'north of the bridge'];
    const { vectors, inputTokens } = await embed(inputs);
    expect(vectors).toHaveLength(4);
    for (const vector of vectors) expect(length(vector)).toBeCloseTo(1, 6);
    expect(vectors[2]).toEqual(vectors[0]);
    expect(vectors[1]).not.toEqual(vectors[0]);
    const [alone] = (await embed(['north of the bridge'])).vectors;
    expect(vectors[3]).toEqual(alone);
    expect(inputTokens).toBeGreaterThan(inputs.length);
  });

  test('cuts vectors to the dimensions asked for, and then makes their length 1; or leaves it as it is', async () => {
    const [whole = []] = (await embed(['the river'], { normalise: false })).vectors;
    const [cut = []] = (await embed(['the river'], { dimensions: 8 })).vectors;
    const [cutOnly = []] = (await embed(['the river'], { dimensions: 8, normalise: false })).vectors;
    expect(whole).toHaveLength(64);
    expect(length(whole)).not.toBeCloseTo(1, 3);
    expect(cutOnly).toEqual(whole.slice(0, 8));
    expect(length(cut)).toBeCloseTo(1, 6);
    for (const [index, number] of cut.entries()) expect(number).toBeCloseTo((whole[index] ?? 0) / length(cutOnly), 6);
  });

  test('refuses more dimensions than there are, and names the input that is too long', async () => {
    await expect(embed(['the river'], { dimensions: 65 })).rejects.toMatchObject({ code: 'bad-request' });
    const error = await embed(['the river', 'river '.repeat(600)]).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'context-overflow', message: expect.stringMatching(/^Input 2 is \d+ tokens long/) });
    expect((await embed(['the river'])).vectors).toHaveLength(1);
  });

  test('several at once are each answered; a cancelled one rejects, also while others run', async () => {
    const controller = new AbortController();
    const long = embed(
      Array.from({ length: 400 }, () => 'the river by the old house '.repeat(30)),
      {},
      controller.signal,
    );
    const others = [embed(['one']), embed(['two'])];
    setTimeout(() => controller.abort(), 20);
    await expect(long).rejects.toMatchObject({ code: 'cancelled' });
    const [one, two] = await Promise.all(others);
    expect(one?.vectors).not.toEqual(two?.vectors);
    expect(embedder.local.state('boxed').inFlight).toBe(0);
  });

  test('does not chat', async () => {
    const { error } = await ask(embedder.engine, embedder.targetId, requestOf('Hello.'));
    expect(error?.code).toBe('bad-request');
    await expect(rerank('one', ['two'], embedder)).rejects.toMatchObject({ code: 'bad-request' });
  });
});

describe('a model made for reranking', () => {
  test('scores each document by the query, in their order, from 0 to 1', async () => {
    const documents = ['the old house', 'the river', 'and now'];
    const { scores, inputTokens } = await rerank('the river', documents);
    expect(scores).toHaveLength(3);
    for (const score of scores) {
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThan(1);
    }
    const reversed = await rerank('the river', documents.toReversed());
    expect(reversed.scores.toReversed()).toEqual(scores);
    expect((await rerank('now', documents)).scores).not.toEqual(scores);
    expect(inputTokens).toBeGreaterThan(6);
  });

  test('names the document that is too long', async () => {
    const error = await rerank('the river', ['short', 'river '.repeat(600)]).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'context-overflow', message: expect.stringMatching(/^Document 2 is \d+ tokens long/) });
  });
});
