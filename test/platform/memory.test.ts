import { totalmem } from 'node:os';
import { expect, test } from 'vitest';
import { createLoadSampler } from '../../electron/platform/load.ts';
import { availableIn, createMemorySampler } from '../../electron/platform/memory.ts';

test('what is available is some of what there is, and a look counts for five seconds', async () => {
  let now = 0;
  const sampler = createMemorySampler(() => now);
  expect(sampler.latest()).toBeUndefined();
  const sample = await sampler.refresh();
  now = 4999;
  expect(sampler.latest()).toBe(sample);
  now = 5000;
  expect(sampler.latest()).toBeUndefined();
  expect(sample.totalBytes).toBeLessThanOrEqual(totalmem());
  expect(sample.availableBytes).toBeGreaterThan(0);
  expect(sample.availableBytes).toBeLessThanOrEqual(sample.totalBytes);
  if (process.platform === 'linux') expect(sample.outOfMemoryKills).toBeGreaterThanOrEqual(0);
});

// Other programs may give as much back in the same moment.
test('memory that is taken is not available any more', { retry: 3 }, async () => {
  const sampler = createMemorySampler();
  const before = await sampler.refresh();
  const taken = Buffer.alloc(800 * 2 ** 20, 1);
  const after = await sampler.refresh();
  expect(before.availableBytes - after.availableBytes).toBeGreaterThan(taken.length / 4);
});

test('looks that overlap are one', async () => {
  const sampler = createMemorySampler();
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

test('on a Mac the pages that can be freed easily count as available', () => {
  const said = `Mach Virtual Memory Statistics: (page size of 16384 bytes)
Pages free:                                5000.
Pages active:                            600000.
Pages inactive:                          500000.
Pages speculative:                         2000.
Pages throttled:                              0.
Pages wired down:                        150000.
Pages purgeable:                           3000.
`;
  expect(availableIn(said)).toBe(510_000 * 16_384);
  expect(availableIn('')).toBeUndefined();
});
