import { totalmem } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import { createLoadSampler } from '../../electron/platform/load.ts';
import { createMemorySampler, type MemorySampler } from '../../electron/platform/memory.ts';

let sampler: MemorySampler;
afterEach(() => sampler?.stop());

test('what is available is some of what there is, and a look is kept until the next', async () => {
  sampler = createMemorySampler();
  expect(sampler.latest()).toBeUndefined();
  const sample = await sampler.refresh();
  expect(sampler.latest()).toBe(sample);
  expect(sample.totalBytes).toBeLessThanOrEqual(totalmem());
  expect(sample.availableBytes).toBeGreaterThan(0);
  expect(sample.availableBytes).toBeLessThanOrEqual(sample.totalBytes);
  if (process.platform === 'linux') expect(sample.outOfMemoryKills).toBeGreaterThanOrEqual(0);
});

test('memory that is taken is not available any more', async () => {
  sampler = createMemorySampler();
  const before = await sampler.refresh();
  const taken = Buffer.alloc(800 * 2 ** 20, 1);
  const after = await sampler.refresh();
  // Other programs give some back in the meantime.
  expect(before.availableBytes - after.availableBytes).toBeGreaterThan(taken.length / 4);
});

test('looks that overlap are one', async () => {
  sampler = createMemorySampler();
  const [one, other] = await Promise.all([sampler.refresh(), sampler.refresh()]);
  expect(one).toBe(other);
});

test('a core that works shows, and no more cores work than there are', () => {
  const load = createLoadSampler();
  const end = performance.now() + 600;
  while (performance.now() < end);
  const busy = load.busyCores();
  expect(busy).toBeGreaterThan(0.5);
  expect(busy).toBeLessThanOrEqual(navigator.hardwareConcurrency);
});
