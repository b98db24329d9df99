import { ceilingOf } from './ceiling.ts';
import { abilities } from './constraints/abilities.ts';
import { askedFor } from './constraints/asked-for.ts';
import type { Constraint } from './constraints/constraint.ts';
import { contextWindow } from './constraints/context-window.ts';
import { health } from './constraints/health.ts';
import { zone } from './constraints/zone.ts';
import { explain } from './explain.ts';
import type { Candidate, Plan, Refusal } from './plan.ts';
import type { Policy } from './policy.ts';
import { rank } from './rank.ts';
import type { Target } from './target.ts';
import type { Traits } from './traits.ts';

/**
 * In this order, the first refusal is the reason a person reads. Length comes before zone: a prompt
 * that no target can hold was not scanned, and its ceiling is no reason then.
 */
const CONSTRAINTS: readonly Constraint[] = [askedFor, health, contextWindow, zone, abilities];

const candidate = ({ id, name, zone }: Target): Candidate => ({ targetId: id, name, zone });

/** Constrains, then ranks. Pure: no clock, no I/O, no model. */
export function decide(traits: Traits, policy: Policy, fleet: readonly Target[]): Plan {
  const ceiling = ceilingOf(traits, policy);
  const fit: Target[] = [];
  const refused: Refusal[] = [];
  for (const target of fleet) {
    const refusal = refusalOf({ traits, ceiling, target });
    if (refusal === undefined) fit.push(target);
    else refused.push({ ...candidate(target), ...refusal });
  }
  const permitted = rank(fit).map(candidate);
  const sentence = explain(traits, ceiling, permitted, refused);
  return { requestId: traits.requestId, policyVersion: policy.version, ceiling, permitted, refused, sentence };
}

function refusalOf(subject: Parameters<Constraint['check']>[0]): Pick<Refusal, 'constraint' | 'reason'> | undefined {
  for (const { name, check } of CONSTRAINTS) {
    const reason = check(subject);
    if (reason !== undefined) return { constraint: name, reason };
  }
  return undefined;
}
