/** Weight of the past after a second: what was five seconds ago counts for a third. */
const MEMORY_PER_SECOND = 0.8;
const SHORTEST_SECONDS = 0.25;

export interface Speed {
  /** Notes bytes that arrived. */
  add(bytes: number): void;
  /** Bytes a second, smoothed; undefined before there is anything to say. */
  read(): number | undefined;
}

/** Measures how fast bytes come. `now` is in milliseconds. */
export function createSpeed(now: () => number): Speed {
  let last = now();
  let fresh = 0;
  let rate: number | undefined;
  const settle = () => {
    const seconds = (now() - last) / 1000;
    if (seconds < SHORTEST_SECONDS) return;
    const current = Math.max(0, fresh) / seconds;
    const memory = MEMORY_PER_SECOND ** seconds;
    rate = rate === undefined ? current : rate * memory + current * (1 - memory);
    last = now();
    fresh = 0;
  };
  return {
    add(bytes) {
      fresh += bytes;
      settle();
    },
    read() {
      settle();
      return rate;
    },
  };
}
