import { setImmediate as later } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createTurns } from '../../../electron/gateway/documents/turns.ts';

const { signal } = new AbortController();

/** Turns whose work ends when it is told to. */
function openTurns(mostWaitingBytes = 100) {
  const turns = createTurns<string>('nothing', mostWaitingBytes);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const take = (app: string, name: string, { bytes = 10, until = signal } = {}) =>
    turns.take({ app, bytes, signal: until }, async (answer) => {
      begun.push(name);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      answer(name);
    });
  const end = async (name: string) => {
    ends.get(name)?.();
    await later();
  };
  return { turns, begun, take, end };
}

describe('turns', () => {
  it('are one at a time, and go round the apps', async () => {
    const { begun, take, end } = openTurns();
    const all = [take('a', 'a1'), take('a', 'a2'), take('a', 'a3'), take('b', 'b1'), take('c', 'c1'), take('b', 'b2')];
    for (const name of ['a1', 'a2', 'b1', 'c1', 'a3', 'b2']) {
      expect(begun.at(-1)).toBe(name);
      await end(name);
    }
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'b2']);
  });

  it('are left at once by those who leave, with what they hold', async () => {
    const { begun, take, end } = openTurns();
    const leaving = new AbortController();
    const first = take('a', 'a1');
    const left = take('a', 'left', { bytes: 100, until: leaving.signal });
    expect(await take('b', 'too much')).toBe('nothing');
    leaving.abort();
    expect(await left).toBe('nothing');
    const next = take('b', 'b1');
    await end('a1');
    await end('b1');
    expect(await Promise.all([first, next])).toEqual(['a1', 'b1']);
    expect(begun).toEqual(['a1', 'b1']);
  });

  it('are for nobody who has left before', async () => {
    const { begun, take } = openTurns();
    expect(await take('a', 'a1', { until: AbortSignal.abort() })).toBe('nothing');
    expect(begun).toEqual([]);
  });

  it('have room for one of any size where nobody waits', async () => {
    const { take, end } = openTurns();
    const large = take('a', 'large', { bytes: 1_000 });
    await end('large');
    expect(await large).toBe('large');
  });

  it('go on after work that failed', async () => {
    const { turns, take, end } = openTurns();
    const failed = turns.take({ app: 'a', bytes: 1, signal }, () => Promise.reject(new Error('no thread')));
    const next = take('a', 'a1');
    expect(await failed).toBe('nothing');
    await later();
    await end('a1');
    expect(await next).toBe('a1');
  });

  it('end with what has begun', async () => {
    const { turns, begun, take, end } = openTurns();
    const first = take('a', 'a1');
    const second = take('b', 'b1');
    const closed = turns.close();
    expect(await second).toBe('nothing');
    await end('a1');
    await closed;
    expect(await first).toBe('a1');
    expect(begun).toEqual(['a1']);
  });
});
