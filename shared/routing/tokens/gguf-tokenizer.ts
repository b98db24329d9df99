import type { TokenizerFamily } from './family.ts';

/** By how a GGUF file names the way its tokenizer first splits text (`tokenizer.ggml.pre`, as llama.cpp's llama-vocab.cpp reads it). */
const BY_SPLITTER: ReadonlyMap<string, TokenizerFamily> = new Map([
  ['llama-bpe', 'llama3'],
  ['llama3', 'llama3'],
  ['llama-v3', 'llama3'],
  ['llama4', 'o200k'],
  ['gpt-4o', 'o200k'],
  ['dbrx', 'cl100k'],
  ['qwen2', 'qwen'],
  ['qwen35', 'qwen'],
  ['deepseek-r1-qwen', 'qwen'],
  ['tekken', 'mistral'],
]);

/** The tokenizer family of a GGUF model; nothing where neither says it. Gemma's files name no splitter. */
export function tokenizerFamilyOf(splitter: string | undefined, architecture: string): TokenizerFamily | undefined {
  return BY_SPLITTER.get(splitter ?? '') ?? (architecture.startsWith('gemma') ? 'gemma' : undefined);
}
