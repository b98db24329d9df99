import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { makeModel, PRESETS } from '../../../tools/boxed-model/model.ts';

test('making the boxed model again gives the file that is kept', async () => {
  const kept = await readFile(new URL('../../../resources/models/lintel-starter.gguf', import.meta.url));
  const made = makeModel(PRESETS.starter);
  expect(made.equals(kept)).toBe(true);
  expect(made.length).toBeLessThan(2_000_000);
});

test('another seed gives another model', () => {
  expect(makeModel({ ...PRESETS.starter, seed: 2 }).equals(makeModel(PRESETS.starter))).toBe(false);
});

test('a vocabulary too small for its words is refused', () => {
  expect(() => makeModel({ ...PRESETS.starter, vocabulary: 100 })).toThrow(/The vocabulary needs \d+ tokens, 100 were asked for/);
});
