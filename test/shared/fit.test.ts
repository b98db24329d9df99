import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { english } from '../../shared/chat/english.ts';
import { type FitModel, largestContextThatFits, type Machine, predictFit, predictNeed, settingsRefusal } from '../../shared/models/fit.ts';
import { NO_SHAPE } from '../../shared/models/shape.ts';

const GIB = 2 ** 30;

/** Llama 3.1 8B in Q4_K_M, by its published configuration and file size. */
const llama8b: FitModel = {
  contextLength: 131_072,
  tensorBytes: 4.92e9,
  kvBytesPerToken: 32 * 2 * 2 * 8 * 128,
  shape: {
    ...NO_SHAPE,
    layers: 32,
    layerBytes: 4.22e9,
    otherBytes: 0.7e9,
    embeddingBytes: 0.28e9,
    outputBytes: 0.42e9,
    fullBytesPerToken: 32 * 2 * 2 * 8 * 128,
    width: 4096,
    feedForward: 14_336,
    vocabulary: 128_256,
  },
};
const refusalOf = (settings: Parameters<typeof settingsRefusal>[2]) => {
  const refusal = settingsRefusal(llama8b, laptop, settings);
  return refusal === undefined ? undefined : english(refusal);
};
const laptop: Machine = { totalBytes: 16 * GIB, availableBytes: 11 * GIB, headroomBytes: 1.6 * GIB, threads: 4, bytesPerSecond: 12e9 };

