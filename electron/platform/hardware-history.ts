import type { Hardware } from '../../shared/routing/situation.ts';

/** The state of this computer at a moment. */
export interface HardwareSample extends Hardware {
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface HardwareHistory {
  /** The last 24 hours, oldest first, and how it is now. In memory alone. */
  samples(): readonly HardwareSample[];
  stop(): void;
}

const EVERY_MS = 60_000;
const KEPT = (24 * 3_600_000) / EVERY_MS;

/** Puts the state of this computer down once a minute, for a day. Reads only what was measured anyway. */
export function keepHardwareHistory(latest: () => Hardware, now: () => number, kept = KEPT): HardwareHistory {
  const ring: HardwareSample[] = [];
  const sample = (): HardwareSample => ({ at: now(), ...latest() });
  const timer = setInterval(() => {
    ring.push(sample());
    if (ring.length > kept) ring.shift();
  }, EVERY_MS).unref();
  return {
    samples: () => [...ring, sample()],
    stop: () => clearInterval(timer),
  };
}
