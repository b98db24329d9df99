import type { Answer } from '../../../../shared/routing/record.ts';

const NS_PER_MS = 1e6;
const ns = (ms: number) => Math.max(0, Math.round(ms * NS_PER_MS));

/** What Ollama's last object tells: times in nanoseconds and tokens. */
export function accountOf({ timings, usage, finishReason }: Answer) {
  const { totalMs, loadMs, queueMs, firstTokenMs } = timings;
  return {
    done: true,
    done_reason: finishReason === 'length' ? 'length' : 'stop',
    total_duration: ns(totalMs),
    load_duration: ns(loadMs),
    prompt_eval_count: usage.inputTokens,
    prompt_eval_duration: ns(firstTokenMs - loadMs - queueMs),
    eval_count: usage.outputTokens,
    eval_duration: ns(totalMs - firstTokenMs),
  };
}
