import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createStopTexts } from '../../../../electron/engines/remote/ai-sdk/stop-texts.ts';

/** The text up to the stop text that is whole first; of several that end at one place the longest. */
function expected(text: string, stops: readonly string[]): [string, string | undefined] {
  for (let end = 1; end <= text.length; end++) {
    const [stop] = stops.filter((one) => text.slice(0, end).endsWith(one)).toSorted((one, other) => other.length - one.length);
    if (stop !== undefined) return [text.slice(0, end - stop.length), stop];
  }
  return [text, undefined];
}

it('ends a text in whatever pieces it comes, and tells no letter of a stop text', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 });
  const pieces = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 }), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), pieces, (stops, given) => {
      const texts = createStopTexts(stops);
      let told = '';
      for (const piece of given) {
        told += texts.push(piece);
        if (texts.found() !== undefined) break;
        // What is told can never turn out to have been part of a stop text.
        expect(expected(given.join(''), stops)[0].startsWith(told)).toBe(true);
      }
      told += texts.rest();
      expect([told, texts.found()]).toEqual(expected(given.join(''), stops));
    }),
    { numRuns: 2_000 },
  );
});

it('keeps nothing back where nothing is to stop at', () => {
  const texts = createStopTexts(['', 'END']);
  expect(texts.push('anything E')).toBe('anything ');
  expect(texts.push('lse')).toBe('Else');
  expect([texts.rest(), texts.found()]).toEqual(['', undefined]);
});
