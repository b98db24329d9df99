import type { Zone } from '../privacy/zones.ts';
import type { Ceiling } from './ceiling.ts';
import type { Constraint } from './constraints/constraint.ts';
import type { Found } from './traits.ts';

/** A target as a plan names it. */
export interface Candidate {
  readonly targetId: string;
  readonly name: string;
  readonly zone: Zone;
  /** It may have this request only with everything found in it masked. */
  readonly masked?: true;
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
  /** What counts of the findings in the whole context; absent: it was not searched. */
  readonly findings?: readonly Found[];
  readonly permitted: readonly Candidate[];
  readonly refused: readonly Refusal[];
  /** The decision in one plain sentence. */
  readonly sentence: string;
}
