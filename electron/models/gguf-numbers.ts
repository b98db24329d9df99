import { say } from '../../shared/chat/said.ts';
import { fault } from './gguf-cursor.ts';
import type { MetadataValue } from './gguf-metadata.ts';

/** Numbers that llama.cpp counts by, allocates by or divides by, and the most that any model could mean. */
const COUNTS: Readonly<Record<string, number>> = {
  block_count: 4096,
  context_length: 2 ** 27,
  embedding_length: 2 ** 24,
  feed_forward_length: 2 ** 24,
  'attention.head_count': 65_536,
  'attention.head_count_kv': 65_536,
};
/** Written as 0, or for some layers so, where a model has layers without attention or without a feed-forward part. */
const MAY_BE_ZERO = new Set(['feed_forward_length', 'attention.head_count', 'attention.head_count_kv']);
const EPSILONS = ['attention.layer_norm_rms_epsilon', 'attention.layer_norm_epsilon'];
/** Architectures of which no layer, or not every one, has attention. */
const RECURRENT = /mamba|rwkv|hybrid|^(jamba|lfm2|nemotron_h|plamo2|falcon-h1|kimi-linear|qwen3next)/;

/**
 * Refuses numbers on which llama.cpp would abort instead of saying what is wrong. What is not there is left to it: which
 * numbers an architecture has, it knows best. Throws `model-faulty`.
 */
export function requirePossibleNumbers(metadata: ReadonlyMap<string, MetadataValue>, architecture: string): void {
  const isRecurrent = RECURRENT.test(architecture) || metadata.has(`${architecture}.ssm.inner_size`);
  for (const [name, most] of Object.entries(COUNTS)) {
    const key = `${architecture}.${name}`;
    const value = metadata.get(key);
    if (value === undefined) continue;
    const values = Array.isArray(value) ? value : [value];
    // A list has one number a layer, and some layers may have none of what is counted.
    const least = MAY_BE_ZERO.has(name) && (isRecurrent || Array.isArray(value)) ? 0 : 1;
    const wrong = values.find((each) => !Number.isInteger(each) || each < least || each > most);
    if (wrong !== undefined) throw impossible(key, wrong);
  }
  for (const name of EPSILONS) {
    const key = `${architecture}.${name}`;
    const value = metadata.get(key);
    if (value !== undefined && !(typeof value === 'number' && Number.isFinite(value) && value > 0)) throw impossible(key, value);
  }
}

const impossible = (key: string, value: unknown) =>
  fault(
    say`The header gives “${key.replace(/\p{Cc}+/gu, ' ').slice(0, 100)}” as ${String(value).slice(0, 40)}, which no model has. The file is damaged.`,
  );
