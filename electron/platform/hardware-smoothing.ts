/**
 * Time constants in milliseconds. A compiler that starts shows before the second prompt after it, but one blip moves
 * none; and work with short pauses, as compilers and tests are, stays busy throughout, so prompts do not go to and fro.
 */
const UP_MS = 3000;
const DOWN_MS = 10_000;

/** Smooths a share exponentially, by the time that passed between two samples; the first one counts as it is. */
export function createSmoothing(elapsed: () => number): (sample: number) => number {
  let value: number | undefined;
  let last = 0;
  return (sample) => {
    const now = elapsed();
    const goal = Math.min(1, Math.max(0, sample));
    const passed = now - last;
    last = now;
    if (value === undefined) value = goal;
    else value += (goal - value) * (1 - Math.exp(-passed / (goal > value ? UP_MS : DOWN_MS)));
    return value;
  };
}
