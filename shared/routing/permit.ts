import type { Zone } from '../privacy/zones.ts';
import type { Candidate, Plan } from './plan.ts';

/** The proof that a plan allows one request to reach one target. */
export interface Permit {
  readonly requestId: string;
  readonly targetId: string;
  readonly zone: Zone;
}

const issued = new WeakSet<Permit>();

/** Issues the permit for a candidate of a plan. Throws for one that the plan does not permit. */
export function issuePermit(plan: Plan, candidate: Candidate): Permit {
  if (!plan.permitted.includes(candidate)) throw new Error(`The plan of ${plan.requestId} does not permit ${candidate.targetId}.`);
  const permit: Permit = Object.freeze({ requestId: plan.requestId, targetId: candidate.targetId, zone: candidate.zone });
  issued.add(permit);
  return permit;
}

/** Throws unless the permit was issued here, for this request and this target. Engines call it first. */
export function requirePermit(permit: Permit, requestId: string, targetId: string): void {
  if (!issued.has(permit) || permit.requestId !== requestId || permit.targetId !== targetId) {
    throw new Error(`No permit for ${requestId} to reach ${targetId}.`);
  }
}
