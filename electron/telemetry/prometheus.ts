import type { Labels, Metric } from './instruments.ts';

/** What Prometheus wants the answer to call itself. */
export const PROMETHEUS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** The units that Prometheus spells out at the end of a name. */
const SUFFIXES: Readonly<Record<string, string>> = { s: '_seconds', By: '_bytes', '1': '_ratio' };

/**
 * Metrics in Prometheus's text format, version 0.0.4.
 * @param mayName whether the reader may know of a target; the series of others are left out
 */
export function prometheusText(metrics: readonly Metric[], mayName: (target: string) => boolean = () => true): string {
  const lines: string[] = [];
  for (const metric of metrics) {
    const name = nameOf(metric);
    lines.push(`# HELP ${name} ${escaped(metric.help)}`, `# TYPE ${name} ${metric.kind}`);
    const isShown = ({ labels }: { readonly labels: Labels }) => {
      const target = labels.target ?? labels['gen_ai.request.model'] ?? '';
      return target === '' || mayName(target);
    };
    if (metric.kind !== 'histogram') {
      for (const point of metric.points) if (isShown(point)) lines.push(line(name, point.labels, point.value));
      continue;
    }
    for (const point of metric.points) {
      if (!isShown(point)) continue;
      let below = 0;
      for (const [index, bound] of metric.bounds.entries()) {
        below += point.counts[index] ?? 0;
        lines.push(line(`${name}_bucket`, { ...point.labels, le: String(bound) }, below));
      }
      lines.push(line(`${name}_bucket`, { ...point.labels, le: '+Inf' }, point.count));
      lines.push(line(`${name}_sum`, point.labels, point.sum), line(`${name}_count`, point.labels, point.count));
    }
  }
  return `${lines.join('\n')}\n`;
}

function nameOf({ name, unit, kind }: Metric): string {
  const plain = name.replaceAll(/[^\w]/g, '_');
  const suffix = SUFFIXES[unit] ?? '';
  return `${plain.endsWith(suffix) ? plain : plain + suffix}${kind === 'counter' ? '_total' : ''}`;
}

function line(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(
    ([label, text]) => `${label.replaceAll(/[^\w]/g, '_')}="${escaped(text).replaceAll('"', '\\"')}"`,
  );
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}`;
}

const escaped = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
