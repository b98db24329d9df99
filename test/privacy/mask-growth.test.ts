import { describe, expect, it } from 'vitest';
import { growth, MOST } from './growing.ts';
import { masked, requestOf, scannerWith, user } from './masking.ts';

/** Pieces in which masking finds something, frees something, or finds that it can mask nothing. */
const PIECES = [
  'Tom Meier, TomNordwind, ',
  'TomNordwind, ',
  'TomDE89370400440532013000, ',
  'Tom Meier',
  'TomTom Meier ',
  '[PERSON_1]Tom Meier',
  'Nordwind',
  'x, ',
];

describe('masking long texts', () => {
  const words = { 'Tom Meier': 'person', Nordwind: 'own-term', 'Anna Null': 'person' } as const;
  const known = 'Tom Meier and Anna Null. ';
  it.each([
    ['as they are', (text: string) => user(known + text)],
    ['as strings of JSON', (text: string) => user({ type: 'tool-result', id: 'c1', text: JSON.stringify([known, ...text.split(', ')]) })],
    [
      'beside words of JSON',
      (text: string) => user({ type: 'tool-result', id: 'c1', text: JSON.stringify([known, ...text.split(', ').map(() => null)]) }),
    ],
  ] as const)('costs in proportion, %s', { timeout: 240_000 }, (_, messageOf) => {
    for (const style of ['placeholders', 'surrogates'] as const) {
      // A new scanner each time: what it remembers would cost nothing.
      const mask = (text: string) => masked(requestOf([messageOf(text)]), { scanner: scannerWith(words), style });
      expect(PIECES.filter((piece) => growth(mask, piece, 2_400) >= MOST)).toEqual([]);
    }
  });
});
