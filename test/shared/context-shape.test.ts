import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KV_BUDGET_BYTES, shapeOf } from '../../shared/models/context-shape.ts';

const MODEL = { trainContextSize: 131_072, bytesPerToken: 128 * 1024, budgetBytes: KV_BUDGET_BYTES };

describe('the shape of a context', () => {
  test('follows the memory: few large sequences for a large model, many for a small one', () => {
    expect(shapeOf(MODEL, {})).toEqual({ contextWindow: 8192, sequences: 2, maySpareSequences: true });
    expect(shapeOf({ ...MODEL, bytesPerToken: 32 * 1024 }, {})).toMatchObject({ contextWindow: 16_384, sequences: 4 });
    expect(shapeOf({ ...MODEL, bytesPerToken: 1024 }, {})).toMatchObject({ contextWindow: 32_768, sequences: 8 });
    expect(shapeOf({ ...MODEL, trainContextSize: 2048 }, {})).toMatchObject({ contextWindow: 2048, sequences: 4 });
  });

  test('a model gets the promised window even where the budget is short', () => {
    expect(shapeOf({ ...MODEL, bytesPerToken: 2 ** 20 }, {})).toMatchObject({ contextWindow: 8192, sequences: 1 });
  });

  test('a window or a number of sequences that is set is what there will be', () => {
    expect(shapeOf(MODEL, { contextWindow: 65_536 })).toMatchObject({ contextWindow: 65_536, sequences: 1 });
    expect(shapeOf(MODEL, { sequences: 6 })).toEqual({ contextWindow: 8192, sequences: 6, maySpareSequences: false });
  });

  test('a window that the model was not made for is refused with both figures', () => {
    expect(() => shapeOf({ ...MODEL, trainContextSize: 4096 }, { contextWindow: 8192 })).toThrow(/8192.*4096/);
  });

  test('never holds more than the budget beyond the promised window, nor more than the model was made for', () => {
    const needs = fc.record({
      trainContextSize: fc.integer({ min: 256, max: 2 ** 20 }),
      bytesPerToken: fc.integer({ min: 1, max: 2 ** 21 }),
      budgetBytes: fc.integer({ min: 2 ** 20, max: 2 ** 36 }),
    });
    fc.assert(
      fc.property(needs, (given) => {
        const { contextWindow, sequences } = shapeOf(given, {});
        const promised = Math.min(given.trainContextSize, 8192);
        expect(contextWindow).toBeGreaterThanOrEqual(promised);
        expect(contextWindow).toBeLessThanOrEqual(given.trainContextSize);
        expect(sequences).toBeGreaterThanOrEqual(1);
        const isMore = contextWindow > promised || sequences > 1;
        if (isMore) expect(contextWindow * sequences * given.bytesPerToken).toBeLessThanOrEqual(given.budgetBytes);
      }),
    );
  });
});
