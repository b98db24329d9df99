import { describe, expect, test } from 'vitest';
import { createPieces } from '../../../../electron/engines/remote/openai/pieces.ts';

const chunk = (delta: object, more: object = {}) => ({ choices: [{ index: 0, delta }], ...more });

describe('a provider that means harm', () => {
  test('fills no memory with fields that nothing goes with', () => {
    const pieces = createPieces(1, true);
    const fill = () => {
      for (let count = 0; count < 8; count++) pieces.take(chunk({ [`k${count}`]: 'z'.repeat(2 ** 18) }));
    };
    expect(fill).toThrow(expect.objectContaining({ code: 'bad-output' }));
  });

  test('may tell the same field again and again, and much of it with what it says', () => {
    const pieces = createPieces(1, true);
    for (let count = 0; count < 16; count++) pieces.take(chunk({}, { trace: 'z'.repeat(2 ** 18) }));
    for (let count = 0; count < 8; count++)
      expect(pieces.take(chunk({ content: 'a', [`k${count}`]: 'z'.repeat(2 ** 18) }))).toHaveLength(1);
  });

  test.each([true, false])('does not go on for ever in unknown fields, kept or not: %s', (keepsWire) => {
    const pieces = createPieces(1, keepsWire);
    const flood = () => {
      for (let count = 0; count < 200; count++) pieces.take(chunk({ content: 'a', [`k${count}`]: 'z'.repeat(2 ** 18) }));
    };
    expect(flood).toThrow(expect.objectContaining({ code: 'bad-output' }));
  });
});
