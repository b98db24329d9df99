import { randomUUID } from 'node:crypto';
import { type Delivery, deliver, type Parcel, type Post, pauseAfter } from '../delivery.ts';
import type { Metric } from '../instruments.ts';
import type { SeenAttempt, SeenRequest } from '../witness.ts';
import { resource, scope } from './attribute.ts';
import { readHeaders } from './headers.ts';
import { measuresOf } from './measures.ts';
import { spansOf } from './spans.ts';

/** Where observations go, as the person set it. */
export interface OtlpSettings {
  /** Of the collector, without `/v1/traces`. */
  readonly endpoint: string;
  readonly traces: boolean;
  readonly metrics: boolean;
  /** As `readHeaders` takes them. */
  readonly headers?: string;
}

export interface ExporterOptions {
  /** Undefined: off. */
  settings(): OtlpSettings | undefined;
  /** Whether this address may be reached now. While it may not, nothing is kept for later either. */
  isOpen(endpoint: string): boolean;
  metrics(): Metric[];
  providerOf(target: SeenAttempt['target']): string;
  readonly post: Post;
  readonly version: string;
  now(): number;
  /** Milliseconds that never jump. */
  elapsed(): number;
  random(): number;
  onDropped(spans: number, reason: string): void;
}

/** Sends traces and metrics to a collector over OTLP/HTTP, in JSON. */
export interface Exporter {
  take(seen: SeenRequest): void;
  /** Sends what is due. To be called every second or so. Never rejects. */
  tick(): Promise<void>;
  /** Sends what is left, once and in haste. */
  flush(withinMs: number): Promise<void>;
}

const MOST_WAITING = 2_048;
const MOST_IN_A_BATCH = 256;
const TRACES_EVERY_MS = 5_000;
const METRICS_EVERY_MS = 60_000;

export function createExporter(options: ExporterOptions): Exporter {
  const { settings, isOpen, post, version, now, elapsed, random, onDropped } = options;
  const instance = randomUUID();
  const startedAt = now();
  const waiting: SeenRequest[] = [];
  let isRunning = false;
  let failures = 0;
  let notBefore = Number.NEGATIVE_INFINITY;
  let tracesAt = elapsed();
  let metricsAt = elapsed();

  function current(): OtlpSettings | undefined {
    const set = settings();
    return set !== undefined && isOpen(set.endpoint) ? set : undefined;
  }

  function parcel({ endpoint, headers = '' }: OtlpSettings, signal: 'traces' | 'metrics', body: unknown): Parcel | undefined {
    const given = readHeaders(headers);
    if (given === undefined) return undefined;
    const url = `${endpoint.replace(/\/+$/, '')}/v1/${signal}`;
    return { url, headers: { ...given, 'content-type': 'application/json' }, body: JSON.stringify(body) };
  }

  /** Once it is handed over, or given up for good, it is done with. */
  async function send(set: OtlpSettings, signal: 'traces' | 'metrics', body: unknown, patienceMs?: number): Promise<Delivery> {
    const made = parcel(set, signal, body);
    if (made === undefined) return { outcome: 'never', reason: 'its headers cannot be read' };
    const delivery = await deliver(post, made, patienceMs);
    failures = delivery.outcome === 'later' ? failures + 1 : 0;
    if (delivery.outcome === 'later') notBefore = elapsed() + (delivery.afterMs ?? pauseAfter(failures, random()));
    return delivery;
  }

  async function sendTraces(set: OtlpSettings, patienceMs?: number): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST_IN_A_BATCH);
      const spans = batch.flatMap((seen) => spansOf(seen, options.providerOf));
      const body = { resourceSpans: [{ resource: resource(version, instance), scopeSpans: [{ scope: scope(version), spans }] }] };
      const delivery = await send(set, 'traces', body, patienceMs);
      if (delivery.outcome === 'later') return;
      if (delivery.outcome === 'never') onDropped(batch.length, delivery.reason);
      // Some of the batch may have made room for others while it was on its way.
      const gone = new Set(batch);
      while (waiting[0] !== undefined && gone.has(waiting[0])) waiting.shift();
    }
  }

  async function sendMetrics(set: OtlpSettings, patienceMs?: number): Promise<void> {
    const metrics = measuresOf(options.metrics(), startedAt, now());
    const body = { resourceMetrics: [{ resource: resource(version, instance), scopeMetrics: [{ scope: scope(version), metrics }] }] };
    const delivery = await send(set, 'metrics', body, patienceMs);
    if (delivery.outcome === 'never') onDropped(0, delivery.reason);
  }

  return {
    take(seen) {
      if (current()?.traces !== true) return;
      waiting.push(seen);
      if (waiting.length <= MOST_WAITING) return;
      waiting.shift();
      onDropped(1, 'too many were waiting');
    },
    async tick() {
      const set = current();
      if (set === undefined) waiting.length = 0;
      if (set === undefined || isRunning || elapsed() < notBefore) return;
      isRunning = true;
      try {
        if (set.traces && elapsed() - tracesAt >= TRACES_EVERY_MS) {
          await sendTraces(set);
          tracesAt = elapsed();
        }
        if (set.metrics && elapsed() >= notBefore && elapsed() - metricsAt >= METRICS_EVERY_MS) {
          metricsAt = elapsed();
          await sendMetrics(set);
        }
      } finally {
        isRunning = false;
      }
    },
    async flush(withinMs) {
      const set = current();
      if (set === undefined || isRunning) return;
      isRunning = true;
      try {
        if (set.traces) await sendTraces(set, withinMs);
        if (set.metrics) await sendMetrics(set, withinMs);
      } finally {
        isRunning = false;
      }
    },
  };
}
