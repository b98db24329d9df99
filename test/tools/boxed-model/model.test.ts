import { expect, test } from 'vitest';
import { makeModel, PRESETS } from '../../../tools/boxed-model/model.ts';

test('the same shape gives the same bytes', () => {
  const made = makeModel(PRESETS.starter);
  expect(makeModel(PRESETS.starter).equals(made)).toBe(true);
  expect(made.length).toBeLessThan(2_000_000);
});

test('another seed gives another model', () => {
  expect(makeModel({ ...PRESETS.starter, seed: 2 }).equals(makeModel(PRESETS.starter))).toBe(false);
});

test('a vocabulary too small for its words is refused', () => {
  expect(() => makeModel({ ...PRESETS.starter, vocabulary: 100 })).toThrow(/The vocabulary needs \d+ tokens, 100 were asked for/);
});
