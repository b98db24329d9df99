import { expect, test } from 'vitest';
import { cycle, type Holding } from '../../bench/cycles.ts';

test('30 loads and unloads leave no process, no open file, no handle and no memory behind', { timeout: 120_000 }, async () => {
  const samples: Holding[] = [];
  for await (const sample of cycle(30, 5)) samples.push(sample);
  const [, settled, ...later] = samples;
  const last = later.at(-1);
  expect(last?.cycle).toBe(30);
  expect(last?.files).toBeLessThanOrEqual(settled?.files ?? 0);
  expect(last?.handles).toBeLessThanOrEqual(settled?.handles ?? 0);
  // A worker's memory is tens of MiB: one that stayed would show.
  expect((last?.rssMib ?? 0) - (settled?.rssMib ?? 0)).toBeLessThan(30);
});
