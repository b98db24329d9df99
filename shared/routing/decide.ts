import { ceilingOf, tagsOf } from './ceiling.ts';
import { abilities } from './constraints/abilities.ts';
import { allowed } from './constraints/allowed.ts';
import { askedFor } from './constraints/asked-for.ts';
import { budget } from './constraints/budget.ts';
import type { Constraint } from './constraints/constraint.ts';
import { contextWindow } from './constraints/context-window.ts';
import { excluded } from './constraints/excluded.ts';
import { freshness } from './constraints/freshness.ts';
import { health } from './constraints/health.ts';
import { residency } from './constraints/residency.ts';
import { rules as userRules } from './constraints/rules.ts';
import { stay } from './constraints/stay.ts';
import { needsMask, zone } from './constraints/zone.ts';
import { explain } from './explain.ts';
import { weightsOf } from './objective.ts';
import type { Candidate, Plan, Refusal } from './plan.ts';
import type { Policy } from './policy.ts';
import { rank } from './rank.ts';
import { rulesOf } from './rules/compile.ts';
import { applyRules } from './rules/evaluate.ts';
import { factsOf } from './rules/facts.ts';
import type { Situation } from './situation.ts';
import { type Target, zoneOf } from './target.ts';
import type { Traits } from './traits.ts';

/**
 * In this order, the first refusal is the reason a person reads. Length comes before zone: a prompt
 * that no target can hold was not scanned, and its ceiling is no reason then.
 */
const CONSTRAINTS: readonly Constraint[] = [
  allowed,
  askedFor,
  excluded,
  health,
  contextWindow,
  stay,
  zone,
  residency,
  abilities,
  userRules,
  budget,
  freshness,
];

const candidate = (target: Target): Candidate => ({
  targetId: target.id,
  name: target.name,
  zone: zoneOf(target),
  ...(target.pool === undefined ? {} : { pool: target.pool }),
});

/** Constrains, then ranks. Pure: no clock, no I/O, no model. */
export function decide(traits: Traits, policy: Policy, fleet: readonly Target[], situation: Situation): Plan {
  const rules = applyRules(rulesOf(policy), factsOf(traits, policy, situation, fleet));
  const ceiling = ceilingOf(traits, policy, rules);
  const objective = rules.objective ?? policy.objective;
  const fit: Target[] = [];
  const refused: Refusal[] = [];
  for (const target of fleet) {
    const refusal = refusalOf({ traits, policy, ceiling, rules, situation, target });
    if (refusal === undefined) fit.push(target);
    else refused.push({ ...candidate(target), ...refusal });
  }
  const permitted = rank(fit, traits, situation, weightsOf(objective), rules).map(({ target, expected }) => ({
    ...candidate(target),
    ...(needsMask(target, { ceiling, rules, traits }) ? { masked: true as const } : {}),
    expected,
  }));
  const denied = rules.deny === undefined ? {} : { denied: rules.deny.value.message };
  const sentence = explain({ traits, ceiling, objective, hardware: situation.hardware, permitted, refused, ...denied });
  const { findings } = traits;
  const { onContentRefused, onStreamBroken, hedge } = policy;
  return {
    requestId: traits.requestId,
    policyVersion: policy.version,
    ceiling,
    ...(findings === undefined ? {} : { findings }),
    tags: tagsOf(traits, policy, rules),
    objective,
    trace: rules.trace,
    permitted,
    refused,
    ...denied,
    sentence,
    onContentRefused,
    onStreamBroken,
    hedge,
    ...(rules.maxCost === undefined ? {} : { maxCostNanoDollars: rules.maxCost.value.nanoDollars }),
  };
}

function refusalOf(subject: Parameters<Constraint['check']>[0]): Pick<Refusal, 'constraint' | 'reason'> | undefined {
  for (const { name, check } of CONSTRAINTS) {
    const reason = check(subject);
    if (reason !== undefined) return { constraint: name, reason };
  }
  return undefined;
}
