import { describe, expect, test } from 'vitest';
import { createCounts } from '../../electron/telemetry/counts.ts';
import { createExporter, type ExporterOptions, type OtlpSettings } from '../../electron/telemetry/otlp/exporter.ts';
import { readHeaders } from '../../electron/telemetry/otlp/headers.ts';
import { crash, fakePorts, finish, request, start, target, text } from '../fakes/ports.ts';
import { collector, wayOut } from './collector.ts';
import { A_SEEN, seenOf } from './requests.ts';

interface Attribute {
  readonly key: string;
  readonly value: Record<string, unknown>;
}
const flat = (attributes: readonly Attribute[]) => Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

/** An exporter on a clock that the test moves, over the real door. */
function exporterTo(url: string, rest: Partial<ExporterOptions> & { headers?: string } = {}) {
  const state = {
    at: 1_000_000,
    settings: { endpoint: url, traces: true, metrics: true, ...(rest.headers === undefined ? {} : { headers: rest.headers }) } as
      | OtlpSettings
      | undefined,
    isOpen: true,
  };
  const dropped: [number, string][] = [];
  const counts = createCounts(() => 'openai');
  counts.add(A_SEEN);
  const way = wayOut();
  const exporter = createExporter({
    settings: () => state.settings,
    isOpen: () => state.isOpen,
    metrics: counts.read,
    providerOf: () => 'openai',
    post: way.post,
    version: '1.2.3',
    now: () => state.at,
    elapsed: () => state.at,
    random: () => 1,
    onDropped: (spans, reason) => void dropped.push([spans, reason]),
    ...rest,
  });
  const later = async (ms: number) => {
    state.at += ms;
    await exporter.tick();
  };
  return { ...exporter, state, dropped, later, rows: way.rows };
}

describe('traces', () => {
  test('follow the conventions for generative models, one span a try below one for the whole', async () => {
    const { received, url } = await collector();
    const { take, later } = exporterTo(`${url}/`);
    take(A_SEEN);
    await later(5_000);
    expect(received.map(({ path, headers }) => [path, headers['content-type']])).toEqual([['/v1/traces', 'application/json']]);
    const { resourceSpans } = JSON.parse(received[0]?.body ?? '') as {
      resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { spans: Record<string, unknown>[] }[] }[];
    };
    expect(flat(resourceSpans[0]?.resource.attributes ?? [])).toEqual({
      'service.name': 'lintel',
      'service.version': '1.2.3',
      'service.instance.id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const spans = resourceSpans[0]?.scopeSpans[0]?.spans ?? [];
    const [whole, failed, answered] = spans;
    expect(spans.map(({ name, kind, startTimeUnixNano, endTimeUnixNano }) => [name, kind, startTimeUnixNano, endTimeUnixNano])).toEqual([
      ['lintel.request', 1, '1000000000', '3500000000'],
      ['chat near/two', 3, '1000000000', '1250000000'],
      ['chat far/one', 3, '1250000000', '3500000000'],
    ]);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    expect(String(whole?.traceId)).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(3);
    expect([failed?.parentSpanId, answered?.parentSpanId]).toEqual([whole?.spanId, whole?.spanId]);
    expect([failed?.status, answered?.status]).toEqual([{ code: 2 }, undefined]);
    expect(flat(failed?.attributes as Attribute[])['error.type']).toBe('timeout');
    expect(flat(answered?.attributes as Attribute[])).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'far/one',
      'gen_ai.usage.input_tokens': '100',
      'gen_ai.usage.output_tokens': '7',
      'gen_ai.usage.cache_read.input_tokens': '40',
      'gen_ai.response.finish_reasons': { values: [{ stringValue: 'tool_calls' }] },
    });
    expect(flat(whole?.attributes as Attribute[])).toMatchObject({ 'lintel.cost_nanodollars': '1234', 'lintel.zone': 'cloud' });
  });

  test('come again after a while where the collector is busy, as it says or ever later, and not where it refuses', async () => {
    const statuses = [503, 429, 500, 200];
    const { received, url } = await collector((_, index) => ({
      status: statuses[index] ?? 200,
      ...(statuses[index] === 429 ? { headers: { 'retry-after': '20' } } : {}),
    }));
    const { take, later, dropped, state } = exporterTo(url);
    if (state.settings !== undefined) state.settings = { ...state.settings, metrics: false };
    take(A_SEEN);
    await later(5_000);
    expect(received.length).toBe(1);
    await later(900);
    expect(received.length).toBe(1);
    await later(5_000);
    expect(received.length).toBe(2);
    await later(19_000);
    expect(received.length).toBe(2);
    await later(1_000);
    // Whatever it says with 500, the protocol calls that for good.
    expect(received.length).toBe(3);
    expect(dropped).toEqual([[1, 'the server answered with 500']]);
    await later(60_000);
    expect(received.length).toBe(3);
    take(A_SEEN);
    await later(5_000);
    expect(received.length).toBe(4);
    expect(dropped.length).toBe(1);
  });

  test('wait in a bounded queue while nobody answers, and leave in batches', async () => {
    let isUp = false;
    const { received, url } = await collector(() => ({ status: isUp ? 200 : 503 }));
    const { take, later, dropped } = exporterTo(url);
    for (let index = 0; index < 2_100; index++) take({ ...A_SEEN, requestId: `request-${index}` });
    expect(dropped.length).toBe(52);
    await later(5_000);
    isUp = true;
    received.length = 0;
    await later(60_000);
    const ids = received
      .filter(({ path }) => path === '/v1/traces')
      .flatMap(({ body }) => [...body.matchAll(/"stringValue":"(request-\d+)"/g)].map(([, id]) => id));
    expect(ids.length).toBe(2_048);
    expect(ids[0]).toBe('request-52');
    expect(ids.at(-1)).toBe('request-2099');
    expect(received.filter(({ path }) => path === '/v1/traces').length).toBe(8);
  });

  test('are neither sent nor kept while they are off or Lintel stays on this device', async () => {
    const { received, url } = await collector();
    const { take, later, flush, state } = exporterTo(url);
    const { settings } = state;
    state.settings = undefined;
    take(A_SEEN);
    await later(120_000);
    state.settings = settings;
    state.isOpen = false;
    take(A_SEEN);
    await later(120_000);
    await flush(1_000);
    expect(received).toEqual([]);
    state.isOpen = true;
    await later(5_000);
    expect(received.map(({ path }) => path)).not.toContain('/v1/traces');
  });
});

