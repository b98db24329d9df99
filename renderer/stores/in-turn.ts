/** Nobody waits longer for what came before: a call that never ends would keep back all that follow. */
const PATIENCE_MS = 3_000;

/** Runs pieces of work one after another, as they were handed in: two changes sent at once may arrive in either order. */
export function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return async <Value>(work: () => Promise<Value>): Promise<Value> => {
    const before = last;
    let isOver = () => {};
    last = new Promise<void>((resolve) => {
      isOver = resolve;
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS);
    });
    await Promise.race([before, patience]);
    clearTimeout(timer);
    try {
      return await work();
    } finally {
      isOver();
    }
  };
}
