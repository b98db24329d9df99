import { nearer, type Zone } from '../../privacy/zones.ts';
import type { Objective } from '../objective.ts';
import type { RuleTrace } from '../plan.ts';
import type { CompiledGroup, CompiledRule, CompiledRules } from './compile.ts';
import { ConditionFailure } from './condition.ts';
import { type Context, contextOf } from './context.ts';
import { type Facts, taggedWith } from './facts.ts';
import type { RuleAction, Share, TargetMatch } from './rule.ts';

/** What all rules that held ask for together. It can only narrow what tags and findings leave open. */
export interface RuleOutcome {
  /** Tags that the rules add. */
  readonly tags: readonly string[];
  /** The nearest that any of them sets. */
  readonly ceiling?: Zone;
  /** Why that ceiling, in words such as “the rule “Night” says so”. */
  readonly because: readonly string[];
  /** A target must match every one. */
  readonly require: readonly TargetMatch[];
  /** A target may match none. */
  readonly forbid: readonly TargetMatch[];
  /** The earlier, the stronger. */
  readonly prefer: readonly TargetMatch[];
  readonly mask: boolean;
  /** The first that was set. */
  readonly objective?: Objective;
  /** The least that was set. */
  readonly maxCostNanoDollars?: number;
  /** The first message. */
  readonly deny?: string;
  /** The first split; `splitOf` chooses. */
  readonly split?: readonly Share[];
  /** Every rule that held, and every one that failed. */
  readonly trace: readonly RuleTrace[];
}

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
  const draft: Draft = { tags: [], because: [], require: [], forbid: [], prefer: [], mask: false, trace: [] };
  let context: Context | undefined;
  let known = 0;
  for (const group of groups) {
    if (context === undefined || draft.tags.length > known)
      context = contextOf(known === draft.tags.length ? facts : taggedWith(facts, draft.tags));
    known = draft.tags.length;
    applyGroup(group, context, draft);
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
    const reason = error instanceof ConditionFailure ? error.message : 'of an error in Lintel';
    pullIn(draft, 'device', `the rule “${name}” failed`);
    draft.trace.push({ ruleId: id, name, effect: `failed, so this stays on your device: ${reason}`, failed: true });
    return false;
  }
}

function act({ rule: { id, name, then }, effect, says }: CompiledRule, draft: Draft): void {
  draft.trace.push({ ruleId: id, name, effect: effect + overruled(then, draft) });
  for (const tag of then.tags ?? []) if (!draft.tags.includes(tag)) draft.tags.push(tag);
  if (then.ceiling !== undefined) pullIn(draft, then.ceiling, says);
  if (then.require !== undefined) draft.require.push(then.require);
  if (then.forbid !== undefined) draft.forbid.push(then.forbid);
  if (then.prefer !== undefined) draft.prefer.push(then.prefer);
  if (then.mask === true) draft.mask = true;
  if (then.maxCostUsd !== undefined)
    draft.maxCostNanoDollars = Math.min(draft.maxCostNanoDollars ?? Number.POSITIVE_INFINITY, Math.floor(then.maxCostUsd * NANO_PER_USD));
  if (then.objective !== undefined) draft.objective ??= then.objective;
  if (then.deny !== undefined) draft.deny ??= then.deny;
  if (then.split !== undefined) draft.split ??= then.split;
}

/** What of a rule an earlier one has settled already, in words. */
function overruled({ objective, deny, split }: RuleAction, draft: Draft): string {
  let words = '';
  if (objective !== undefined && draft.objective !== undefined) words += '; an earlier rule’s objective holds';
  if (deny !== undefined && draft.deny !== undefined) words += '; an earlier rule’s message holds';
  if (split !== undefined && draft.split !== undefined) words += '; an earlier rule’s split holds';
  return words;
}

function pullIn(draft: Draft, zone: Zone, because: string): void {
  const nearest = draft.ceiling === undefined ? zone : nearer(draft.ceiling, zone);
  if (nearest !== draft.ceiling) draft.because = [];
  if (nearest === zone) draft.because.push(because);
  draft.ceiling = nearest;
}
