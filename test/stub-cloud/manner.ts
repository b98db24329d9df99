import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** How an echo answers, as the model's name says: `echo-tokens-200-gap-5`. */
export interface Manner {
  /** Words it would say if nothing limited it. */
  readonly tokens: number;
  /** Milliseconds before the first word, and between two. */
  readonly first: number;
  readonly gap: number;
  /** Words that fit into prompt and answer together. */
  readonly context: number;
  /** What it tells of its use: the truth, nothing, or ten times as much, or a tenth. */
  readonly usage: 'true' | 'none' | 'more' | 'less';
}

/** The answer's own words. */
export interface Said {
  readonly words: readonly string[];
  readonly inputTokens: number;
  readonly isCut: boolean;
}

const MANNER: Manner = { tokens: 24, first: 0, gap: 0, context: 8192, usage: 'true' };

export function mannerOf(model: string): Manner {
  const [, ...words] = model.split('-');
  const manner: Record<string, unknown> = { ...MANNER };
  for (let at = 0; at + 1 < words.length; at += 2) {
    const [name = '', value = ''] = [words[at], words[at + 1]];
    if (name in MANNER) manner[name] = name === 'usage' ? value : Number(value);
  }
  return manner as unknown as Manner;
}

/** A word is a token. Says the prompt's own words, over and over. */
export function sayOf(prompt: string, most: number | undefined, { tokens, context }: Manner): Said | 'too long' {
  const heard = prompt.split(/\s+/).filter(Boolean);
  if (heard.length > context) return 'too long';
  const wanted = Math.max(tokens, 1);
  const count = Math.min(wanted, most ?? wanted);
  const words = Array.from({ length: count }, (_, index) => `${heard[index % Math.max(1, heard.length)] ?? 'Yes'} `);
  return { words, inputTokens: Math.max(1, heard.length), isCut: count < wanted };
}

/** Tokens as the echo tells them. */
export function toldOf({ usage }: Manner, tokens: number): number {
  return usage === 'more' ? tokens * 10 : usage === 'less' ? Math.floor(tokens / 10) : tokens;
}

/** Sends pieces at the echo's pace, in one write each. */
export async function paced(response: ServerResponse, { first, gap }: Manner, pieces: Iterable<string | Uint8Array>): Promise<void> {
  if (first > 0) {
    response.flushHeaders();
    await wait(first);
  }
  let index = 0;
  for (const piece of pieces) {
    if (response.destroyed) return;
    if (index++ > 0 && gap > 0) await wait(gap);
    response.write(piece);
  }
  response.end();
}
