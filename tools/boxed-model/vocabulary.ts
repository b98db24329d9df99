import { WORDS } from './words.ts';

/** What llama.cpp does with a token: `llama_token_type` in llama.h. */
const TOKEN_TYPE = { normal: 1, unknown: 2, control: 3, byte: 6 } as const;

/** What a token is for, which decides how likely the model is to say it. */
export type Purpose = 'word' | 'punctuation' | 'piece' | 'end' | 'never' | 'script';

export interface Token {
  readonly text: string;
  /** Merge priority in the tokenizer: the highest pair is merged first. */
  readonly score: number;
  readonly type: (typeof TOKEN_TYPE)[keyof typeof TOKEN_TYPE];
  readonly purpose: Purpose;
}

/** Starts a word in SentencePiece vocabularies, where a space is part of the token. */
const SPACE = '▁';

export const CHAT_TOKENS = ['<|system|>', '<|user|>', '<|assistant|>', '<|end|>'] as const;
export const OPENS_ANSWER: (typeof CHAT_TOKENS)[number] = '<|assistant|>';
const FIRST_SPECIAL = ['<unk>', '<s>', '</s>'] as const;

/** Ids that the tokenizer's metadata must name. */
export const TOKEN_ID = { unknown: 0, begin: 1, endOfText: 2, endOfTurn: FIRST_SPECIAL.length + CHAT_TOKENS.length - 1 } as const;

/**
 * A SentencePiece ("llama") vocabulary: specials, bytes, printable ASCII, then byte-pair merges
 * over the word list until every word is one token.
 * @param size pads with invented words or throws when the words alone need more; absent: as many as needed
 * @param script texts that become tokens of their own, at the end; control tokens where they look like `<|…|>`
 */
export function buildVocabulary(size?: number, script: readonly string[] = []): Token[] {
  const tokens = new Map<string, Token>();
  const add = (text: string, score: number, type: Token['type'], purpose: Purpose) => {
    if (!tokens.has(text)) tokens.set(text, { text, score, type, purpose });
  };
  add('<unk>', 0, TOKEN_TYPE.unknown, 'never');
  for (const text of FIRST_SPECIAL.slice(1)) add(text, 0, TOKEN_TYPE.control, 'never');
  for (const text of CHAT_TOKENS) add(text, 0, TOKEN_TYPE.control, text === '<|end|>' ? 'end' : 'never');
  for (let byte = 0; byte < 256; byte++) {
    add(`<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`, 0, TOKEN_TYPE.byte, 'never');
  }
  const characters = [SPACE, ...Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index))];
  // Single characters lose against every merge.
  for (const [index, text] of characters.entries()) {
    add(text, -1e6 - index, TOKEN_TYPE.normal, ',.'.includes(text) ? 'punctuation' : 'piece');
  }
  const whole = new Set(WORDS.map((word) => SPACE + word));
  for (const [rank, text] of mergesOf(WORDS).entries()) add(text, -rank, TOKEN_TYPE.normal, whole.has(text) ? 'word' : 'piece');
  if (size !== undefined) pad(tokens, size, add);
  for (const [index, text] of script.entries()) {
    add(text.replaceAll(' ', SPACE), -2e6 - index, /^<\|.*\|>$/.test(text) ? TOKEN_TYPE.control : TOKEN_TYPE.normal, 'script');
  }
  return [...tokens.values()];
}

/** Byte-pair merges in the order they are learned; frequency falls with a word's rank, as in real text (Zipf). */
function mergesOf(words: readonly string[]): string[] {
  const spelled = words.map((word, rank) => ({ parts: [SPACE, ...word], weight: 1 / (rank + 3) }));
  const merges: string[] = [];
  for (;;) {
    const pair = mostFrequentPair(spelled);
    if (pair === undefined) return merges;
    merges.push(pair.join(''));
    for (const word of spelled) mergePair(word.parts, pair);
  }
}

function mostFrequentPair(words: readonly { parts: readonly string[]; weight: number }[]): [string, string] | undefined {
  const weights = new Map<string, { pair: [string, string]; weight: number }>();
  for (const { parts, weight } of words) {
    for (let index = 0; index + 1 < parts.length; index++) {
      const pair: [string, string] = [parts[index] ?? '', parts[index + 1] ?? ''];
      const key = pair.join(' ');
      const known = weights.get(key);
      if (known === undefined) weights.set(key, { pair, weight });
      else known.weight += weight;
    }
  }
  let best: { pair: [string, string]; weight: number } | undefined;
  for (const entry of weights.values()) if (best === undefined || entry.weight > best.weight) best = entry;
  return best?.pair;
}

function mergePair(parts: string[], [left, right]: readonly [string, string]): void {
  for (let index = 0; index + 1 < parts.length; index++) {
    if (parts[index] === left && parts[index + 1] === right) parts.splice(index, 2, left + right);
  }
}

function pad(
  tokens: ReadonlyMap<string, Token>,
  size: number,
  add: (text: string, score: number, type: 1, purpose: Purpose) => void,
): void {
  if (tokens.size > size) throw new Error(`The vocabulary needs ${tokens.size} tokens, ${size} were asked for.`);
  const onsets = [...'bcdfghjklmnprstvwz'];
  const vowels = [...'aeiou'];
  for (let index = 0; tokens.size < size; index++) {
    let word = SPACE;
    for (let rest = index + onsets.length * vowels.length; rest > 0; rest = Math.floor(rest / (onsets.length * vowels.length))) {
      word += (onsets[rest % onsets.length] ?? '') + (vowels[Math.floor(rest / onsets.length) % vowels.length] ?? '');
    }
    add(word, -1e5 - index, TOKEN_TYPE.normal, 'word');
  }
}
