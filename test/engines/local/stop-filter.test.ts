import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createStopFilter } from '../../../electron/engines/local/stop-filter.ts';

/** What gets through when the text comes in these pieces. */
function filtered(pieces: readonly string[], stops: readonly string[]): string {
  const filter = createStopFilter(stops);
  let shown = '';
  for (const piece of pieces) {
    const { text, stopped } = filter.push(piece);
    shown += text;
    if (stopped) return shown;
  }
  return shown + filter.rest();
}

test('however the text is cut, it is shown up to the first stop text and no further', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 12 });
  fc.assert(
    fc.property(fc.array(letters), fc.array(letters, { maxLength: 3 }), (pieces, stops) => {
      const whole = pieces.join('');
      const found = stops.filter((stop) => stop !== '').map((stop) => whole.indexOf(stop));
      const ends = found.filter((index) => index >= 0);
      expect(filtered(pieces, stops)).toSatisfy((shown: string) =>
        ends.length === 0 ? shown === whole : ends.includes(shown.length) && whole.startsWith(shown),
      );
    }),
  );
});

test('text that may begin a stop text waits for what comes next', () => {
  const filter = createStopFilter(['END']);
  expect(filter.push('the E')).toEqual({ text: 'the ', stopped: false });
  expect(filter.push('N')).toEqual({ text: '', stopped: false });
  expect(filter.push('GINE E')).toEqual({ text: 'ENGINE ', stopped: false });
  expect(filter.push('ND it')).toEqual({ text: '', stopped: true });
});

test('an empty stop text stops nothing', () => {
  expect(filtered(['a', 'b'], [''])).toBe('ab');
});
