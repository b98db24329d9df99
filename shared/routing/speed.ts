/** How fast a target works. */
export interface Speed {
  /** Prompt tokens evaluated per second. */
  readonly promptTokensPerSecond: number;
  /** Tokens generated per second. */
  readonly tokensPerSecond: number;
  /** Milliseconds before the first prompt token is worked on: connecting, queueing at the provider. */
  readonly overheadMs: number;
}

/** Bands of load: what other programs take of the cores, in quarters. */
export const LOAD_BANDS = 4;

/** What was measured of one target, by how busy the computer was. */
export interface SpeedCurve {
  /** Of each band, from an idle computer to a busy one; absent: never measured there. */
  readonly bands: readonly (Speed | undefined)[];
}

/** A target's speed at a load. `scaled`: it was never measured at that load, so it follows from how it was at another. */
export interface SpeedAtLoad {
  readonly speed: Speed;
  readonly basis: 'measured' | 'scaled';
}

/** Others never take a program's cores wholly: the system gives each its turn. */
const LEAST_SHARE = 0.1;

/** The band that a load falls in. @param load 0 to 1 */
export const bandOf = (load: number): number => Math.min(LOAD_BANDS - 1, Math.max(0, Math.floor(load * LOAD_BANDS)));

/**
 * How fast a target works while others take `load` of the cores. More load is never faster.
 *
 * In a band that was measured: as measured there, or as in a quieter band where that was slower. In any other: as in the
 * nearest quieter band that was measured, times the share of its threads that still finds a core of its own, over that
 * share in the middle of the band measured, but no slower than a busier band that was measured; where no quieter one was,
 * from the nearest busier one in the same way. The share is cores times (1 - load) over threads, from 0.1 to 1.
 * @param cores of this computer
 * @param threads it computes with; 0: on another computer, so the load here is all the same
 * @returns undefined for a curve without any measurement
 */
export function speedAt({ bands }: SpeedCurve, load: number, cores: number, threads: number): SpeedAtLoad | undefined {
  const here = bandOf(load);
  const share = (at: number) => (threads === 0 ? 1 : Math.min(1, Math.max(LEAST_SHARE, (cores * (1 - at)) / threads)));
  const shareIn = (band: number) => share((band + 0.5) / LOAD_BANDS);
  const quieter = slowestUpTo(bands, here);
  if (quieter !== undefined && bands[here] !== undefined) return { speed: quieter.speed, basis: 'measured' };
  if (quieter !== undefined) {
    const scaled = times(quieter.speed, Math.min(1, share(load) / shareIn(quieter.band)));
    const busier = bands.slice(here + 1).find((speed) => speed !== undefined);
    return { speed: busier === undefined ? scaled : fasterOf(scaled, slowerOf(busier, quieter.speed)), basis: 'scaled' };
  }
  const band = bands.findIndex((speed) => speed !== undefined);
  const busier = bands[band];
  return busier && { speed: times(busier, Math.max(1, share(load) / shareIn(band))), basis: 'scaled' };
}

/** The slowest measured from an idle computer up to a band, and the band nearest to it that was measured. */
function slowestUpTo(bands: SpeedCurve['bands'], most: number): { speed: Speed; band: number } | undefined {
  let found: { speed: Speed; band: number } | undefined;
  for (let band = 0; band <= most; band++) {
    const speed = bands[band];
    if (speed !== undefined) found = { speed: found === undefined ? speed : slowerOf(speed, found.speed), band };
  }
  return found;
}

const times = ({ promptTokensPerSecond, tokensPerSecond, overheadMs }: Speed, factor: number): Speed => ({
  promptTokensPerSecond: promptTokensPerSecond * factor,
  tokensPerSecond: tokensPerSecond * factor,
  overheadMs,
});

const slowerOf = (one: Speed, other: Speed): Speed => ({
  promptTokensPerSecond: Math.min(one.promptTokensPerSecond, other.promptTokensPerSecond),
  tokensPerSecond: Math.min(one.tokensPerSecond, other.tokensPerSecond),
  overheadMs: Math.max(one.overheadMs, other.overheadMs),
});

const fasterOf = (one: Speed, other: Speed): Speed => ({
  promptTokensPerSecond: Math.max(one.promptTokensPerSecond, other.promptTokensPerSecond),
  tokensPerSecond: Math.max(one.tokensPerSecond, other.tokensPerSecond),
  overheadMs: Math.min(one.overheadMs, other.overheadMs),
});
