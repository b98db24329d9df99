import { describe, expect, it } from 'vitest';
import { eachOf, listen, type Take, told } from '../../shared/chat/told.ts';

/** A source of numbers that says how far it went and how it ended. */
function counting(to: number, log: string[] = [], fails = false) {
  return told(async (take: Take<number>) => {
    try {
      for (let number = 1; number <= to; number++) {
        log.push(`tells ${number}`);
        const wait = take(number);
        if (wait !== undefined) await wait;
      }
      if (fails) throw new Error('It broke.');
      log.push('is done');
    } finally {
      log.push('ended');
    }
  });
}

const listOf = async (events: AsyncIterable<number>): Promise<number[]> => {
  const all: number[] = [];
  for await (const event of events) all.push(event);
  return all;
};

describe('events that are told', () => {
  it('come in order to whoever listens and to whoever pulls', async () => {
    const heard: number[] = [];
    await counting(3).each((number) => void heard.push(number));
    expect(heard).toEqual([1, 2, 3]);
    expect(await listOf(counting(3))).toEqual([1, 2, 3]);
    expect(await listOf(counting(0))).toEqual([]);
  });

  it('wait for a listener who asks for it', async () => {
    const log: string[] = [];
    await counting(2, log).each(async (number) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      log.push(`took ${number}`);
    });
    expect(log).toEqual(['tells 1', 'took 1', 'tells 2', 'took 2', 'is done', 'ended']);
  });

  it('go no further than they are pulled, and end with whoever leaves, before that goes on', async () => {
    const log: string[] = [];
    for await (const number of counting(9, log)) if (number === 2) break;
    expect(log).toEqual(['tells 1', 'tells 2', 'ended']);
  });

  it('fail as their source does, and as their listener does', async () => {
    await expect(listOf(counting(1, [], true))).rejects.toThrow('It broke.');
    await expect(counting(1, [], true).each(() => undefined)).rejects.toThrow('It broke.');
    const log: string[] = [];
    const deaf = () => {
      throw new Error('I am deaf.');
    };
    await expect(counting(9, log).each(deaf)).rejects.toThrow('I am deaf.');
    expect(log).toEqual(['tells 1', 'ended']);
  });

  it('are any iterable’s', async () => {
    const heard: number[] = [];
    async function* plain() {
      yield 1;
      yield 2;
    }
    await eachOf(plain(), (number) => void heard.push(number));
    expect(heard).toEqual([1, 2]);
  });

  it('end for a listener who stops, whatever their source does then, once what was taken is done with', async () => {
    async function* endless() {
      yield 1;
      await new Promise(() => undefined);
    }
    const heard: number[] = [];
    const one = listen(endless(), (number) => void heard.push(number));
    await expect.poll(() => heard).toEqual([1]);
    one.stop(9);
    one.stop(10);
    await one.over;
    expect(heard).toEqual([1, 9]);
    const log: string[] = [];
    const slow = listen(counting(9, log), async (number) => {
      if (number === 2) slow.stop();
      await new Promise((resolve) => setTimeout(resolve, 1));
      log.push(`took ${number}`);
    });
    await slow.over;
    expect(log.filter((line) => line.startsWith('took'))).toEqual(['took 1', 'took 2']);
  });

  it('are asked for no more once their listener stopped, also of a source that cannot be ended', async () => {
    let asked = 0;
    const endless: AsyncIterable<number> = { [Symbol.asyncIterator]: () => ({ next: async () => ({ value: ++asked, done: false }) }) };
    const one = listen(endless, (number) => {
      if (number === 3) one.stop();
    });
    await one.over;
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(asked).toBeLessThanOrEqual(4);
  });

  it('end with a listener who fails', async () => {
    let isEnded = false;
    async function* plain() {
      try {
        for (;;) yield 1;
      } finally {
        isEnded = true;
      }
    }
    const one = listen(plain(), () => Promise.reject(new Error('I am deaf.')));
    await expect(one.over).rejects.toThrow('I am deaf.');
    await expect.poll(() => isEnded).toBe(true);
  });
});
