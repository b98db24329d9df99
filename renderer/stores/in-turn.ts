/** Nobody waits longer for the one before: a call that never ends would keep back all that follow. */
const PATIENCE_MS = 3_000;

/** Runs pieces of work one after another, as they were handed in: two changes sent at once may arrive in either order. */
export function createTurns() {
  let turn: Promise<unknown> = Promise.resolve();
  return <Value>(work: () => Promise<Value>): Promise<Value> => {
    const mine = turn;
    const done = mine.then(work);
    // The next one's turn comes when this one ends, or has gone on for too long.
    turn = mine.then(() => endOrPatience(done));
    return done;
  };
}

function endOrPatience(work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE_MS);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    work.then(end, end);
  });
}
