import type { TokenizerFamily } from '../routing/tokens/family.ts';

/** Models by their names, the more particular first. */
const NAMES: readonly (readonly [RegExp, TokenizerFamily])[] = [
  [/gpt-(?:4o|4\.1|4\.5|[5-9]|oss)|chatgpt|(?:^|\/)o[1-9](?:$|-)/, 'o200k'],
  [/gpt-(?:3\.5|4)|text-embedding-(?:3|ada)/, 'cl100k'],
  [/claude/, 'claude'],
  [/qwen|qwq/, 'qwen'],
  [/gemma|gemini/, 'gemma'],
  [/mi[sx]tral|magistral|codestral|devstral/, 'mistral'],
  [/llama/, 'llama3'],
];

/** The tokenizer that a model of this name most likely has. */
export const tokenizerOf = (modelId: string): TokenizerFamily => NAMES.find(([name]) => name.test(modelId.toLowerCase()))?.[1] ?? 'unknown';
