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
