import type { Candidate, Prediction } from '../plan.ts';
import type { Policy } from '../policy.ts';
import type { Situation } from '../situation.ts';
import type { Target } from '../target.ts';
import type { Traits } from '../traits.ts';

/** All that a plan followed from but the policy. Holds no text of the prompt. */
export interface Basis {
  readonly traits: Traits;
  readonly situation: Situation;
  readonly fleet: readonly Target[];
}

/** A basis and the policy that decided. */
export interface Considered extends Basis {
  readonly policy: Policy;
}

/** What is foretold of an answer, or what it came to: nano-dollars and milliseconds. */
export type Foretold = Pick<Prediction, 'costNanoDollars' | 'firstTokenMs' | 'totalMs'>;

/** A target as a rehearsal names it. */
export type Place = Pick<Candidate, 'targetId' | 'name' | 'zone' | 'masked'>;

/** The first target of a plan, with what was expected of it. */
export interface Planned extends Place {
  readonly expected: Foretold;
}

/** What became of a request. */
export interface PastOutcome {
  readonly status: 'open' | 'done' | 'cancelled' | 'failed' | 'interrupted';
  /** What answered, or was to; absent: nothing could. */
  readonly place?: Place;
  /** Absent where nothing answered to the end. */
  readonly happened?: Foretold;
}

/** A decision of the past with all that it takes to make it again. */
export interface PastDecision extends Basis {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly policyVersion: number;
  /** The first of the plan; absent: nothing was permitted. */
  readonly planned?: Planned;
  readonly outcome: PastOutcome;
}
