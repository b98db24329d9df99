import type { Metric } from '../instruments.ts';
import { attributes, nanoseconds } from './attribute.ts';

const CUMULATIVE = 2;

/** Metrics as OTLP's JSON has them. What is counted is counted from the start. Times are milliseconds since the epoch. */
export function measuresOf(metrics: readonly Metric[], startedAt: number, now: number) {
  const times = { startTimeUnixNano: nanoseconds(startedAt), timeUnixNano: nanoseconds(now) };
  return metrics
    .filter(({ points }) => points.length > 0)
    .map((metric) => {
      const { name, help: description, unit } = metric;
      if (metric.kind === 'histogram') {
        const dataPoints = metric.points.map(({ labels, counts, count, sum }) => ({
          ...times,
          attributes: attributes(labels),
          count: String(count),
          sum,
          bucketCounts: counts.map(String),
          explicitBounds: metric.bounds,
        }));
        return { name, description, unit, histogram: { aggregationTemporality: CUMULATIVE, dataPoints } };
      }
      const dataPoints = metric.points.map(({ labels, value }) => ({
        ...times,
        attributes: attributes(labels),
        ...(Number.isSafeInteger(value) ? { asInt: String(value) } : { asDouble: value }),
      }));
      return metric.kind === 'gauge'
        ? { name, description, unit, gauge: { dataPoints } }
        : { name, description, unit, sum: { aggregationTemporality: CUMULATIVE, isMonotonic: true, dataPoints } };
    });
}
