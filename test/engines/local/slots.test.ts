import { expect, test } from 'vitest';
import type { Place, Priority } from '../../../electron/engines/local/protocol.ts';
import { createSlots, type Guest } from '../../../electron/engines/local/slots.ts';

let lastId = 0;
const from = (app: string, priority?: Priority): Guest => {
  lastId += 1;
  return { id: lastId, app, ...(priority === undefined ? {} : { priority }) };
};
const never = new AbortController().signal;

/** Asks for a place for each of these in turn, and gives every place back at once; the order in which they got one. */
async function orderOf(apps: readonly string[]): Promise<string[]> {
  const slots = createSlots(1);
  const first = await slots.take(from('first'), never);
  const order: string[] = [];
  const waits = apps.map(async (app) => {
    const leave = await slots.take(from(app), never);
    order.push(app);
    leave?.();
  });
  first?.();
  await Promise.all(waits);
  return order;
}

test('apps take turns, each in its own order', async () => {
  expect(await orderOf(['a', 'a', 'a', 'b', 'c', 'b'])).toEqual(['a', 'b', 'c', 'a', 'b', 'a']);
});

test('the window and the terminal go first', async () => {
  expect(await orderOf(['a', 'b', 'cli', 'a', 'window', 'cli'])).toEqual(['cli', 'window', 'cli', 'a', 'b', 'a']);
});

test('no more run at once than there are places', async () => {
  const slots = createSlots(2);
  const [one, two] = await Promise.all([slots.take(from('a'), never), slots.take(from('b'), never)]);
  let third = false;
  const waiting = slots.take(from('c'), never).then((leave) => {
    third = true;
    return leave;
  });
  await Promise.resolve();
  expect(third).toBe(false);
  two?.();
  (await waiting)?.();
  one?.();
  expect(await Promise.all([slots.take(from('d'), never), slots.take(from('e'), never)])).not.toContain(undefined);
});

test('whoever leaves the line gets no place and holds up nobody', async () => {
  const slots = createSlots(1);
  const first = await slots.take(from('a'), never);
  const leaving = new AbortController();
  const left = slots.take(from('window'), leaving.signal);
  const other = slots.take(from('a'), never);
  leaving.abort();
  expect(await left).toBeUndefined();
  first?.();
  (await other)?.();
  expect(await slots.take(from('a'), AbortSignal.abort())).toBeUndefined();
  expect(await slots.take(from('a'), never)).toBeDefined();
});

/** Fills one place, lets these line up, and then serves them all; the apps in the order in which they got their place. */
async function served(guests: readonly Guest[], waitedMs = 0): Promise<string[]> {
  let now = 0;
  const slots = createSlots(1, { elapsed: () => now });
  const first = await slots.take(from('first'), never);
  const order: string[] = [];
  const waits = guests.map(async (guest) => {
    const leave = await slots.take(guest, never);
    order.push(guest.app);
    leave?.();
  });
  now = waitedMs;
  first?.();
  await Promise.all(waits);
  return order;
}

test('background work goes after everyone else, whoever asks for it; a program may say that someone waits', async () => {
  const guests = [from('window', 'background'), from('a', 'background'), from('b'), from('c', 'interactive'), from('cli')];
  expect(await served(guests)).toEqual(['c', 'cli', 'b', 'window', 'a']);
});

test('background work gets one place after eight of others, and one that waited a minute goes next', async () => {
  const busy = Array.from({ length: 20 }, () => from('a'));
  const order = await served([from('x', 'background'), from('y', 'background'), ...busy]);
  expect(order.indexOf('x')).toBe(8);
  expect(order.indexOf('y')).toBe(17);
  const guests = [from('x', 'background'), from('window'), from('window')];
  expect(await served(guests, 59_999)).toEqual(['window', 'window', 'x']);
  expect(await served(guests, 60_000)).toEqual(['x', 'window', 'window']);
});

test('interactive work does not wait for background work that only waits, and takes a free place beside one that runs', async () => {
  const slots = createSlots(2);
  const background = await slots.take(from('x', 'background'), never);
  const beside = await slots.take(from('window'), never);
  expect(beside).toBeDefined();
  const order: string[] = [];
  void slots.take(from('y', 'background'), never).then(() => order.push('y'));
  const window = slots.take(from('window'), never).then((leave) => {
    order.push('window');
    return leave;
  });
  background?.();
  (await window)?.();
  beside?.();
  expect(order[0]).toBe('window');
});

test('places in line are told when they change, and only then', async () => {
  const told: (readonly Place[])[] = [];
  const slots = createSlots(1, { onPlaces: (places) => told.push(places) });
  const first = await slots.take(from('a'), never);
  const leaving = new AbortController();
  const [program, other, window] = [from('a'), from('b'), from('window')];
  const waits = [slots.take(program, leaving.signal), slots.take(other, never), slots.take(window, never)];
  await expect.poll(() => told).toHaveLength(1);
  expect(told[0]).toEqual([
    { id: window.id, position: 0 },
    { id: program.id, position: 1 },
    { id: other.id, position: 2 },
  ]);
  leaving.abort();
  await expect.poll(() => told).toHaveLength(2);
  expect(told[1]).toEqual([{ id: other.id, position: 1 }]);
  first?.();
  (await waits[2])?.();
  (await waits[1])?.();
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(told).toHaveLength(2);
});

/** Which of these get a place at once, where there are so many. */
async function admitted(count: number, guests: readonly Guest[]): Promise<readonly number[]> {
  const slots = createSlots(count);
  const inside: number[] = [];
  for (const [index, guest] of guests.entries()) void slots.take(guest, never).then(() => inside.push(index));
  await new Promise(setImmediate);
  return inside;
}

test('no program holds all places, so that others get in at once; a single place is anybody’s', async () => {
  expect(await admitted(3, [from('a'), from('a'), from('a'), from('b')])).toEqual([0, 1, 3]);
  expect(await admitted(3, [from('a'), from('a'), from('a'), from('window')])).toEqual([0, 1, 3]);
  expect(await admitted(1, [from('a'), from('a')])).toEqual([0]);
  // The person may have all of them.
  expect(await admitted(2, [from('window'), from('window')])).toEqual([0, 1]);
});

test('background work of all apps together leaves a place free', async () => {
  const work = ['a', 'b', 'c'].map((app) => from(app, 'background'));
  expect(await admitted(3, [...work, from('d')])).toEqual([0, 1, 3]);
  expect(await admitted(3, [from('window', 'background'), from('window', 'background'), from('window', 'background')])).toEqual([0, 1]);
});

test('a place that an app gives back goes to its own next one, if nobody else may', async () => {
  const slots = createSlots(3);
  const [first] = await Promise.all([slots.take(from('a'), never), slots.take(from('a'), never)]);
  let third = false;
  void slots.take(from('a'), never).then(() => {
    third = true;
  });
  await new Promise(setImmediate);
  expect(third).toBe(false);
  first?.();
  await expect.poll(() => third).toBe(true);
});