describe('metrics', () => {
  test('leave once a minute, counted from the start', async () => {
    const { received, url } = await collector();
    const { later } = exporterTo(url);
    await later(30_000);
    expect(received).toEqual([]);
    await later(30_000);
    await later(1_000);
    expect(received.map(({ path }) => path)).toEqual(['/v1/metrics']);
    const { resourceMetrics } = JSON.parse(received[0]?.body ?? '') as {
      resourceMetrics: { scopeMetrics: { metrics: Record<string, never>[] }[] }[];
    };
    const metrics = resourceMetrics[0]?.scopeMetrics[0]?.metrics ?? [];
    const get = (name: string) => metrics.find((metric) => metric.name === name) as unknown;
    expect(get('lintel.cost.nanodollars')).toMatchObject({
      unit: '{nanodollar}',
      sum: {
        aggregationTemporality: 2,
        isMonotonic: true,
        dataPoints: [{ asInt: '1234', startTimeUnixNano: '1000000000000', timeUnixNano: '1060000000000' }],
      },
    });
    expect(get('gen_ai.client.token.usage')).toMatchObject({
      unit: '{token}',
      histogram: {
        aggregationTemporality: 2,
        dataPoints: [
          {
            count: '1',
            sum: 100,
            explicitBounds: [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864],
          },
          { count: '1', sum: 7 },
        ],
      },
    });
    const [points] = (
      get('gen_ai.client.operation.duration') as { histogram: { dataPoints: { bucketCounts: string[]; explicitBounds: number[] }[] } }
    ).histogram.dataPoints;
    expect(points?.bucketCounts.length).toBe((points?.explicitBounds.length ?? 0) + 1);
    expect(points?.bucketCounts.map(Number).reduce((sum, count) => sum + count, 0)).toBe(1);
  });
});

describe('the way out', () => {
  test('is the door’s: each send is a row with the hash of its body, and the headers’ secret is in none', async () => {
    const secret = ['Bearer', ['s', 'ecret'].join('')].join(' ');
    const { received, url } = await collector();
    const { take, later, rows } = exporterTo(url, { headers: `Authorization=${encodeURIComponent(secret)},x-team=one` });
    take(A_SEEN);
    await later(5_000);
    expect(received[0]?.headers).toMatchObject({ authorization: secret, 'x-team': 'one' });
    expect(rows).toMatchObject([
      {
        departure: { kind: 'telemetry', zone: 'device', masked: false, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
        ending: { outcome: 'sent' },
      },
    ]);
    expect(rows[0]?.text).toBe(received[0]?.body);
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test('sends nothing with headers that cannot be read', async () => {
    const { received, url } = await collector();
    const { take, later, dropped } = exporterTo(url, { headers: 'authorization=%zz' });
    take(A_SEEN);
    await later(5_000);
    expect([received, dropped]).toEqual([[], [[1, 'its headers cannot be read']]]);
  });

  test.each(['', 'a', '=b', 'a b=c', 'host=x', 'a=%0d%0ab', `${'a=b,'.repeat(20)}`])(
    'reads no headers from %j, or none at all',
    (given) => {
      expect(readHeaders(given)).toEqual(given === '' ? {} : undefined);
    },
  );

  test('lets no word of a prompt, an answer, a tag or an error out, in any byte', async () => {
    const canary = ['ca', 'nary'].join('');
    const { received, url } = await collector();
    const { take, flush } = exporterTo(url);
    const failing = { ...crash, error: { code: 'engine-crashed', message: `It said ${canary}.`, retryable: true, field: canary } } as const;
    const call = { type: 'tool-call', index: 0, id: canary, name: canary, isFirst: true, arguments: canary, tokens: 1 } as const;
    const able = { abilities: ['chat', 'tools'] } as const;
    const ports = fakePorts([target('one', able), target('two', able)], {
      one: [start, failing],
      two: [start, text(canary), call, finish],
    });
    const asked = request(canary, {
      ...{ app: canary, tags: [canary], stop: [canary], conversationId: canary, wire: { metadata: canary } },
      tools: [{ name: canary, description: canary, parameters: { [canary]: canary } }],
    });
    const seen = await seenOf(ports, [asked, { ...asked, id: 'request-2', model: canary }]);
    for (const one of seen) take(one);
    await flush(5_000);
    expect(received.map(({ path }) => path)).toEqual(['/v1/traces', '/v1/metrics']);
    expect(seen.map(({ outcome }) => outcome)).toEqual(['done', 'failed']);
    expect(JSON.stringify(received)).not.toContain(canary);
  });
});
