import type { Zone } from '../privacy/zones.ts';
import type { Ceiling } from './ceiling.ts';
import type { Constraint } from './constraints/constraint.ts';

/** A target as a plan names it. */
export interface Candidate {
  readonly targetId: string;
  readonly name: string;
  readonly zone: Zone;
}

/** A target that may not be used for this request, and why. */
export interface Refusal extends Candidate {
  readonly constraint: Constraint['name'];
  readonly reason: string;
}

/** The result of deciding: where a request may go, in order, and why it may not go elsewhere. */
export interface Plan {
  readonly requestId: string;
  readonly policyVersion: number;
  readonly ceiling: Ceiling;
  readonly permitted: readonly Candidate[];
  readonly refused: readonly Refusal[];
  /** The decision in one plain sentence. */
  readonly sentence: string;
}
