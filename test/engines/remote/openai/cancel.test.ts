import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStubCloud, type StubCloud } from '../../../stub-cloud/cloud.ts';
import { openPort } from './port.ts';

const TIMES = 100;

let cloud: StubCloud;
beforeAll(async () => {
  cloud = await openStubCloud();
});
afterAll(() => cloud.close());

const ended = async (count: number) => {
  const until = performance.now() + 5_000;
  while (performance.now() < until && cloud.visits.filter(({ closedAt }) => closedAt !== undefined).length < count)
    await new Promise((resolve) => setTimeout(resolve, 1));
  return cloud.visits.filter(({ closedAt }) => closedAt !== undefined).length;
};

// How soon is measured by `npm run bench -- cloud`: here other tests share the computer.
test.each([
  ['in the middle of an answer', 'echo-tokens-1000-gap-3', true],
  ['before its first word', 'echo-first-20000', true],
  ['that waits for a whole answer', 'echo-tokens-1000-gap-3', false],
])('a caller who leaves %s closes the connection to the provider, every time', async (_when, model, stream) => {
  const port = await openPort(cloud, model);
  cloud.visits.length = 0;
  const complete = new Set<boolean | undefined>();
  for (let time = 1; time <= TIMES; time++) {
    const left = new AbortController();
    const asked = port.ask({ stream }, left.signal);
    asked.catch(() => undefined);
    if (model.includes('gap') && stream) await (await asked).body?.getReader().read();
    else while (cloud.visits.length < time) await new Promise((resolve) => setTimeout(resolve, 1));
    left.abort();
    expect(await ended(time)).toBe(time);
    complete.add(cloud.visits.at(-1)?.isComplete);
  }
  expect([...complete]).toEqual([false]);
  expect(port.recorded.attempts.filter(({ outcome }) => outcome === 'cancelled')).toHaveLength(TIMES);
  await port.close();
});
