import { english } from '../chat/english.ts';
import { say } from '../chat/said.ts';
import { type Ceiling, ceilingOf, tagsOf } from './ceiling.ts';
import { abilities } from './constraints/abilities.ts';
import { allowed } from './constraints/allowed.ts';
import { askedFor } from './constraints/asked-for.ts';
import { budget, mostCost } from './constraints/budget.ts';
import type { Constraint } from './constraints/constraint.ts';
import { contextWindow } from './constraints/context-window.ts';
import { ended } from './constraints/ended.ts';
import { excluded } from './constraints/excluded.ts';
import { freshness } from './constraints/freshness.ts';
import { health } from './constraints/health.ts';
import { residency } from './constraints/residency.ts';
import { rest } from './constraints/rest.ts';
import { rules as userRules } from './constraints/rules.ts';
import { stay } from './constraints/stay.ts';
import { vectors } from './constraints/vectors.ts';
import { needsMask, zone } from './constraints/zone.ts';
import { explain } from './explain.ts';
import { preferred, weightsOf } from './objective.ts';
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
  ended,
  contextWindow,
  stay,
  zone,
  residency,
  abilities,
  vectors,
  userRules,
  budget,
  freshness,
  rest,
];

const candidateOf = (target: Target): Candidate => ({
  targetId: target.id,
  name: target.name,
  zone: zoneOf(target),
  ...(target.pool === undefined ? {} : { pool: target.pool }),
});

/** What comes with Lintel knows Lintel alone: it must neither answer nor fill in for a model that can do more, be it only after a rest. */
const withoutGuide = (fit: readonly Target[], refused: readonly Refusal[]): readonly Target[] => {
  const others = fit.filter(({ guide }) => guide === undefined);
  return others.length === 0 && refused.every(({ rests }) => rests === undefined) ? fit : others;
};

const IS_GUIDE = say`It is the built-in guide: other models may answer this.`;
const GUIDE_REFUSED = { constraint: 'guide', reason: english(IS_GUIDE), said: IS_GUIDE } as const;

/** Constrains, then ranks. Pure: no clock, no I/O, no model. */
export function decide(traits: Traits, policy: Policy, listed: readonly Target[], situation: Situation): Plan {
  const fleet = listed.map((target) => asOf(target, situation.time.date, policy.factsCountForDays));
  const rules = applyRules(rulesOf(policy), factsOf(traits, policy, situation, fleet));
  const ceiling = ceilingOf(traits, policy, rules);
  const tags = tagsOf(traits, policy, rules);
  const objective = rules.objective ?? preferred(traits.preference) ?? policy.objective;
  const fit: Target[] = [];
  const refused: Refusal[] = [];
  for (const target of fleet) {
    const refusal = refusalOf({ traits, tags, policy, ceiling, rules, situation, target });
    if (refusal === undefined) fit.push(target);
    else refused.push({ ...candidateOf(target), ...refusal });
  }
  const able = withoutGuide(fit, refused);
  if (able !== fit) for (const target of fit) if (target.guide) refused.push({ ...candidateOf(target), ...GUIDE_REFUSED });
  const ranked = rank(able, traits, situation, weightsOf(objective), rules);
  const permitted = ranked.map(({ target, expected, tiers }) => ({
    ...candidateOf(target),
    ...(target.pool === undefined ? {} : { tiers }),
    ...(needsMask(target, { ceiling, rules, traits }) ? { masked: true as const } : {}),
    expected,
    mostNanoDollars: mostCost(target, traits),
  }));
  const denied = rules.deny === undefined ? {} : { denied: rules.deny.value.message };
  const choice = ranked[0]?.choice;
  const because = choice === undefined ? {} : { choice };
  const said = explain({ traits, ceiling, objective, hardware: situation.hardware, permitted, refused, ...because, ...denied });
  const { findings } = traits;
  const { onContentRefused, onStreamBroken, hedge } = policy;
  return {
    requestId: traits.requestId,
    policyVersion: policy.version,
    ceiling,
    ...(findings === undefined ? {} : { findings }),
    tags,
    objective,
    trace: overruled(rules.trace, ceiling),
    permitted,
    refused,
    ...denied,
    sentence: english(said),
    said,
    onContentRefused,
    onStreamBroken,
    hedge,
    ...(rules.maxCost === undefined ? {} : { maxCostNanoDollars: rules.maxCost.value.nanoDollars }),
  };
}

/** What a rule did, and that the person went beyond what it keeps to. */
function overruled(trace: readonly RuleTrace[], { lowered }: Ceiling): readonly RuleTrace[] {
  if (lowered === undefined) return trace;
  return trace.map((entry) => {
    const said = say`${entry.said ?? entry.effect}; you let this prompt go further all the same`;
    return { ...entry, effect: english(said), said };
  });
}

function refusalOf(subject: Parameters<Constraint['check']>[0]): Pick<Refusal, 'constraint' | 'reason' | 'said' | 'rests'> | undefined {
  for (const { name, check } of CONSTRAINTS) {
    const said = check(subject);
    if (said === undefined) continue;
    const { rests } = subject.target;
    return { constraint: name, reason: english(said), said, ...(name === 'rest' && rests !== undefined ? { rests } : {}) };
  }
  return undefined;
}
