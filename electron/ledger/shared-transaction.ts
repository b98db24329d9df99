/** Work that waits for its transaction. */
interface Waiting {
  run(): unknown;
  resolve(result: never): void;
  reject(error: unknown): void;
}

/**
 * One transaction for all that asks for one in the same turn of the loop: a transaction costs most of what it does, each thing in it
 * a fraction of that, since they touch the same pages. Where it fails each thing is tried alone, so that none takes another with it.
 */
export interface SharedTransaction {
  /** Resolves once it is on disk; rejects with what `work` or the disk threw, and nothing of it is written then. */
  join<Result>(work: () => Result): Promise<Result>;
  /** What waits, now. */
  flush(): void;
}

/** @param transact runs its work in one transaction; throws what keeps it from the disk */
export function createSharedTransaction(transact: <Result>(work: () => Result) => Result): SharedTransaction {
  let waiting: Waiting[] = [];

  function flush(): void {
    const all = waiting;
    waiting = [];
    if (all.length === 0) return;
    if (all.length > 1) {
      try {
        const results = transact(() => all.map(({ run }) => run()));
        for (const [index, { resolve }] of all.entries()) resolve(results[index] as never);
        return;
      } catch {
        // Nothing of it is written; whose fault it was shows now.
      }
    }
    for (const { run, resolve, reject } of all) {
      try {
        resolve(transact(run) as never);
      } catch (error) {
        reject(error);
      }
    }
  }

  return {
    join: (work) =>
      new Promise((resolve, reject) => {
        // After all that came in at once was read, before anything else is waited for.
        if (waiting.push({ run: work, resolve, reject }) === 1) setImmediate(flush);
      }),
    flush,
  };
}