describe('a prediction', () => {
  test('takes no longer for a header that claims any number of layers', () => {
    let asked = 0;
    const shape = new Proxy(
      { ...llama8b.shape, layers: 2 ** 40 },
      {
        get: (target, key) => {
          asked += 1;
          return Reflect.get(target, key);
        },
      },
    );
    const gpu = { name: 'A card', totalBytes: 2 * GIB, freeBytes: 2 * GIB };
    const fit = predictFit({ ...llama8b, shape }, { ...laptop, gpu }, { contextWindow: 8192, sequences: 1 });
    expect(fit.layersOnGpu / 2 ** 40).toBeCloseTo(
      predictFit(llama8b, { ...laptop, gpu }, { contextWindow: 8192, sequences: 1 }).layersOnGpu / 32,
      1,
    );
    expect(asked).toBeLessThan(2000);
  });

  test('adds up what a model takes: 128 kB of keys and values for a token of Llama 3.1 8B', () => {
    const need = predictNeed(llama8b, { contextWindow: 8192, sequences: 1 });
    expect(need.cacheBytes).toBe(GIB);
    expect(need.weightBytes).toBe(4.92e9);
    expect(need.cpuBytes).toBe(need.weightBytes + need.cacheBytes + need.workingBytes);
    expect(predictNeed(llama8b, { contextWindow: 8192, sequences: 2 }).cacheBytes).toBe(2 * GIB);
    expect(predictNeed(llama8b, { contextWindow: 8192, sequences: 1, cacheType: 'Q8_0' }).cacheBytes).toBe((GIB * 34) / 64);
  });

  test('says so in words, with the numbers', () => {
    const fit = predictFit(llama8b, laptop);
    expect(fit.verdict).toBe('fits');
    expect(fit.sentence).toMatch(
      /^Needs about \d\.\d GiB for 8,192 tokens of context; 9\.4 GiB of 16\.0 GiB are free beside other programs\. About \d+ tokens\/s \(estimate\)\.$/,
    );
    expect(predictFit(llama8b, laptop, {}, 3).verdict).toBe('slow');
    expect(predictFit(llama8b, laptop, {}, 3).sentence).toContain('3 tokens/s (measured here)');
    expect(predictFit(llama8b, { ...laptop, availableBytes: 4 * GIB }).verdict).toBe('wont-fit');
  });

  test('takes less room for chats before it says that a model does not fit, as a load does', () => {
    const tight = { ...laptop, availableBytes: 8.2 * GIB };
    expect(predictNeed(llama8b).cpuBytes).toBeGreaterThan(tight.availableBytes - tight.headroomBytes);
    expect(predictFit(llama8b, tight)).toMatchObject({ verdict: 'fits', need: { contextWindow: 8192, sequences: 1 } });
    expect(refusalOf({ cacheType: 'Q4_0', flashAttention: false })).toContain('flash attention');
  });

  test('puts as many layers on a card as it has room for', () => {
    const on = (freeBytes: number, gpuLayers?: number) =>
      predictFit(
        llama8b,
        { ...laptop, gpu: { name: 'A card', totalBytes: 24 * GIB, freeBytes } },
        gpuLayers === undefined ? {} : { gpuLayers },
      );
    expect(on(24 * GIB).layersOnGpu).toBe(32);
    expect(on(24 * GIB, 10).layersOnGpu).toBe(10);
    expect(on(4 * GIB).layersOnGpu).toBeGreaterThan(4);
    expect(on(4 * GIB).layersOnGpu).toBeLessThan(32);
    expect(on(100 * 2 ** 20).layersOnGpu).toBe(0);
    expect(on(24 * GIB).tokensPerSecond).toBeGreaterThan(3 * predictFit(llama8b, laptop).tokensPerSecond);
    expect(on(24 * GIB).sentence).toContain('on A card (32 of 32 layers)');
  });

  test('counts a window for layers that have one, and only the experts that a token goes to', () => {
    const half = llama8b.kvBytesPerToken / 2;
    const windowed = { ...llama8b, shape: { ...llama8b.shape, fullBytesPerToken: half, window: { tokens: 1024, bytesPerToken: half } } };
    expect(predictNeed(windowed, { contextWindow: 8192, sequences: 1 }).cacheBytes).toBe(half * 8192 + half * (1024 + 512));
    const mixture = { ...llama8b, shape: { ...llama8b.shape, expertBytes: 4e9, experts: { count: 8, used: 2 } } };
    expect(predictFit(mixture, laptop).tokensPerSecond).toBeGreaterThan(2 * predictFit(llama8b, laptop).tokensPerSecond);
  });

  test('more of anything never needs less, and more memory never turns a fit into none', () => {
    const size = fc.integer({ min: 256, max: 131_072 });
    fc.assert(
      fc.property(size, size, fc.integer({ min: 1, max: 8 }), fc.double({ min: 1, max: 64, noNaN: true }), (a, b, sequences, gib) => {
        const [short, long] = [Math.min(a, b), Math.max(a, b)];
        const need = (contextWindow: number) => predictNeed(llama8b, { contextWindow, sequences }).cpuBytes;
        expect(need(short)).toBeLessThanOrEqual(need(long));
        const at = (availableBytes: number) =>
          predictFit(llama8b, { ...laptop, availableBytes }, { contextWindow: long, sequences }).verdict;
        if (at(gib * GIB) !== 'wont-fit') expect(at(2 * gib * GIB)).not.toBe('wont-fit');
      }),
    );
  });

  test('the largest context that fits does, and one more block does not', () => {
    const largest = largestContextThatFits(llama8b, laptop);
    const needs = (contextWindow: number) => predictNeed(llama8b, { contextWindow, sequences: 1 }).cpuBytes;
    expect(needs(largest)).toBeLessThanOrEqual(laptop.availableBytes - laptop.headroomBytes);
    expect(needs(largest + 1)).toBeGreaterThan(laptop.availableBytes - laptop.headroomBytes);
    expect(largestContextThatFits(llama8b, { ...laptop, availableBytes: 2 * GIB })).toBe(0);
  });

  test('settings that cannot fit are refused with numbers and a way out', () => {
    expect(settingsRefusal(llama8b, laptop, { contextWindow: 8192 })).toBeUndefined();
    expect(refusalOf({ contextWindow: 200_000 })).toContain('made for 131,072 at most');
    const refusal = refusalOf({ contextWindow: 131_072 });
    expect(refusal).toMatch(/need about \d+\.\d GiB \(estimate\), and this computer has 16\.0 GiB/);
    expect(refusal).toMatch(/one chat at a time, [\d,]+ tokens fit/);
  });
});
