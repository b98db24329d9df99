import { english } from '../../chat/english.ts';
import { type Said, say } from '../../chat/said.ts';
import type { CompiledGroup, CompiledRule, CompiledRules } from './compile.ts';
import { ConditionFailure } from './condition.ts';
import { type Context, contextOf } from './context.ts';
import { type Facts, taggedWith } from './facts.ts';
import type { RuleOutcome } from './outcome.ts';
import type { RuleAction } from './rule.ts';

/** An outcome while it is being made. */
type Draft = {
  -readonly [Name in keyof RuleOutcome]: RuleOutcome[Name] extends readonly (infer Entry)[] ? Entry[] : RuleOutcome[Name];
};

const NANO_PER_USD = 1e9;

/**
 * Applies the rules of a policy to one request: the groups in order, each over the tags that those before it added.
 * A rule that fails keeps the prompt on this device, and the others still act: privacy fails closed. Never throws.
 */
export function applyRules({ groups }: CompiledRules, facts: Facts): RuleOutcome {
  const draft: Draft = { tags: [], ceilings: [], require: [], forbid: [], prefer: [], mask: false, trace: [] };
  let context = contextOf(facts);
  for (const group of groups) {
    const before = draft.tags.length;
    applyGroup(group, context, draft);
    if (draft.tags.length > before) context = contextOf(taggedWith(facts, draft.tags));
  }
  return draft;
}

function applyGroup({ match, rules }: CompiledGroup, context: Context, draft: Draft): void {
  for (const compiled of rules) {
    if (!holds(compiled, context, draft)) continue;
    act(compiled, draft);
    if (match === 'first') return;
  }
}

function holds({ rule: { id, name }, holds: condition }: CompiledRule, context: Context, draft: Draft): boolean {
  try {
    return condition(context);
  } catch (error) {
    const reason = error instanceof ConditionFailure ? error.said : say`of an error in Lintel`;
    const said = say`failed, so this stays on your device: ${reason}`;
    draft.ceilings.push({ value: 'device', rule: name, failed: true });
    draft.trace.push({ ruleId: id, name, effect: english(said), said, failed: true });
    return false;
  }
}

function act({ rule: { id, name, then }, effect }: CompiledRule, draft: Draft): void {
  const said = overruled(effect, then, draft);
  draft.trace.push({ ruleId: id, name, effect: english(said), said });
  for (const tag of then.tags ?? []) draft.tags.push({ value: tag, rule: name });
  if (then.ceiling !== undefined) draft.ceilings.push({ value: then.ceiling, rule: name });
  if (then.require !== undefined) draft.require.push({ value: then.require, rule: name });
  if (then.forbid !== undefined) draft.forbid.push({ value: then.forbid, rule: name });
  if (then.prefer !== undefined) draft.prefer.push(then.prefer);
  if (then.mask === true) draft.mask = true;
  if (then.maxCostUsd !== undefined) cap(Math.floor(then.maxCostUsd * NANO_PER_USD), name, draft);
  if (then.objective !== undefined) draft.objective ??= then.objective;
  if (then.deny !== undefined) draft.deny ??= { value: { message: then.deny }, rule: name };
  if (then.split !== undefined) draft.split ??= then.split;
}

function cap(nanoDollars: number, rule: string, draft: Draft): void {
  if (draft.maxCost === undefined || nanoDollars < draft.maxCost.value.nanoDollars) draft.maxCost = { value: { nanoDollars }, rule };
}

/** What a rule does, and what of it an earlier one has settled already. */
function overruled(effect: Said, { objective, deny, split }: RuleAction, draft: Draft): Said {
  let said = effect;
  if (objective !== undefined && draft.objective !== undefined) said = say`${said}; an earlier rule’s objective holds`;
  if (deny !== undefined && draft.deny !== undefined) said = say`${said}; an earlier rule’s message holds`;
  if (split !== undefined && draft.split !== undefined) said = say`${said}; an earlier rule’s split holds`;
  return said;
}
