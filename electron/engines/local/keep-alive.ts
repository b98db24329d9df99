/** Says when a model that nobody uses has been kept for long enough. */
export interface KeepAlive {
  /** Somebody uses it. */
  use(): void;
  /** @param ms how long to keep it after its last use from now on; 0: not at all, below 0: for good */
  keep(ms: number): void;
  /** Nobody uses it any more. */
  rest(): void;
  /** It is not in memory any more. */
  end(): void;
  isPinned(): boolean;
  /** Milliseconds left; undefined while it is used, kept for good, or not there. */
  leftMs(): number | undefined;
}

/** The longest that a timer takes. */
const LONGEST_MS = 2 ** 31 - 1;

/** @param firstMs as for `keep`, until that is called @param onOver called once the time is over, or at once where there is none */
export function createKeepAlive(firstMs: number, onOver: () => void, elapsed: () => number): KeepAlive {
  let keepMs = firstMs;
  let until: number | undefined;
  let timer: NodeJS.Timeout | undefined;

  function stop(): void {
    clearTimeout(timer);
    until = undefined;
  }

  return {
    use: stop,
    keep(ms) {
      keepMs = ms;
    },
    rest() {
      stop();
      if (keepMs < 0) return;
      if (keepMs === 0) {
        onOver();
        return;
      }
      const ms = Math.min(keepMs, LONGEST_MS);
      until = elapsed() + ms;
      timer = setTimeout(onOver, ms).unref();
    },
    end: stop,
    isPinned: () => keepMs < 0,
    leftMs: () => (until === undefined ? undefined : Math.max(0, until - elapsed())),
  };
}
