import type { Ceiling } from '../ceiling.ts';
import type { Policy } from '../policy.ts';
import type { Situation } from '../situation.ts';
import type { Target } from '../target.ts';
import type { Traits } from '../traits.ts';

/** What every constraint may look at. */
export interface Case {
  readonly traits: Traits;
  readonly policy: Policy;
  readonly ceiling: Ceiling;
  readonly target: Target;
  readonly situation: Situation;
}

/** A reason to refuse a target, in words a person reads; nothing when it may be used. */
export interface Constraint {
  readonly name: 'asked-for' | 'stay' | 'zone' | 'residency' | 'health' | 'abilities' | 'context-window';
  check(subject: Case): string | undefined;
}
