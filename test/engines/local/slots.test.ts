import { expect, test } from 'vitest';
import { createSlots } from '../../../electron/engines/local/slots.ts';

const never = new AbortController().signal;

/** Asks for a place for each of these in turn, and gives every place back at once; the order in which they got one. */
async function orderOf(apps: readonly string[]): Promise<string[]> {
  const slots = createSlots(1);
  const first = await slots.take('first', never);
  const order: string[] = [];
  const waits = apps.map(async (app) => {
    const leave = await slots.take(app, never);
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
  expect(await orderOf(['a', 'b', 'cli', 'a', 'window', 'cli'])).toEqual(['window', 'cli', 'cli', 'a', 'b', 'a']);
});

test('no more run at once than there are places', async () => {
  const slots = createSlots(2);
  const [one, two] = await Promise.all([slots.take('a', never), slots.take('b', never)]);
  let third = false;
  const waiting = slots.take('a', never).then((leave) => {
    third = true;
    return leave;
  });
  await Promise.resolve();
  expect(third).toBe(false);
  two?.();
  (await waiting)?.();
  one?.();
  expect(await Promise.all([slots.take('c', never), slots.take('c', never)])).not.toContain(undefined);
});

test('whoever leaves the line gets no place and holds up nobody', async () => {
  const slots = createSlots(1);
  const first = await slots.take('a', never);
  const leaving = new AbortController();
  const left = slots.take('window', leaving.signal);
  const other = slots.take('a', never);
  leaving.abort();
  expect(await left).toBeUndefined();
  first?.();
  (await other)?.();
  expect(await slots.take('a', AbortSignal.abort())).toBeUndefined();
  expect(await slots.take('a', never)).toBeDefined();
});
