import type { Outbox } from './outbox.ts';

/** Makes ready one chat after the other, and says which: a worker that hangs or crashes then does so for that one. */
export type Prepare = <Ready>(id: number, work: () => Promise<Ready>) => Promise<Ready>;

export function createPreparation(outbox: Outbox): Prepare {
  let before: Promise<unknown> = Promise.resolve();
  return (id, work) => {
    const ready = before.then(async () => {
      outbox.send({ type: 'preparing', id });
      try {
        return await work();
      } finally {
        outbox.send({ type: 'prepared', id });
      }
    });
    before = ready.catch(() => undefined);
    return ready;
  };
}
