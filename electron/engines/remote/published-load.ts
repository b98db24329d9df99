import { fieldOf, jsonOf } from './outside.ts';

/** Gauges of what runs and what waits, by the server that publishes them. Their sum is how many requests are there. */
const GAUGES: readonly (readonly [kind: string, prefix: string, names: readonly string[]])[] = [
  ['vllm', 'vllm:', ['vllm:num_requests_running', 'vllm:num_requests_waiting']],
  ['sglang', 'sglang:', ['sglang:num_running_reqs', 'sglang:num_queue_reqs']],
  ['llama-server', 'llamacpp:', ['llamacpp:requests_processing', 'llamacpp:requests_deferred']],
  ['tgi', 'tgi_', ['tgi_batch_current_size', 'tgi_queue_size']],
];

/** Kinds of which the load can be read. */
export const PUBLISHES_LOAD: ReadonlySet<string> = new Set([...GAUGES.map(([kind]) => kind), 'ray-serve', 'ollama']);

/** Most lines looked at. */
const MOST_LINES = 20_000;
const MOST_REQUESTS = 1_000_000;

/** A server's metrics in Prometheus text: whose they are, and how many requests run or wait there; undefined where they are nobody's. */
export function loadOf(text: string): { readonly kind: string; readonly load?: number } | undefined {
  const lines = text.split('\n', MOST_LINES);
  const own = GAUGES.find(([, prefix]) => lines.some((line) => line.startsWith(prefix)));
  if (own === undefined) return undefined;
  const [kind, , names] = own;
  let sum: number | undefined;
  for (const line of lines) {
    if (!names.some((name) => line.startsWith(name) && /^[{ ]/.test(line.slice(name.length)))) continue;
    // The value is the first word after the labels, whose values may hold anything.
    const value = Number(/(?:\}|^[a-z_:]+)\s+(\S+)(?:\s+\d+)?\s*$/.exec(line)?.[1]);
    if (value >= 0 && value <= MOST_REQUESTS) sum = (sum ?? 0) + value;
  }
  return { kind, ...(sum === undefined ? {} : { load: sum }) };
}

/** Names of the models that an Ollama has in memory; undefined where the text is no such list. */
export function runningAtOllama(text: string): readonly string[] | undefined {
  const models = fieldOf(jsonOf(text), 'models');
  if (!Array.isArray(models)) return undefined;
  return models.map((model) => fieldOf(model, 'name')).filter((name) => typeof name === 'string');
}
