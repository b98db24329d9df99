import type { Zone } from '../privacy/zones.ts';
import type { Candidate, Plan } from './plan.ts';

/** The proof that a plan allows one request to reach one target. */
export interface Permit {
  readonly requestId: string;
  readonly targetId: string;
  readonly zone: Zone;
  /** Whether what is sent must be masked first. */
  readonly masked?: boolean;
}

/** The permits issued here, numbered from 1. */
const issued = new WeakMap<Permit, number>();
let count = 0;

/** Issues the permit for a candidate of a plan. Throws for one that the plan does not permit. */
export function issuePermit(plan: Plan, candidate: Candidate): Permit {
  if (!plan.permitted.includes(candidate)) throw new Error(`The plan of ${plan.requestId} does not permit ${candidate.targetId}.`);
  const permit: Permit = Object.freeze({ requestId: plan.requestId, targetId: candidate.targetId, zone: candidate.zone });
  issued.set(permit, ++count);
  return permit;
}

/** Which permit of this run it is; undefined for one that was not issued here. */
export const numberOf = (permit: Permit): number | undefined => issued.get(permit);

/** Throws unless the permit was issued here, for this request and this target. Engines call it first. */
export function requirePermit(permit: Permit, requestId: string, targetId: string): void {
  if (!issued.has(permit) || permit.requestId !== requestId || permit.targetId !== targetId) {
    throw new Error(`No permit for ${requestId} to reach ${targetId}.`);
  }
}
