import type { Said } from '../chat/said.ts';
import type { FindingType } from './finding.ts';
import type { Zone } from './zones.ts';

/** How a departure ended. `unknown`: Lintel ended before it did. */
export const EGRESS_OUTCOMES = ['sent', 'refused', 'cut', 'cancelled', 'failed', 'unknown'] as const;

export type EgressOutcome = (typeof EGRESS_OUTCOMES)[number];

/** Something that is about to leave this computer, or wanted to: all that is known before its first byte. */
export interface Departure {
  /** `prompt`, or what an errand is for. */
  readonly kind: string;
  readonly requestId?: string;
  readonly targetId?: string;
  readonly targetName?: string;
  /** With the port where it is not the scheme's own. */
  readonly host: string;
  readonly zone: Zone;
  /** The permit that allowed it. */
  readonly permit?: string;
  readonly masked: boolean;
  /** The zone it would have been kept in, had a person not let it go this once. */
  readonly loweredFrom?: Zone;
  /** How many findings of each type the scan counted, before any masking. */
  readonly findings: Readonly<Partial<Record<FindingType, number>>>;
  /** SHA-256, in hex, of the body (of an errand: of its request line); absent for one that is still being made. */
  readonly sha256?: string;
}

/** How a departure ended, and how much of it there was. */
export interface Ending {
  readonly outcome: EgressOutcome;
  /** Why, in a sentence; where it was not simply sent. */
  readonly reason?: string;
  /** Bytes of the bodies: what was handed to the connection, so never less than what left, and what came. */
  readonly bytesOut?: number;
  readonly bytesIn?: number;
  /** SHA-256, in hex, of a body that was still being made when it began to leave. */
  readonly sha256?: string;
}

/** A place in the chain: `hash` covers the fields, the place and the hash of the link before. */
export interface Link {
  /** Counted from 1 without a gap, over departures and endings alike. */
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** SHA-256 in hex. */
  readonly hash: string;
}

/** One row of the egress log. */
export interface EgressEntry extends Departure, Link {
  readonly ending?: Ending & Link;
}

/** How far the chain reaches. Written down elsewhere, it shows any later change of what it covers. */
export interface EgressHead {
  readonly count: number;
  readonly hash: string;
}

/** What a look at the whole chain found. */
export interface EgressVerdict {
  readonly intact: boolean;
  readonly head: EgressHead;
  /** The first link that is missing, changed or out of place. */
  readonly brokenAt?: number;
  /** What it means, in a sentence. */
  readonly sentence: string;
  readonly said?: Said;
}
