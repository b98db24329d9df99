import type { NoticeView } from '../../shared/api/views.ts';
import type { Clock, Ledger } from '../../shared/routing/ports.ts';
import { type Alert, LEVELS, TITLES } from './alerts/alert.ts';
import { createBoard } from './alerts/board.ts';
import { createWatch, type Watched } from './alerts/watch.ts';
import { createWebhook } from './alerts/webhook.ts';
import { createCounts } from './counts.ts';
import type { Parcel, Post } from './delivery.ts';
import { gaugesOf, type Live } from './gauges.ts';
import { createExporter, type OtlpSettings } from './otlp/exporter.ts';
import { PROMETHEUS_TYPE, prometheusText } from './prometheus.ts';
import { createProviders } from './providers.ts';
import { createWitness } from './witness.ts';

/** Shows an alert outside of the window. */
export type Notify = (title: string, text: string) => void;

export interface TelemetryOptions extends Omit<Live, 'inFlight'>, Watched {
  readonly ledger: Ledger;
  readonly clock: Pick<Clock, 'now' | 'elapsed'>;
  readonly version: string;
  random(): number;
  /** Where traces and metrics go; undefined: nowhere. */
  otlp(): OtlpSettings | undefined;
  /** Where alerts go; undefined: nowhere. */
  webhook(): string | undefined;
  /** Whether an address may be reached now. */
  isOpen(address: string): boolean;
  post(purpose: 'telemetry' | 'alert', parcel: Parcel, signal: AbortSignal): ReturnType<Post>;
  notify(title: string, text: string): void;
  onFault(event: string, error: unknown): void;
  onDropped(event: string, fields: Readonly<Record<string, string | number>>): void;
}

/** What can be seen of Lintel from outside. None of it holds a word of a prompt, of an answer or of a tag. */
export interface Telemetry {
  /** The ledger to give to the path. */
  readonly ledger: Ledger;
  /** All metrics as Prometheus reads them. */
  prometheus(mayName?: (targetId: string) => boolean): { readonly type: string; readonly text: string };
  /** The alerts that stand, for the window. */
  notices(): readonly NoticeView[];
  raise(alert: Alert): void;
  /** Something was not let out. @param reason one of the door's own words */
  refusedToLeave(reason: string): void;
  /** Watches and sends in the background from now on. */
  start(): void;
  /** Ends, after a last try to send what waits. */
  close(): Promise<void>;
}

const TICK_MS = 1_000;
const LOOK_EVERY = 5;
const HASTE_MS = 1_000;

export function openTelemetry(options: TelemetryOptions): Telemetry {
  const { clock, version, random, post, onFault, onDropped, isOpen } = options;
  const { elapsed, now } = clock;
  const providerOf = createProviders(options.targets);
  const counts = createCounts(providerOf);
  const live: Live = { ...options, inFlight: () => witness.inFlight() };
  const metrics = () => [...counts.read(), ...gaugesOf(live, version)];
  const exporter = createExporter({
    ...{ settings: options.otlp, isOpen, metrics, providerOf, version, now, elapsed, random },
    post: (parcel, signal) => post('telemetry', parcel, signal),
    onDropped(spans, reason) {
      counts.dropped('spans', spans);
      onDropped('observations were given up', { spans, reason });
    },
  });
  const webhook = createWebhook({
    ...{ address: options.webhook, isOpen, version, elapsed, random },
    post: (parcel, signal) => post('alert', parcel, signal),
    onDropped(reason) {
      counts.dropped('alerts', 1);
      onDropped('an alert was given up', { reason });
    },
  });
  const board = createBoard(now, (alert) => {
    webhook.tell(alert);
    options.notify(TITLES[alert.kind], alert.text);
  });
  const watch = createWatch(options, board, clock);
  const witness = createWitness(options.ledger, clock, (seen) => {
    try {
      counts.add(seen);
      exporter.take(seen);
    } catch (error) {
      onFault('a request could not be counted', error);
    }
  });
  let timer: NodeJS.Timeout | undefined;
  let ticks = 0;

  function tick(): void {
    void exporter.tick();
    void webhook.tick();
    if (ticks++ % LOOK_EVERY === 0) watch.look().catch((error: unknown) => onFault('the state could not be watched', error));
  }

  return {
    ledger: witness.ledger,
    prometheus: (mayName) => ({ type: PROMETHEUS_TYPE, text: prometheusText(metrics(), mayName) }),
    // Budgets say themselves how they stand.
    notices: () =>
      board
        .standing()
        .filter(({ kind }) => kind !== 'budget')
        .map(({ kind, text, said }) => ({ level: LEVELS[kind], text, ...(said === undefined ? {} : { said }) })),
    raise: board.raise,
    refusedToLeave: counts.refusedToLeave,
    start() {
      timer ??= setInterval(tick, TICK_MS).unref();
    },
    async close() {
      clearInterval(timer);
      const haste = AbortSignal.timeout(HASTE_MS);
      const late = new Promise<void>((resolve) => haste.addEventListener('abort', () => resolve(), { once: true }));
      await Promise.race([exporter.flush(HASTE_MS), late]);
    },
  };
}
