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
  let text = '';
  for (const metric of metrics) {
    const name = nameOf(metric);
    text += `# HELP ${name} ${escaped(metric.help)}\n# TYPE ${name} ${metric.kind}\n`;
    const labelNames = new Map<string, string>();
    const pairsOf = (labels: Labels) => {
      let pairs = '';
      for (const label in labels) {
        const plain = labelNames.get(label) ?? plainName(label);
        labelNames.set(label, plain);
        pairs += `${pairs === '' ? '' : ','}${plain}="${escaped(labels[label] ?? '').replaceAll('"', '\\"')}"`;
      }
      return pairs;
    };
    const isShown = ({ labels }: { readonly labels: Labels }) => {
      const target = labels.target ?? labels['gen_ai.request.model'] ?? '';
      return target === '' || mayName(target);
    };
    if (metric.kind === 'histogram') {
      const bounds = metric.bounds.map((bound) => `le="${bound}"`);
      for (const point of metric.points) if (isShown(point)) text += spread(name, pairsOf(point.labels), bounds, point);
      continue;
    }
    for (const point of metric.points) {
      if (!isShown(point)) continue;
      const pairs = pairsOf(point.labels);
      text += `${name}${pairs === '' ? '' : `{${pairs}}`} ${point.value}\n`;
    }
  }
  return text;
}

/** The lines of one series of a histogram: Prometheus's buckets hold all below their bound. */
function spread(
  name: string,
  pairs: string,
  bounds: readonly string[],
  { counts, count, sum }: { readonly counts: readonly number[]; readonly count: number; readonly sum: number },
): string {
  const bucket = `${name}_bucket{${pairs}${pairs === '' ? '' : ','}`;
  const own = pairs === '' ? '' : `{${pairs}}`;
  let below = 0;
  let lines = '';
  for (const [index, bound] of bounds.entries()) {
    below += counts[index] ?? 0;
    lines += `${bucket}${bound}} ${below}\n`;
  }
  return `${lines}${bucket}le="+Inf"} ${count}\n${name}_sum${own} ${sum}\n${name}_count${own} ${count}\n`;
}

function nameOf({ name, unit, kind }: Metric): string {
  const plain = plainName(name);
  const suffix = SUFFIXES[unit] ?? '';
  return `${plain.endsWith(suffix) ? plain : plain + suffix}${kind === 'counter' ? '_total' : ''}`;
}

const plainName = (name: string) => name.replaceAll(/[^\w]/g, '_');
const escaped = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
