import { ceilingOf } from './ceiling.ts';
import { abilities } from './constraints/abilities.ts';
import { askedFor } from './constraints/asked-for.ts';
import type { Constraint } from './constraints/constraint.ts';
import { contextWindow } from './constraints/context-window.ts';
import { health } from './constraints/health.ts';
import { residency } from './constraints/residency.ts';
import { stay } from './constraints/stay.ts';
import { needsMask, zone } from './constraints/zone.ts';
import { explain } from './explain.ts';
import type { Candidate, Plan, Refusal } from './plan.ts';
import type { Policy } from './policy.ts';
import { rank } from './rank.ts';
import type { Situation } from './situation.ts';
import { type Target, zoneOf } from './target.ts';
import type { Traits } from './traits.ts';

/**
 * In this order, the first refusal is the reason a person reads. Length comes before zone: a prompt
 * that no target can hold was not scanned, and its ceiling is no reason then.
 */
const CONSTRAINTS: readonly Constraint[] = [askedFor, health, contextWindow, stay, zone, residency, abilities];

const candidate = (target: Target): Candidate => ({
  targetId: target.id,
  name: target.name,
  zone: zoneOf(target),
  ...(target.pool === undefined ? {} : { pool: target.pool }),
});

/** Constrains, then ranks. Pure: no clock, no I/O, no model. */
export function decide(traits: Traits, policy: Policy, fleet: readonly Target[], situation: Situation): Plan {
  const ceiling = ceilingOf(traits, policy);
  const fit: Target[] = [];
  const refused: Refusal[] = [];
  for (const target of fleet) {
    const refusal = refusalOf({ traits, policy, ceiling, target, situation });
    if (refusal === undefined) fit.push(target);
    else refused.push({ ...candidate(target), ...refusal });
  }
  const permitted = rank(fit, traits.inputTokens).map((target) =>
    needsMask(target, ceiling) ? { ...candidate(target), masked: true as const } : candidate(target),
  );
  const sentence = explain(traits, ceiling, permitted, refused);
  const { findings } = traits;
  const { onContentRefused, onStreamBroken, hedge } = policy;
  return {
    requestId: traits.requestId,
    policyVersion: policy.version,
    ceiling,
    ...(findings === undefined ? {} : { findings }),
    permitted,
    refused,
    sentence,
    onContentRefused,
    onStreamBroken,
    hedge,
  };
}

function refusalOf(subject: Parameters<Constraint['check']>[0]): Pick<Refusal, 'constraint' | 'reason'> | undefined {
  for (const { name, check } of CONSTRAINTS) {
    const reason = check(subject);
    if (reason !== undefined) return { constraint: name, reason };
  }
  return undefined;
}
