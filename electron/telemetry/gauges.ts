import type { DownloadView } from '../../shared/models/download.ts';
import type { Hardware } from '../../shared/routing/situation.ts';
import type { Target } from '../../shared/routing/target.ts';
import type { Labels, Metric } from './instruments.ts';

/** What can be looked at any time, without I/O. */
export interface Live {
  inFlight(): number;
  targets(): readonly Target[];
  /** How the circuit breaker of a target stands; undefined: closed. */
  breaker(targetId: string): 'open' | 'half-open' | undefined;
  /** Ids of models that crashed too often to be used. */
  quarantined(): ReadonlySet<string>;
  downloads(): readonly Pick<DownloadView, 'state' | 'bytes' | 'totalBytes'>[];
  hardware(): Hardware;
}

const STATES = ['running', 'verifying', 'paused', 'failed', 'done'] as const;
const BREAKER = { 'half-open': 0.5, open: 1 } as const;
const MOST_TARGETS = 1_000;

type Value = readonly [value: number, labels?: Labels];

const gauge = (name: string, unit: string, help: string, ...values: readonly Value[]): Metric => ({
  ...{ name, unit, help, kind: 'gauge' },
  points: values.map(([value, labels = {}]) => ({ labels, value })),
});

/** Everything that has a value at this moment. */
export function gaugesOf(live: Live, version: string): Metric[] {
  const targets = live.targets().slice(0, MOST_TARGETS);
  const of = (value: (target: Target) => number) =>
    targets.map((target): Value => [value(target), { zone: target.zone, target: target.id.slice(0, 200) }]);
  const quarantined = live.quarantined();
  const downloads = live.downloads();
  const inState = (state: (typeof STATES)[number]) => downloads.filter((download) => download.state === state);
  return [
    gauge('lintel.build.info', '', 'The version that runs; always 1.', [1, { version }]),
    gauge('lintel.requests.in_flight', '{request}', 'Requests that have begun and not ended.', [live.inFlight()]),
    gauge('lintel.target.in_flight', '{request}', 'Requests running or queued at a target.', ...of(({ inFlight }) => inFlight)),
    gauge('lintel.target.loaded', '', 'Whether a target can answer without loading.', ...of(({ loaded }) => Number(loaded))),
    gauge('lintel.target.usable', '', 'Whether a target can be used now.', ...of(({ fault }) => Number(fault === undefined))),
    gauge('lintel.target.quarantined', '', 'Whether a model crashed too often to be used.', ...of(({ id }) => Number(quarantined.has(id)))),
    gauge(
      'lintel.breaker.state',
      '',
      'The circuit breaker of a target: 0 closed, 0.5 half-open, 1 open.',
      ...of(({ id }) => {
        const phase = live.breaker(id);
        return phase === undefined ? 0 : BREAKER[phase];
      }),
    ),
    gauge('lintel.downloads', '{download}', 'Downloads of models.', ...STATES.map((state): Value => [inState(state).length, { state }])),
    gauge('lintel.downloads.left', 'By', 'Bytes that running downloads still have to fetch.', [
      inState('running').reduce((sum, { bytes, totalBytes }) => sum + Math.max(0, totalBytes - bytes), 0),
    ]),
    ...hardwareGauges(live.hardware()),
    ...processGauges(),
  ];
}

function hardwareGauges(hardware: Hardware): Metric[] {
  const memory = (kind: string, total: number, free: number) =>
    gauge(
      `lintel.${kind}`,
      'By',
      `Memory of the ${kind === 'memory' ? 'computer' : 'graphics card'}.`,
      [total, { state: 'total' }],
      [free, { state: 'free' }],
    );
  const { thermal } = hardware;
  return [
    gauge('lintel.cpu', '1', 'Share of all cores that is busy.', [hardware.cpu, { who: 'all' }], [hardware.cpuOthers, { who: 'others' }]),
    gauge('lintel.gpu', '1', 'Share of the busiest graphics card in use.', [hardware.gpu]),
    memory('memory', hardware.memoryTotalBytes, hardware.memoryFreeBytes),
    memory('vram', hardware.vramTotalBytes, hardware.vramFreeBytes),
    gauge('lintel.battery', '1', 'Charge of the battery.', [hardware.battery]),
    gauge('lintel.battery.in_use', '', 'Whether the computer runs on its battery.', [Number(hardware.onBattery)]),
    gauge('lintel.thermal.state', '', 'How hot the computer is: 0 normal, 1 warm, 2 throttled.', [
      ['normal', 'warm', 'throttled'].indexOf(thermal),
    ]),
  ];
}

function processGauges(): Metric[] {
  const { user, system } = process.cpuUsage();
  const cpuSeconds: Metric = {
    ...{ name: 'process.cpu', unit: 's', help: 'Computing of this process, without its workers.', kind: 'counter' },
    points: [{ labels: {}, value: (user + system) / 1e6 }],
  };
  return [cpuSeconds, gauge('process.resident_memory', 'By', 'Memory of this process, without its workers.', [process.memoryUsage.rss()])];
}
