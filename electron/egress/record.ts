import type { Departure, Ending } from '../../shared/privacy/egress.ts';

/** Where everything that leaves is written down. */
export interface EgressRecord {
  /** Whether the person keeps the exact text of what leaves. */
  keepsText(): boolean;
  /** Puts a row down that outlives the process, before the first byte leaves. Throws `storage-full` or `storage-failed`: then nothing may leave. */
  opened(departure: Departure, body?: Uint8Array): Opened;
  /** Puts down what was not let out. */
  refused(departure: Departure, reason: string): void;
}

/** A row that waits for its ending. */
export interface Opened {
  /** On disk within moments. `body` is that of one that was made on the way, where the text is kept. Never throws. */
  ended(ending: Ending, body?: Uint8Array): void;
}
