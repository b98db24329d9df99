import type { Said } from '../chat/said.ts';
import type { Zone } from '../privacy/zones.ts';
import type { Ceiling } from './ceiling.ts';
import type { Constraint } from './constraints/constraint.ts';
import type { Objective } from './objective.ts';
import type { Policy } from './policy.ts';
import type { Rest } from './target.ts';
import type { Found } from './traits.ts';

/** What is expected of a target for one request. */
export interface Prediction {
  readonly costNanoDollars: number;
  readonly firstTokenMs: number;
  /** Until the last token, in milliseconds. */
  readonly totalMs: number;
  /** Chance that the answer serves, 0 to 1. */
  readonly quality: number;
  /** Of this computer, in joules. */
  readonly energyJoules: number;
  /** Of all answers together. */
  readonly outputTokens: number;
  /** Prompt tokens it still has in its cache. */
  readonly cachedTokens: number;
  /** `measured`: the times follow from this target's own; `estimated`: from its kind. */
  readonly basis: 'measured' | 'estimated';
  /** What the order follows from, 0 to 1. */
  readonly score: number;
}

/** A rule that held, and what it did; or one that failed, so that the prompt stays on this device. */
export interface RuleTrace {
  readonly ruleId: string;
  readonly name: string;
  /** In words a person reads, such as “requires your network”; or why it failed. */
  readonly effect: string;
  /** The same for a window that speaks another language. Those of earlier versions hold none, here and below. */
  readonly said?: Said;
  readonly failed?: true;
}

/** A target as a plan names it. */
export interface Candidate {
  readonly targetId: string;
  readonly name: string;
  readonly zone: Zone;
  /** It may have this request only with everything found in it masked. */
  readonly masked?: true;
  /** What is expected of it. Plans of earlier versions hold none, nor do refused targets. */
  readonly expected?: Prediction;
  /** The most that one try of it can cost, in nano-dollars. Plans of earlier versions hold none, nor do refused targets. */
  readonly mostNanoDollars?: number;
  /** As its target says. */
  readonly pool?: string;
  /** Of one of a pool: what comes before its score in the order. Only those of the same take each other's place. */
  readonly tiers?: readonly number[];
}

/** A target that may not be used for this request, and why. */
export interface Refusal extends Candidate {
  readonly constraint: Constraint['name'];
  readonly reason: string;
  readonly said?: Said;
  /** It would be permitted but for this. */
  readonly rests?: Rest;
}

/** The result of deciding: where a request may go, in order, and why it may not go elsewhere. */
export interface Plan {
  readonly requestId: string;
  readonly policyVersion: number;
  readonly ceiling: Ceiling;
  /** What counts of the findings in the whole context; absent: it was not searched. */
  readonly findings?: readonly Found[];
  /** All tags that the policy knows: those given, and those that findings, pictures and rules add. Plans of earlier versions hold none. */
  readonly tags?: readonly string[];
  /** What the order follows. */
  readonly objective: Objective;
  /** Rules that held or failed, in order. */
  readonly trace: readonly RuleTrace[];
  readonly permitted: readonly Candidate[];
  readonly refused: readonly Refusal[];
  /** What the rule says that refuses the request. */
  readonly denied?: string;
  /** The decision in one plain sentence. */
  readonly sentence: string;
  readonly said?: Said;
  /** As the policy of that moment says; absent: `return`. */
  readonly onContentRefused?: Policy['onContentRefused'];
  /** As the policy of that moment says; absent: `fail`. */
  readonly onStreamBroken?: Policy['onStreamBroken'];
  /** As the policy of that moment says; absent: no. */
  readonly hedge?: boolean;
  /** The most that the whole request may cost, in nano-dollars; absent: no rule says so. */
  readonly maxCostNanoDollars?: number;
}
