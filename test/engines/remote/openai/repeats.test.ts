import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPieces } from '../../../../electron/engines/remote/openai/pieces.ts';
import { createRepeats } from '../../../../electron/engines/remote/openai/repeats.ts';

const chunkOf = (delta: object, rest: object = {}, reason: string | null = null) =>
  JSON.stringify({
    id: 'c',
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }],
    ...rest,
  });

/** Reads chunks as an answer's are read, and by reading each whole; and how many were only told again. */
function read(chunks: readonly string[], keepsWire: boolean) {
  const [pieces, whole, repeats] = [createPieces(1, keepsWire), createPieces(1, keepsWire), createRepeats()];
  let again = 0;
  const both = chunks.map((data) => {
    const text = repeats.textOf(data);
    const piece = text === undefined ? undefined : pieces.again(text);
    const expected = whole.take(JSON.parse(data));
    if (piece !== undefined) {
      again++;
      return [[piece], expected];
    }
    const taken = pieces.take(JSON.parse(data));
    repeats.learn(data, pieces.plainText());
    return [taken, expected];
  });
  const ends = [pieces, whole].map((one) => [one.tokens('unknown'), one.told(), one.reasons(), one.rest(), one.isComplete()]);
  return { both, ends, again };
}

describe('a chunk that repeats the one before it', () => {
  it('is read as it would be alone, whatever it and its neighbours hold', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('', '"', '\\', '"content":"x"', '\u2028', '\ud800', '\n\t', ' word'),
    );
    const chunk = fc.oneof(
      { weight: 6, arbitrary: text.map((content) => chunkOf({ content })) },
      text.map((content) => chunkOf({ role: 'assistant', content })),
      text.map((content) => chunkOf({ content, reasoning_content: content })),
      text.map((content) => chunkOf({ content }, { system_fingerprint: 'fp', content })),
      text.map((content) => chunkOf({ content }, { usage: { prompt_tokens: 3, completion_tokens: 4 } })),
      text.map((content) => chunkOf({ content }, {}, 'stop')),
      text.map((content) => chunkOf({ tool_calls: [{ index: 0, id: 'a', function: { name: 'content', arguments: content } }] })),
      text.map((content) => chunkOf({ content }).replaceAll('":', '": ')),
    );
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 12 }), fc.boolean(), (chunks, keepsWire) => {
        const { both, ends } = read(chunks, keepsWire);
        for (const [fast, slow] of both) expect(fast).toEqual(slow);
        expect(ends[0]).toEqual(ends[1]);
      }),
      { numRuns: 500 },
    );
  });

  it('is hardly ever read whole in a plain stream, with fields of its provider’s own or without', () => {
    const words = Array.from({ length: 50 }, (_, index) => `word${index} "é"\n`);
    expect(
      read(
        words.map((content) => chunkOf({ content })),
        true,
      ).again,
    ).toBe(49);
    expect(
      read(
        words.map((content) => chunkOf({ content }, { system_fingerprint: 'fp' })),
        true,
      ).again,
    ).toBe(49);
    expect(
      read(
        words.map((content, index) => chunkOf({ content }, { obfuscation: String(index) })),
        true,
      ).again,
    ).toBe(0);
  });

  it('still counts towards the most that an answer may hold', () => {
    const pieces = createPieces(1, false);
    pieces.take(JSON.parse(chunkOf({ content: 'a' })));
    expect(() => {
      for (let count = 0; count < 40; count++) pieces.again('x'.repeat(1_000_000));
    }).toThrow('does not end');
  });
});
