import { expect, test } from 'vitest';
import { soakPort } from '../bench/soak-port.ts';
import { wrongIn } from '../bench/soak-report.ts';

/** A third of a minute of what `npm run soak -- port` does for half an hour. */
test('loses nothing and mixes nothing up while callers leave, workers die and the cloud fails', { timeout: 120_000 }, async () => {
  const soaked = await soakPort({ seconds: 20, clients: 24 });
  expect(wrongIn(soaked)).toEqual([]);
  for (const how of ['answered', 'failed', 'left']) expect(soaked.outcomes[how]).toBeGreaterThan(0);
  expect(Object.keys(soaked.dialects).length).toBeGreaterThan(3);
  expect(soaked.kills).toBeGreaterThan(0);
  expect(soaked.cuts).toBeGreaterThan(0);
});
