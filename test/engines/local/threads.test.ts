import { expect, test } from 'vitest';
import { createThreadsController, type Surroundings } from '../../../electron/engines/local/threads.ts';

/** What a worker on such a machine gets out of its threads: nothing much once one of them has to share its core. */
function rateOf(threads: number, cores: number, othersCores: number): number {
  const free = cores - othersCores;
  return threads <= free + 0.3 ? 250 * threads ** 0.8 : 14;
}

/** Lets the controller run on a simulated machine; the threads at each of its moments. */
function simulate(cores: number, most: number, others: readonly number[], rest: Partial<Surroundings> = {}): number[] {
  const controller = createThreadsController(cores, most);
  let threads = most;
  return others.map((othersCores) => {
    const tokensPerSecond = rateOf(threads, cores, othersCores);
    threads = controller.adapt({ othersCores, workers: 1, streams: 1, tokensPerSecond, ...rest });
    return threads;
  });
}

const times = (count: number, othersCores: number) => Array.from({ length: count }, () => othersCores);

test('a calm machine leaves the threads as they are', () => {
  expect(new Set(simulate(8, 7, times(50, 0.2)))).toEqual(new Set([7]));
  expect(new Set(simulate(2, 2, times(50, 0.1)))).toEqual(new Set([2]));
  expect(new Set(simulate(1, 1, times(50, 1)))).toEqual(new Set([1]));
});

test('others get their cores at once, and give them back in calm steps', () => {
  const threads = simulate(8, 7, [...times(4, 0), ...times(4, 3), ...times(20, 0)]);
  expect(threads.slice(0, 8)).toEqual([7, 7, 7, 7, 4, 4, 4, 4]);
  expect(threads.slice(8, 19)).toEqual([4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 7]);
  expect(threads.at(-1)).toBe(7);
});

test('with every core taken by others one thread remains, and comes back up when they end', () => {
  const threads = simulate(2, 2, [...times(2, 0), ...times(10, 2), ...times(10, 0)]);
  expect(threads.slice(2, 12)).toEqual(times(10, 1));
  expect(threads.at(-1)).toBe(2);
});

test('a slump at the same batch costs a thread at once, whatever the cores say, and is not tried again soon', () => {
  const controller = createThreadsController(8, 7);
  const adapt = (tokensPerSecond: number, streams = 1) => controller.adapt({ othersCores: 0, workers: 1, streams, tokensPerSecond });
  adapt(300);
  expect(adapt(290)).toBe(7);
  expect(adapt(140)).toBe(6);
  for (let moment = 0; moment < 19; moment++) expect(adapt(280)).toBe(6);
  expect(adapt(280)).toBe(7);
});

test('another number of streams, a prompt in between and a context that grows are no slump', () => {
  const controller = createThreadsController(8, 7);
  const adapt = (tokensPerSecond: number | undefined, streams = 1) =>
    controller.adapt({ othersCores: 0, workers: 1, streams, tokensPerSecond });
  expect([adapt(900, 4), adapt(300, 1), adapt(undefined, 1), adapt(100, 1)]).toEqual([7, 7, 7, 7]);
  for (let rate = 300; rate > 20; rate *= 0.95) expect(adapt(rate, 2)).toBe(7);
});

test('workers that work at the same time share what is free', () => {
  expect(simulate(8, 7, times(3, 0), { workers: 2 })).toEqual([4, 4, 4]);
  expect(simulate(8, 7, times(3, 4), { workers: 2 })).toEqual([1, 1, 1]);
});

test('its own new thread is not taken for somebody else’s', () => {
  const controller = createThreadsController(2, 2);
  const adapt = (othersCores: number) => controller.adapt({ othersCores, workers: 1, streams: 1, tokensPerSecond: undefined });
  expect([adapt(2), adapt(0), adapt(0), adapt(0)]).toEqual([1, 1, 1, 2]);
  expect([adapt(0.7), adapt(0.1), adapt(0.1)]).toEqual([2, 2, 2]);
  expect(adapt(0.7)).toBe(1);
});
