// npm run bench -- seen: what watching the path costs a request, beside the same path unwatched.
import { createCounts } from '../../electron/telemetry/counts.ts';
import { gaugesOf } from '../../electron/telemetry/gauges.ts';
import { createExporter } from '../../electron/telemetry/otlp/exporter.ts';
import { prometheusText } from '../../electron/telemetry/prometheus.ts';
import { createProviders } from '../../electron/telemetry/providers.ts';
import { createWitness, type SeenRequest } from '../../electron/telemetry/witness.ts';
import type { Ledger } from '../../shared/routing/ports.ts';
import { route } from '../../shared/routing/route.ts';
import { fakePorts, finish, request, SITUATION, start, target, text } from '../fakes/ports.ts';
import { A_SEEN } from '../telemetry/requests.ts';
import { interleave, interleaved, type Line, median } from './measure.ts';

const ROUNDS = 101;
const REQUESTS = 100;
const PIECES = 20;
const TARGETS = 1_000;
/** Of the path alone, without a disk and a connection, which take five times as long as it. */
const MOST_RATIO = 1.1;

const targets = Array.from({ length: 20 }, (_, index) => target(`far/${index}`, { zone: 'cloud', provider: 'far' }));
const answer = [start, ...Array.from({ length: PIECES }, () => text('word ')), finish];
const ports = fakePorts(targets, Object.fromEntries(targets.map(({ id }) => [id, answer])));
const providerOf = createProviders(ports.fleet.targets);

/** Milliseconds for so many requests along the real path. */
async function timeOf(ledger: Ledger, prefix: string): Promise<number> {
  ports.recorded.reached.clear();
  const began = performance.now();
  for (let index = 0; index < REQUESTS; index++) {
    const asked = request('Say something short about rivers, please.', { id: `${prefix}-${index}` });
    const dialect = {
      normalise: () => asked,
      respond: async (_plan: unknown, events: AsyncIterable<unknown>) => {
        for await (const _ of events);
      },
    };
    await route(undefined, dialect, { ...ports, ledger }, new AbortController().signal);
  }
  return performance.now() - began;
}

export async function measureSeen(): Promise<Line[]> {
  // Without a disk, whose moods would hide what is measured here, and which would only make the ratio smaller.
  const bare: Ledger = { opened() {}, attempted() {}, closed() {} };
  const watchedBy = (onEnd: (seen: SeenRequest) => void) => createWitness(bare, { now: Date.now }, onEnd).ledger;
  const counts = createCounts(providerOf);
  const traced = createCounts(providerOf);
  const exporter = createExporter({
    settings: () => ({ endpoint: 'http://127.0.0.1:9', traces: true, metrics: true }),
    isOpen: () => true,
    metrics: traced.read,
    providerOf,
    post: async () => ({ status: 200 }),
    version: '0',
    now: Date.now,
    elapsed: () => performance.now(),
    random: Math.random,
    onDropped: () => {},
  });
  const ledgers = {
    bare,
    counted: watchedBy(counts.add),
    traced: watchedBy((seen) => {
      traced.add(seen);
      exporter.take(seen);
    }),
  };
  let round = 0;
  const time = (name: keyof typeof ledgers) => async () => (await timeOf(ledgers[name], `${name}-${round++}`)) / REQUESTS;
  const times = await interleaved(ROUNDS, { bare: time('bare'), counted: time('counted'), traced: time('traced') });
  const batch = await interleave(ROUNDS, { send: () => batchOf(exporter) });
  const us = (ms: number) => `${(ms * 1000).toFixed(1)} us`;
  const line = (measure: string, name: 'counted' | 'traced'): Line => {
    // Of neighbours, since other programs come and go.
    const ratio = median(times[name].map((figure, index) => figure / (times.bare[index] ?? Number.NaN)));
    return {
      ...{ measure, value: us(median(times[name])), against: `${us(median(times.bare))} unwatched`, ratio: ratio.toFixed(3) },
      ...{ goal: `at most ${MOST_RATIO}`, reached: ratio <= MOST_RATIO },
    };
  };
  return [
    line('a request, counted', 'counted'),
    line('a request, counted and traced', 'traced'),
    { measure: 'a request in a trace sent, beside the path', value: us(batch.send / REQUESTS), against: '', ratio: '', goal: '' },
    await scrapeLine(us),
  ];
}

/** Milliseconds to encode so many requests, beside the path. */
async function batchOf(exporter: ReturnType<typeof createExporter>): Promise<number> {
  for (let index = 0; index < REQUESTS; index++) exporter.take(A_SEEN);
  const began = performance.now();
  await exporter.flush(1_000);
  return performance.now() - began;
}

async function scrapeLine(us: (ms: number) => string): Promise<Line> {
  const many = Array.from({ length: TARGETS }, (_, index) => target(`far/${index}`, { zone: 'cloud' }));
  const counts = createCounts(() => 'far');
  for (const { id } of many) counts.add({ ...A_SEEN, target: { id, zone: 'cloud' } });
  const live = {
    inFlight: () => 0,
    targets: () => many,
    breaker: () => undefined,
    quarantined: () => new Set<string>(),
    downloads: () => [],
    hardware: () => SITUATION.hardware,
  };
  let bytes = 0;
  const { scrape } = await interleave(9, {
    scrape: async () => {
      const began = performance.now();
      bytes = Buffer.byteLength(prometheusText([...counts.read(), ...gaugesOf(live, '0')]));
      return performance.now() - began;
    },
  });
  return {
    measure: `a look at /metrics with ${TARGETS} targets`,
    value: us(scrape),
    against: `${Math.round(bytes / 1024)} KiB`,
    ratio: '',
    goal: '',
  };
}
