import { expect, it } from 'vitest';
import { createRunningResponses } from '../../../electron/gateway/dialects/openai-responses/running.ts';

const APP = { id: 'app', tags: [] };

it('a stream as long as any is followed by whoever keeps up, and no longer taken up from its beginning', async () => {
  const running = createRunningResponses(() => true).begin(APP, 'resp_1');
  const piece = 'x'.repeat(10_000);
  const seen: number[] = [];
  const following = (async () => {
    for await (const { sequence_number } of running.events(-1)) seen.push(sequence_number);
  })();
  for (let count = 0; count < 1000; count++) {
    running.tell([{ type: 'response.output_text.delta', delta: piece }]);
    await new Promise((resolve) => setImmediate(resolve));
  }
  running.end();
  await following;
  // Whoever waits for the end alone is told of it however long the stream was.
  await running.over;
  expect(seen).toEqual(Array.from({ length: 1000 }, (_, index) => index));
  await expect(running.events(-1).next()).rejects.toMatchObject({ code: 'bad-request' });
  expect((await running.events(998).next()).value).toMatchObject({ sequence_number: 999 });
});

it('is known to its app alone, and ends with the port', () => {
  const all = createRunningResponses(() => true);
  const running = all.begin(APP, 'resp_1');
  expect(all.find('other', 'resp_1')).toBeUndefined();
  expect(all.find('app', 'resp_1')).toBe(running);
  all.close();
  expect(running.signal.aborted).toBe(true);
});

it('ends with its key, and counts among what its key may have at a time', async () => {
  let isLive = true;
  const all = createRunningResponses(() => isLive);
  const running = all.begin({ ...APP, parallel: 1 }, 'resp_1');
  expect(() => all.begin({ ...APP, parallel: 1 }, 'resp_2')).toThrow('Too many responses');
  isLive = false;
  await expect.poll(() => running.signal.aborted, { timeout: 5_000 }).toBe(true);
  running.end();
  all.close();
});
