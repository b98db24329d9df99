import type { Said } from '../../chat/said.ts';
import type { Ceiling } from '../ceiling.ts';
import type { Policy } from '../policy.ts';
import type { RuleOutcome } from '../rules/outcome.ts';
import type { Situation } from '../situation.ts';
import type { Target } from '../target.ts';
import type { Traits } from '../traits.ts';

/** What every constraint may look at. */
export interface Case {
  readonly traits: Traits;
  /** All its tags that the policy knows: those given, and those that were added. */
  readonly tags: readonly string[];
  readonly policy: Policy;
  readonly ceiling: Ceiling;
  readonly rules: RuleOutcome;
  readonly situation: Situation;
  readonly target: Target;
}

export const CONSTRAINT_NAMES = [
  'asked-for',
  'allowed',
  'excluded',
  'health',
  'ended',
  'context-window',
  'stay',
  'zone',
  'residency',
  'abilities',
  'vectors',
  'rules',
  'budget',
  'freshness',
  'rest',
  'guide',
] as const;

/** A reason to refuse a target, in words a person reads; nothing when it may be used. */
export interface Constraint {
  readonly name: (typeof CONSTRAINT_NAMES)[number];
  check(subject: Case): Said | undefined;
}
