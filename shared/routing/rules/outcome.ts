import type { Zone } from '../../privacy/zones.ts';
import type { Objective } from '../objective.ts';
import type { RuleTrace } from '../plan.ts';
import type { Share, TargetMatch } from './rule.ts';

/** Something that a rule wants, with the rule's name for the reason a person reads. */
export interface Wanted<Value> {
  readonly value: Value;
  readonly rule: string;
  /** The rule could not be evaluated. */
  readonly failed?: true;
}

/** What all rules that hold come to. */
export interface RuleOutcome {
  readonly tags: readonly Wanted<string>[];
  /** Those of rules that failed are `device`. */
  readonly ceilings: readonly Wanted<Zone>[];
  readonly require: readonly Wanted<TargetMatch>[];
  readonly forbid: readonly Wanted<TargetMatch>[];
  readonly prefer: readonly TargetMatch[];
  /** Whatever was found is masked before it leaves. */
  readonly mask: boolean;
  /** Of the first rule that sets one. */
  readonly objective?: Objective;
  /** The least of all. */
  readonly maxCost?: Wanted<{ readonly nanoDollars: number }>;
  /** Of the first rule that refuses. */
  readonly deny?: Wanted<{ readonly message: string }>;
  /** Of the first rule that splits. */
  readonly split?: readonly Share[];
  /** Rules that held or failed, in order. */
  readonly trace: readonly RuleTrace[];
}

/** Of no rules. */
export const NO_RULES: RuleOutcome = { tags: [], ceilings: [], require: [], forbid: [], prefer: [], mask: false, trace: [] };
