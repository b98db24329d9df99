/** What is known at one moment about a worker's surroundings. */
export interface Surroundings {
  /** Cores that processes other than Lintel's workers keep busy. */
  readonly othersCores: number;
  /** Lintel's workers that work now, this one among them. */
  readonly workers: number;
  /** Generated tokens per second, all its chats together; undefined while it does not only generate. */
  readonly tokensPerSecond: number | undefined;
  /** Chats that generate together. */
  readonly streams: number;
}

/** How many threads a worker should decode with. */
export interface ThreadsController {
  /** To be told about twice a second while the worker works. */
  adapt(surroundings: Surroundings): number;
}

/** Others as busy as this are the background hum of every computer. */
const HUM_CORES = 0.25;
/** llama.cpp's threads wait for the slowest of them, so none may share its core. */
const MARGIN_CORES = 0.1;
/** Calm for this many moments before another thread is tried: a mistake upwards costs more than one downwards. */
const CALM_MOMENTS = 3;
/** After a slump that no sample of the cores explains. */
const CALM_AFTER_SLUMP = 20;
const SLUMP = 0.5;
/** How fast the usual rate follows: longer contexts slow every model down, and that is no slump. */
const FOLLOW = 0.2;

/**
 * Gives way to others at once, because one thread without a core of its own holds up all the rest (300 tokens/s become
 * 14 at two threads), and takes their cores back only when they have been calm for a while.
 * @param cores physical ones
 * @param most threads that it may ever use
 */
export function createThreadsController(cores: number, most: number): ThreadsController {
  let threads = Math.max(1, most);
  let calm = 0;
  /** What it took was measured before its last thread came, which would be taken for somebody else's. */
  let isSettling = false;
  let calmNeeded = CALM_MOMENTS;
  let usual: { readonly streams: number; readonly threads: number; readonly rate: number } | undefined;

  /** Whether it became slow in the same circumstances. */
  function slumps(rate: number | undefined, streams: number): boolean {
    if (rate === undefined || streams === 0) {
      usual = undefined;
      return false;
    }
    if (usual?.streams !== streams || usual.threads !== threads) {
      usual = { streams, threads, rate };
      return false;
    }
    if (rate < usual.rate * SLUMP) return true;
    usual = { streams, threads, rate: usual.rate + (rate - usual.rate) * FOLLOW };
    return false;
  }

  return {
    adapt({ othersCores, workers, tokensPerSecond, streams }) {
      if (isSettling) {
        isSettling = false;
        return threads;
      }
      const spare = othersCores < HUM_CORES ? cores : cores - othersCores - MARGIN_CORES;
      const room = Math.max(1, Math.min(most, Math.floor(spare / Math.max(1, workers))));
      const isSlump = slumps(tokensPerSecond, streams);
      if (room < threads) {
        threads = room;
        calm = 0;
        calmNeeded = CALM_MOMENTS;
      } else if (isSlump && threads > 1) {
        threads -= 1;
        calm = 0;
        calmNeeded = CALM_AFTER_SLUMP;
      } else if (room > threads) {
        calm += 1;
        if (calm >= calmNeeded) {
          threads += 1;
          isSettling = true;
          calm = 0;
          calmNeeded = CALM_MOMENTS;
        }
      } else {
        // What was a slump before is others at work now.
        calm = 0;
        if (room < most) calmNeeded = CALM_MOMENTS;
      }
      return threads;
    },
  };
}
