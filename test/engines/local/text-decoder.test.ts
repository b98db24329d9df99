import type { Token } from 'node-llama-cpp';
import { expect, test } from 'vitest';
import { createTokenDecoder } from '../../../electron/engines/local/text-decoder.ts';

/** A tokenizer whose tokens are bytes; like SentencePiece, it drops a space at the very start. */
const bytes = {
  detokenize: (tokens: readonly Token[]) => Buffer.from(tokens).toString('utf8').replace(/^ /, ''),
};

function decode(input: Uint8Array, before = 'x'): string[] {
  const decoder = createTokenDecoder(bytes, [...Buffer.from(before)] as Token[]);
  const pieces = [...input].map((byte) => decoder.push(byte as Token));
  return [...pieces, decoder.rest()];
}

test('characters of several bytes come out whole, once', () => {
  const text = 'Grüße 👋🏽 你好, '.repeat(20);
  const pieces = decode(Buffer.from(text));
  expect(pieces.join('')).toBe(text);
  expect(pieces.filter((piece) => piece.includes('\uFFFD'))).toEqual([]);
});

test('a space at the start of a token is kept', () => {
  expect(decode(Buffer.from(' a b')).join('')).toBe(' a b');
});

test('bytes that are no character come out in the end, as replacement characters', () => {
  const broken = decode(Uint8Array.from({ length: 20 }, () => 0xff)).join('');
  expect(broken).toMatch(/^\uFFFD{20}$/);
  expect(decode(Buffer.from('a€').subarray(0, 3)).join('')).toBe('a\uFFFD');
});
