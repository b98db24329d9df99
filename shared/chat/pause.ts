/** Nobody is left alone for longer than an hour, whatever they ask for. */
const LONGEST_PAUSE_MS = 3_600_000;

/** How long whoever failed asked to be left alone, in milliseconds, as far as that can be meant: finite, more than 0, an hour at most. */
export const pauseOf = (askedMs: number | undefined): number | undefined =>
  askedMs !== undefined && Number.isFinite(askedMs) && askedMs > 0 ? Math.min(LONGEST_PAUSE_MS, askedMs) : undefined;
