import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCounts } from '../../electron/telemetry/counts.ts';
import { gaugesOf, type Live } from '../../electron/telemetry/gauges.ts';
import { createCounter, createHistogram, createNames, type Metric } from '../../electron/telemetry/instruments.ts';
import { prometheusText } from '../../electron/telemetry/prometheus.ts';
import { createProviders } from '../../electron/telemetry/providers.ts';
import { createWitness } from '../../electron/telemetry/witness.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { crash, fakePorts, finish, request, SITUATION, start, target, text } from '../fakes/ports.ts';
import { A_SEEN, seenOf } from './requests.ts';

const shape = (labels: readonly string[]) => ({ name: 'lintel.things', help: 'Things.', unit: '{thing}', labels });

/** A strict reader of Prometheus's text format: every line a comment or a sample, every sample below its type. */
function readPrometheus(written: string): Map<string, number> {
  const samples = new Map<string, number>();
  let family = '';
  expect(written.endsWith('\n')).toBe(true);
  for (const line of written.slice(0, -1).split('\n')) {
    const head = /^# (HELP|TYPE) ([a-zA-Z_:][\w:]*) ?(.*)$/.exec(line);
    if (head !== null) {
      family = head[2] ?? '';
      continue;
    }
    const sample = /^([a-zA-Z_:][\w:]*)(?:\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*",?)*)\})? (\S+)$/.exec(line);
    expect(sample, line).not.toBeNull();
    expect(sample?.[1]?.startsWith(family), line).toBe(true);
    const key = line.slice(0, line.lastIndexOf(' '));
    expect(samples.has(key), `twice: ${key}`).toBe(false);
    samples.set(key, Number(sample?.[3]));
  }
  return samples;
}

const LIVE: Live = {
  inFlight: () => 3,
  targets: () => [
    target('near', { inFlight: 2, loaded: true }),
    target('far/one', { zone: 'cloud', fault: 'It failed.', provider: 'far' }),
  ],
  breaker: (id) => (id === 'far/one' ? 'open' : undefined),
  quarantined: () => new Set(['near']),
  downloads: () => [
    { state: 'running', bytes: 10, totalBytes: 110 },
    { state: 'failed', bytes: 1, totalBytes: 2 },
  ],
  hardware: () => ({ ...SITUATION.hardware, cpu: 0.5, thermal: 'throttled' }),
};

describe('instruments', () => {
  test('count, spread values over buckets by their upper bounds, and leave nothing uncounted', () => {
    const histogram = createHistogram(shape(['a']), [1, 10]);
    for (const value of [0, 1, 1.5, 10, 11, 1e9]) histogram.add(['x'], value);
    expect(histogram.read()).toMatchObject({
      kind: 'histogram',
      points: [{ labels: { a: 'x' }, counts: [2, 2, 2], count: 6, sum: 1e9 + 23.5 }],
    });
    const counter = createCounter(shape(['a', 'b']));
    counter.add(['x', 'y'], 2);
    counter.add(['x', 'y'], 3);
    counter.add(['x', 'z'], 0);
    counter.add(['x', 'z'], -4);
    expect(counter.read().points).toEqual([{ labels: { a: 'x', b: 'y' }, value: 5 }]);
  });

  test('keep to a bound of series, however many there are, and lose no count by it', () => {
    const counter = createCounter(shape(['a']));
    for (let index = 0; index < 20_000; index++) counter.add([`label ${index}`], 1);
    const points = counter.read().points as { labels: Record<string, string>; value: number }[];
    expect(points.length).toBe(5_001);
    expect(points.reduce((sum, { value }) => sum + value, 0)).toBe(20_000);
    expect(points.find(({ labels }) => labels.a === 'other')?.value).toBe(15_000);
  });

  test('name the first targets and put the rest together', () => {
    const name = createNames(2);
    expect(['a', 'b', 'c', 'a', 'x'.repeat(500)].map(name)).toEqual(['a', 'b', 'other', 'a', 'other']);
    expect(createNames(1)('y'.repeat(500))).toBe('y'.repeat(200));
  });
});

describe('what Prometheus reads', () => {
  test('is counted along the real path: answers, failures, fallbacks, refusals', async () => {
    const ports = fakePorts([target('one'), target('two')], { one: [start, crash], two: [start, text('hi'), text(' you'), finish] });
    const nobody = fakePorts([]);
    const counts = createCounts(createProviders(ports.fleet.targets));
    for (const seen of [...(await seenOf(ports)), ...(await seenOf(nobody))]) counts.add(seen);
    const samples = readPrometheus(prometheusText(counts.read()));
    const get = (key: string) => samples.get(key);
    expect(get('lintel_requests_total{dialect="test",zone="device",target="two",outcome="done",error=""}')).toBe(1);
    expect(get('lintel_requests_total{dialect="test",zone="",target="",outcome="failed",error="no-permitted-target"}')).toBe(1);
    expect(get('lintel_attempts_total{zone="device",target="two",outcome="answered",error=""}')).toBe(1);
    const failed = [...samples].filter(([key]) => key.startsWith('lintel_attempts_total{zone="device",target="one",outcome="failed"'));
    expect(failed.length).toBe(1);
    expect(failed[0]?.[0]).toContain('error="engine-crashed"');
    expect(get('lintel_tokens_total{zone="device",target="two",class="input"}')).toBe(3);
    expect(get('lintel_tokens_total{zone="device",target="two",class="output"}')).toBe(2);
    expect(get('lintel_request_duration_seconds_count{zone="device",target="two"}')).toBe(1);
    expect(get('lintel_request_first_token_seconds_bucket{zone="device",target="two",le="+Inf"}')).toBe(1);
  });

  test('counts each token once, and money in nano-dollars', () => {
    const counts = createCounts(() => 'far');
    counts.add(A_SEEN);
    const { target: _, ...nobody } = A_SEEN;
    counts.add({ ...nobody, outcome: 'failed', error: 'timeout', usage: { ...A_SEEN.usage, costNanoDollars: 6 } });
    counts.refusedToLeave('staying on this device');
    const samples = readPrometheus(prometheusText(counts.read()));
    const tokens = ['input', 'cached_input', 'output'].map((kind) =>
      samples.get(`lintel_tokens_total{zone="cloud",target="far/one",class="${kind}"}`),
    );
    expect(tokens).toEqual([60, 40, 7]);
    // What failed may have been paid for.
    expect(samples.get('lintel_cost_nanodollars_total{zone="",target=""}')).toBe(6);
    expect(samples.get('lintel_cost_nanodollars_total{zone="cloud",target="far/one"}')).toBe(1_234);
    expect(samples.get('lintel_egress_refusals_total{reason="staying on this device"}')).toBe(1);
    expect(
      samples.get(
        'gen_ai_client_operation_duration_seconds_sum{gen_ai_operation_name="chat",gen_ai_provider_name="far",gen_ai_request_model="far/one",error_type=""}',
      ),
    ).toBe(4.5);
    expect(samples.get('lintel_request_duration_seconds_bucket{zone="cloud",target="far/one",le="2.56"}')).toBe(1);
    expect(samples.get('lintel_request_duration_seconds_bucket{zone="cloud",target="far/one",le="1.28"}')).toBe(0);
  });

  test('puts the parts that a provider counts apart into classes of their own, each token in one', () => {
    const counts = createCounts(() => 'far');
    const parts = { cacheWriteTokens: 10, imageTokens: 5, audioTokens: 1, reasoningTokens: 4 };
    counts.add({ ...A_SEEN, usage: { ...A_SEEN.usage, ...parts } });
    const tokens = [...readPrometheus(prometheusText(counts.read()))].filter(([key]) => key.startsWith('lintel_tokens'));
    const byClass = Object.fromEntries(tokens.map(([key, value]) => [/class="(\w+)"/.exec(key)?.[1], value]));
    expect(byClass).toEqual({ input: 44, cached_input: 40, cache_write: 10, image: 5, audio: 1, output: 3, reasoning: 4 });
  });

  test('shows the state of targets, breakers, downloads and the computer', () => {
    const samples = readPrometheus(prometheusText(gaugesOf(LIVE, '1.2.3')));
    const get = (key: string) => samples.get(key);
    expect(get('lintel_build_info{version="1.2.3"}')).toBe(1);
    expect(get('lintel_requests_in_flight')).toBe(3);
    expect(get('lintel_target_in_flight{zone="device",target="near"}')).toBe(2);
    expect(get('lintel_target_usable{zone="cloud",target="far/one"}')).toBe(0);
    expect(get('lintel_breaker_state{zone="cloud",target="far/one"}')).toBe(1);
    expect(get('lintel_breaker_state{zone="device",target="near"}')).toBe(0);
    expect(get('lintel_target_quarantined{zone="device",target="near"}')).toBe(1);
    expect(get('lintel_downloads{state="failed"}')).toBe(1);
    expect(get('lintel_downloads_left_bytes')).toBe(100);
    expect(get('lintel_cpu_ratio{who="all"}')).toBe(0.5);
    expect(get('lintel_thermal_state')).toBe(2);
    expect(get('lintel_memory_bytes{state="free"}')).toBe(8 * 2 ** 30);
    expect(get('process_resident_memory_bytes')).toBeGreaterThan(1e6);
    expect(get('process_cpu_seconds_total')).toBeGreaterThan(0);
  });

  test('leaves out the targets that the reader may not know of', () => {
    const counts = createCounts(() => 'far');
    counts.add(A_SEEN);
    const written = prometheusText([...counts.read(), ...gaugesOf(LIVE, '1')], (id) => id.startsWith('near'));
    const series = [...readPrometheus(written).keys()];
    expect(series.some((key) => key.includes('far/one'))).toBe(false);
    expect(series.some((key) => key.includes('near/two'))).toBe(true);
  });

  test('is well-formed whatever a target is called', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 30 }), { minLength: 1, maxLength: 8 }), (names) => {
        const counts = createCounts(() => 'far');
        const unique = [...new Set(names)];
        for (const id of unique) counts.add({ ...A_SEEN, target: { id, zone: 'lan' }, attempts: [] });
        const samples = readPrometheus(prometheusText(counts.read()));
        const costs = [...samples].filter(([key]) => key.startsWith('lintel_cost'));
        expect(costs.reduce((sum, [, value]) => sum + value, 0)).toBe(1_234 * unique.length);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the witness', () => {
  test('holds nothing of a request but how it went', async () => {
    const canary = ['ca', 'nary'].join('');
    const failing = {
      ...crash,
      error: { code: 'engine-crashed', message: `It said ${canary}.`, retryable: false, field: canary },
    } as const;
    const ports = fakePorts([target('one', { abilities: ['chat', 'tools'] })], { one: [start, text(canary), failing] });
    const asked = request(canary, {
      app: canary,
      tags: [canary],
      model: 'one',
      stop: [canary],
      conversationId: canary,
      wire: { user: canary },
      tools: [{ name: canary, description: canary, parameters: { [canary]: canary } }],
    });
    const refused = request(canary, { model: canary, tags: [canary] });
    const seen = await seenOf(ports, [asked, { ...refused, id: 'request-2' }]);
    expect(seen.map(({ outcome }) => outcome)).toEqual(['failed', 'failed']);
    expect(JSON.stringify(seen)).not.toContain(canary);
    expect(seen[0]?.attempts.length).toBeGreaterThan(0);
  });

  test('is no hindrance: what the ledger throws is thrown on, what ended is not running, and the oldest is forgotten', () => {
    const ports = fakePorts([target('one')]);
    const ended: string[] = [];
    const full = new LintelError('storage-full', 'The disk is full.');
    let isFull = true;
    const ledger = {
      ...ports.ledger,
      opened(...told: unknown[]) {
        if (isFull) throw full;
        expect(told).toEqual([request('a'), { requestId: expect.any(String) }, {}]);
      },
      closed() {
        throw full;
      },
    };
    const witness = createWitness(ledger, ports.clock, ({ requestId }) => void ended.push(requestId));
    const open = (requestId: string) => {
      const [, plan, considered] = [request('a'), { requestId }, {}] as unknown as Parameters<typeof witness.ledger.opened>;
      witness.ledger.opened(request('a'), plan, considered);
    };
    expect(() => open('1')).toThrow(full);
    expect(witness.inFlight()).toBe(0);
    isFull = false;
    for (let index = 0; index < 10_050; index++) open(String(index));
    expect(witness.inFlight()).toBe(10_000);
    const { usage, timings } = A_SEEN;
    const close = (requestId: string) => () => witness.ledger.closed({ requestId, status: 'done', usage, timings });
    expect(close('10049')).toThrow(full);
    expect(close('3')).toThrow(full);
    expect(ended).toEqual(['10049']);
    expect(witness.inFlight()).toBe(9_999);
  });
});

test('providers are named as the conventions name them', () => {
  const name = createProviders(() => [target('a', { provider: 'bedrock' }), target('b', { provider: 'my-lab' }), target('c')]);
  expect(['a', 'b', 'c', 'gone'].map((id) => name({ id }))).toEqual(['aws.bedrock', 'my-lab', 'llama.cpp', 'llama.cpp']);
});

test('metrics of one name have one kind', () => {
  const metrics: Metric[] = [...createCounts(() => 'x').read(), ...gaugesOf(LIVE, '1')];
  expect(new Set(metrics.map(({ name }) => name)).size).toBe(metrics.length);
});
