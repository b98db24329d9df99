import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMarkerFilter } from '../../../electron/engines/local/marker-filter.ts';

/** What gets through when the text comes in these pieces, and the mark that ended it. */
function filtered(pieces: readonly string[], marks: readonly string[]) {
  const filter = createMarkerFilter(marks);
  let shown = '';
  for (const [index, piece] of pieces.entries()) {
    const { text, mark, after } = filter.push(piece);
    shown += text;
    if (mark !== undefined) return { shown, mark, after: after + pieces.slice(index + 1).join('') };
  }
  return { shown: shown + filter.rest(), mark: undefined, after: '' };
}

test('however the text is cut, it is shown up to the first mark, and nothing is lost after it', { retry: 0 }, () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 12 });
  fc.assert(
    fc.property(fc.array(letters), fc.array(letters, { maxLength: 3 }), (pieces, marks) => {
      const whole = pieces.join('');
      const ends = marks.filter((mark) => mark !== '').map((mark) => whole.indexOf(mark));
      const found = ends.filter((index) => index >= 0);
      const { shown, mark, after } = filtered(pieces, marks);
      expect(shown + (mark ?? '') + after).toBe(whole);
      if (found.length === 0) expect(mark).toBeUndefined();
      else expect(found).toContain(shown.length);
    }),
  );
});

test('text that may begin a mark waits for what comes next', () => {
  const filter = createMarkerFilter(['END']);
  expect(filter.push('the E')).toEqual({ text: 'the ', after: '' });
  expect(filter.push('N')).toEqual({ text: '', after: '' });
  expect(filter.push('GINE E')).toEqual({ text: 'ENGINE ', after: '' });
  expect(filter.push('ND it')).toEqual({ text: '', mark: 'END', after: ' it' });
});

test('of two marks at one place the longer is found, and an empty one never', () => {
  expect(filtered(['a<t>', '\nb'], ['<t>\n', '<t']).mark).toBe('<t');
  expect(filtered(['a<t>\nb'], ['<t>\n', '<t']).mark).toBe('<t>\n');
  expect(filtered(['a', 'b'], [''])).toEqual({ shown: 'ab', mark: undefined, after: '' });
});
