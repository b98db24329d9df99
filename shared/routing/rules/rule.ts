import type { Zone } from '../../privacy/zones.ts';
import type { Objective } from '../objective.ts';

/** Which targets an action means: all of those that match every list given. */
export interface TargetMatch {
  /** Ids; `*` stands for any characters. */
  readonly targets?: readonly string[];
  readonly zones?: readonly Zone[];
  readonly providers?: readonly string[];
  readonly regions?: readonly string[];
}

/** One way of a split, and how often it is taken in proportion to the others. */
export interface Share {
  /** A target's id; `*` stands for any characters. */
  readonly target: string;
  readonly weight: number;
}

/** What a rule does. All that is given happens. Nothing here can lift a ceiling that a tag or a finding set. */
export interface RuleAction {
  /** Tags added to the prompt. */
  readonly tags?: readonly string[];
  /** The outermost zone. */
  readonly ceiling?: Zone;
  /** Only these targets. */
  readonly require?: TargetMatch;
  /** None of these targets. */
  readonly forbid?: TargetMatch;
  /** These first, among what is permitted. */
  readonly prefer?: TargetMatch;
  /** Whatever was found is masked before it leaves, also where it need not be. */
  readonly mask?: true;
  readonly objective?: Objective;
  /** The most that the whole request may cost, in US dollars. */
  readonly maxCostUsd?: number;
  /** Refuses the request with this message. */
  readonly deny?: string;
  /** Chooses one target at random, steadily within a conversation. */
  readonly split?: readonly Share[];
}

/** `when` is CEL over the documented variables (`variables.ts`). */
export interface Rule {
  readonly id: string;
  readonly name: string;
  readonly when: string;
  readonly then: RuleAction;
  /** Kept, but not in force. */
  readonly disabled?: true;
}

/** An ordered list. `first`: only the first rule that holds acts; `all`: every one does. */
export interface RuleGroup {
  readonly id: string;
  readonly name: string;
  readonly match: 'first' | 'all';
  readonly rules: readonly Rule[];
}
