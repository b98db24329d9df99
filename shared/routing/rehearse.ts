import { isWithin, type Zone } from '../privacy/zones.ts';
import { ceilingOf } from './ceiling.ts';
import { decide } from './decide.ts';
import type { Candidate } from './plan.ts';
import type { Policy } from './policy.ts';
import type { Foretold, PastDecision, Place } from './rehearsal/past.ts';
import { createTally, type RehearsalSummary } from './rehearsal/summary.ts';
import { rulesOf } from './rules/compile.ts';
import { applyRules } from './rules/evaluate.ts';
import { factsOf } from './rules/facts.ts';
import type { Target } from './target.ts';
import type { TaskKind } from './task.ts';
import type { Found } from './traits.ts';

/** What would have left as it is for a zone that the policy in force keeps it from. */
export interface Leak {
  readonly to: Zone;
  /** How far the policy in force lets it go as it is. */
  readonly ceiling: Zone;
  /** What it held; absent: it was not searched. */
  readonly findings?: readonly Found[];
}

/** One decision of the past and the same one under the edited policy. */
export interface Rehearsed {
  readonly requestId: string;
  readonly at: number;
  readonly app: string;
  readonly task: TaskKind;
  readonly inputTokens: number;
  /** Where it went, what was expected of it, and what happened. */
  readonly was: {
    readonly status: PastDecision['outcome']['status'];
    /** Absent: nothing could answer. */
    readonly place?: Place;
    readonly expected?: Foretold;
    readonly happened?: Foretold;
  };
  /** Where it would have gone and what is expected of that. Where the decision is the same, what happened counts. */
  readonly would: {
    /** Absent: nothing could have answered. */
    readonly place?: Place;
    readonly expected?: Foretold;
    readonly sentence: string;
  };
  /** The decision is another one. */
  readonly moved: boolean;
  readonly leak?: Leak;
}

/** What a replay is of. */
export interface Rehearsing {
  /** The edited policy. */
  readonly policy: Policy;
  /** What leaks are told by. */
  readonly inForce: Policy;
  /** Targets in place of those of that time. */
  readonly fleet?: readonly Target[];
}

/** The policies' parts that only a text could show again. What a scan finds is kept as it was then. */
export const UNSEEN = ['ownTerms', 'minConfidence'] as const satisfies readonly (keyof Policy)[];

/** Replays decisions with the real `decide`. Pure, about 0.1 ms for each. */
export function rehearse(decisions: readonly PastDecision[], rehearsing: Rehearsing): { rows: Rehearsed[]; summary: RehearsalSummary } {
  const tally = createTally();
  const rows = decisions.map((past) => rehearseOne(past, rehearsing));
  for (const row of rows) tally.add(row);
  return { rows, summary: tally.summary() };
}

/** Replays one decision. */
export function rehearseOne(past: PastDecision, { policy, inForce, fleet = past.fleet }: Rehearsing): Rehearsed {
  const { traits, situation, planned, outcome } = past;
  const plan = decide(traits, policy, fleet, situation);
  const [first] = plan.denied === undefined ? plan.permitted : [];
  const moved = first?.targetId !== planned?.targetId || first?.masked !== planned?.masked;
  const leak = first && leakOf(first, past, inForce);
  const { place, happened } = outcome;
  const now = moved ? first && placeOf(first) : (place ?? (first && placeOf(first)));
  const expected = !moved && happened !== undefined ? happened : first?.expected && foretoldIn(first.expected);
  return {
    requestId: traits.requestId,
    at: past.at,
    app: traits.app,
    task: traits.task.kind,
    inputTokens: traits.inputTokens,
    was: {
      status: outcome.status,
      ...(place === undefined ? {} : { place }),
      ...(planned === undefined ? {} : { expected: planned.expected }),
      ...(happened === undefined ? {} : { happened }),
    },
    would: { ...(now === undefined ? {} : { place: now }), ...(expected === undefined ? {} : { expected }), sentence: plan.sentence },
    moved,
    ...(leak === undefined ? {} : { leak }),
  };
}

const placeOf = ({ targetId, name, zone, masked }: Candidate): Place => ({
  ...{ targetId, name, zone },
  ...(masked === undefined ? {} : { masked }),
});

const foretoldIn = ({ costNanoDollars, firstTokenMs, totalMs }: Foretold): Foretold => ({ costNanoDollars, firstTokenMs, totalMs });

/** What the policy in force would not have let out as it is: by its ceiling, its switch, or a rule that masks or refuses. */
function leakOf({ zone: to, masked }: Candidate, { traits, situation, fleet }: PastDecision, inForce: Policy): Leak | undefined {
  if (to === 'device' || masked === true) return undefined;
  const rules = applyRules(rulesOf(inForce), factsOf(traits, inForce, situation, fleet));
  const staysHere = inForce.stayOnDevice || rules.deny !== undefined || (rules.mask && traits.findings?.length !== 0);
  const ceiling = staysHere ? 'device' : ceilingOf(traits, inForce, rules).zone;
  if (isWithin(to, ceiling)) return undefined;
  return { to, ceiling, ...(traits.findings === undefined ? {} : { findings: traits.findings }) };
}
