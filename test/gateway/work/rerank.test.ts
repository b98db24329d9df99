import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStubCloud, type StubCloud } from '../../stub-cloud/cloud.ts';
import { openPort, type Port } from '../port-for.ts';
import { cloudAt, openPlaces } from './places.ts';

let cloud: StubCloud;
let places: ReturnType<typeof openPlaces>;
let port: Port;

beforeEach(async () => {
  cloud = await openStubCloud();
  const ranks = { abilities: ['rerank'], contextWindow: 4096 } as const;
  places = openPlaces(
    [
      cloudAt(cloud.address, 'shop', [
        { id: 'ranker', ...ranks },
        { id: 'openai.503', quality: 1, ...ranks },
      ]),
    ],
    'reranker',
  );
  port = await openPort(places.ports);
});
afterEach(async () => {
  await port.close();
  await places.close();
  await cloud.close();
});

const documents = ['nothing of it', 'the river is deep', 'a deep river, a river'];

describe.each(['/v1/rerank', '/v2/rerank', '/rerank'])('POST %s', (path) => {
  it('orders documents by how relevant a cloud’s model finds them', async () => {
    const response = await port.post(path, { model: 'shop/ranker', query: 'deep river', documents, top_n: 2, return_documents: true });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-lintel-target')).toBe('shop/ranker');
    const { results, model, usage, meta } = await response.json();
    expect(results.map(({ index }: { index: number }) => index)).toEqual([2, 1]);
    expect(results[0]).toMatchObject({ document: { text: documents[2] }, relevance_score: expect.any(Number) });
    expect(results[0].relevance_score).toBeGreaterThan(results[1].relevance_score);
    expect(model).toBe('shop/ranker');
    expect(usage.total_tokens).toBeGreaterThan(5);
    expect(meta.billed_units).toEqual({ search_units: 1 });
  });
});

describe('ranking', () => {
  it('is done by a model on this device, with every document in the answer', async () => {
    const response = await port.post('/v1/rerank', { model: 'boxed', query: 'river', documents });
    const { results } = await response.json();
    expect(results.map(({ index }: { index: number }) => index).sort()).toEqual([0, 1, 2]);
    const scores = results.map((one: { relevance_score: number }) => one.relevance_score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(results[0]).not.toHaveProperty('document');
    expect(cloud.visits.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('takes documents of fields, by their text or by the fields that are named', async () => {
    const objects = [{ text: 'deep river' }, { title: 'Deep', body: 'the river', id: 7 }];
    await port.post('/v1/rerank', { model: 'shop/ranker', query: 'river', documents: objects, rank_fields: ['title', 'body'] });
    const sent = JSON.parse(cloud.visits.at(-1)?.body ?? '{}').documents;
    expect(sent).toEqual(['', 'title: Deep\nbody: the river']);
    const response = await port.post('/v1/rerank', { model: 'shop/ranker', query: 'river', documents: objects, return_documents: true });
    expect(JSON.parse(cloud.visits.at(-1)?.body ?? '{}').documents).toEqual(['deep river', 'title: Deep\nbody: the river\nid: 7']);
    expect((await response.json()).results[0].document).toEqual(objects[0]);
  });

  it('keeps a query or a document at home that may not leave', async () => {
    const card = ['4111', '1111', '1111', '1111'].join(' ');
    for (const body of [
      { query: `card ${card}`, documents },
      { query: 'river', documents: [...documents, `card ${card}`] },
    ]) {
      places.change({ tags: { ...places.ports.policy().tags, sensitive: { ceiling: 'device' } } });
      expect((await port.post('/v1/rerank', { model: 'shop/ranker', ...body })).status).toBe(422);
      expect((await port.post('/v1/rerank', body)).headers.get('x-lintel-target')).toBe('boxed');
    }
    expect(cloud.visits.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it.each([
    ['documents', { query: 'x' }],
    ['query', { documents }],
    ['top_n', { query: 'x', documents, top_n: 0 }],
    ['documents', { query: 'x', documents: [] }],
    ['documents[0]', { query: 'x', documents: [7] }],
  ])('says that “%s” is wrong', async (field, body) => {
    const response = await port.post('/v1/rerank', { model: 'boxed', ...body });
    expect(response.status).toBe(400);
    expect((await response.json()).error.param).toBe(field);
  });

  it('falls back to another model, since ranks of one request need not compare with others’', async () => {
    places.change({ excluded: ['shop/ranker'], objective: 'best-answer' });
    const response = await port.post('/v1/rerank', { query: 'river', documents });
    expect(response.status).toBe(200);
    expect(cloud.visits.some(({ body }) => body.includes('openai.503'))).toBe(true);
    expect(response.headers.get('x-lintel-target')).toBe('boxed');
  });
});
