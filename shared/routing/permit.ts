import type { Zone } from '../privacy/zones.ts';
import type { Candidate, Plan } from './plan.ts';
import type { Found } from './traits.ts';

/** The proof that a plan allows one request to reach one target. */
export interface Permit {
  /** The request's id and the attempt's number: `3f2a…/1`. */
  readonly id: string;
  readonly requestId: string;
  readonly targetId: string;
  readonly zone: Zone;
  /** Everything found in the request was replaced before it came here. */
  readonly masked: boolean;
  /** What the scan found in the whole context, before any masking; absent: it was not searched. */
  readonly findings?: readonly Found[];
  /** The zone it would have been kept in, had the person not let it go this once. */
  readonly loweredFrom?: Zone;
}

const issued = new WeakSet<Permit>();

/**
 * Issues the permit for a candidate of a plan. Throws for one that the plan does not permit, and for one that needs a mask and has none.
 * @param attempt which try of the request it is; absent: the candidate's place in the plan
 */
export function issuePermit(plan: Plan, candidate: Candidate, masked: boolean, attempt?: number): Permit {
  const index = plan.permitted.indexOf(candidate);
  if (index === -1) throw new Error(`The plan of ${plan.requestId} does not permit ${candidate.targetId}.`);
  if (candidate.masked === true && !masked) throw new Error(`${candidate.targetId} may have ${plan.requestId} only masked.`);
  const permit: Permit = Object.freeze({
    id: `${plan.requestId}/${attempt ?? index + 1}`,
    requestId: plan.requestId,
    targetId: candidate.targetId,
    zone: candidate.zone,
    masked,
    ...(plan.findings === undefined ? {} : { findings: plan.findings }),
    ...(plan.ceiling.lowered === undefined ? {} : { loweredFrom: plan.ceiling.lowered.from }),
  });
  issued.add(permit);
  return permit;
}

/** True for a permit that was issued here. */
export const isPermit = (permit: unknown): permit is Permit =>
  typeof permit === 'object' && permit !== null && issued.has(permit as Permit);

/** Throws unless the permit was issued here, for this request and this target. Engines call it first. */
export function requirePermit(permit: Permit, requestId: string, targetId: string): void {
  if (!isPermit(permit) || permit.requestId !== requestId || permit.targetId !== targetId) {
    throw new Error(`No permit for ${requestId} to reach ${targetId}.`);
  }
}
