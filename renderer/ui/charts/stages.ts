import type { Timings } from '../../../shared/chat/usage.ts';

/** A stretch of an answer's time. Shares are of the whole. */
export interface Stage {
  readonly name: 'before' | 'queue' | 'load' | 'read' | 'write';
  readonly ms: number;
  readonly start: number;
  readonly share: number;
}

/** The stages of an answer in their order: tries before it, waiting, loading, reading the prompt, writing the answer. */
export function stagesOf({ queueMs, loadMs, firstTokenMs, totalMs, own }: Timings): readonly Stage[] {
  if (!(totalMs > 0)) return [];
  const its = own ?? { queueMs, loadMs, firstTokenMs };
  const first = Math.min(totalMs, Math.max(0, firstTokenMs));
  const before = own === undefined ? 0 : Math.max(0, first - its.firstTokenMs);
  const read = Math.max(0, first - before - its.queueMs - its.loadMs);
  const lengths = [
    ['before', before],
    ['queue', its.queueMs],
    ['load', its.loadMs],
    ['read', read],
    ['write', totalMs - first],
  ] as const;
  let start = 0;
  const stages: Stage[] = [];
  for (const [name, ms] of lengths) {
    const share = Math.min(1 - start, Math.max(0, ms) / totalMs);
    if (ms >= 0.5) stages.push({ name, ms, start, share });
    start += share;
  }
  return stages;
}
