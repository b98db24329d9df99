import { type Ceiling, ceilingOf } from './ceiling.ts';
import { abilities } from './constraints/abilities.ts';
import { allowed } from './constraints/allowed.ts';
import { askedFor } from './constraints/asked-for.ts';
import { budget, mostCost } from './constraints/budget.ts';
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
import type { Candidate, Plan, Refusal, RuleTrace } from './plan.ts';
import type { Policy } from './policy.ts';
import { rank } from './rank.ts';
import { rulesOf } from './rules/compile.ts';
import { applyRules } from './rules/evaluate.ts';
import { factsOf } from './rules/facts.ts';
import type { Situation } from './situation.ts';
import { asOf, type Target, zoneOf } from './target.ts';
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
export function decide(traits: Traits, policy: Policy, listed: readonly Target[], situation: Situation): Plan {
  const fleet = listed.map((target) => asOf(target, situation.time.date, policy.factsCountForDays));
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
  const ranked = rank(fit, traits, situation, weightsOf(objective), rules);
  const permitted = ranked.map(({ target, expected }) => ({
    ...candidate(target),
    ...(needsMask(target, { ceiling, rules, traits }) ? { masked: true as const } : {}),
    expected,
    mostNanoDollars: mostCost(target, traits),
  }));
  const denied = rules.deny === undefined ? {} : { denied: rules.deny.value.message };
  const choice = ranked[0]?.choice;
  const because = choice === undefined ? {} : { choice };
  const sentence = explain({ traits, ceiling, objective, hardware: situation.hardware, permitted, refused, ...because, ...denied });
  const { findings } = traits;
  const { onContentRefused, onStreamBroken, hedge } = policy;
  return {
    requestId: traits.requestId,
    policyVersion: policy.version,
    ceiling,
    ...(findings === undefined ? {} : { findings }),
    objective,
    trace: overruled(rules.trace, ceiling),
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

/** What a rule did, and that the person went beyond what it keeps to. */
function overruled(trace: readonly RuleTrace[], { lowered }: Ceiling): readonly RuleTrace[] {
  if (lowered === undefined) return trace;
  return trace.map((entry) => ({ ...entry, effect: `${entry.effect}; you let this prompt go further all the same` }));
}

function refusalOf(subject: Parameters<Constraint['check']>[0]): Pick<Refusal, 'constraint' | 'reason'> | undefined {
  for (const { name, check } of CONSTRAINTS) {
    const reason = check(subject);
    if (reason !== undefined) return { constraint: name, reason };
  }
  return undefined;
}
