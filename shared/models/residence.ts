import type { Said } from '../chat/said.ts';

/** Where a local model is now: on disk only, in memory, or on the way from one to the other. */
export interface Residence {
  readonly phase: 'unloaded' | 'loading' | 'loaded' | 'unloading' | 'quarantined';
  /** Milliseconds since this phase began; absent for a model that was never asked for. */
  readonly forMs?: number;
  /** How much of the load is done, from 0 to 1; while loading. */
  readonly progress?: number;
  /** Resident memory; predicted while the model loads. */
  readonly bytes?: number;
  /** Milliseconds until it is unloaded, unless somebody asks before; absent while it works or is kept. */
  readonly unloadsInMs?: number;
  /** Kept until Lintel ends, whatever else wants its memory. */
  readonly pinned: boolean;
  /** Requests running or waiting. */
  readonly inFlight: number;
  /** Of these, the waiting ones. */
  readonly queued: number;
  /** Why nobody may use it, and what lifts that; while in quarantine. */
  readonly reason?: string;
  readonly said?: Said;
}
