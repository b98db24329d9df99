import { FINDING_NAMES } from '../privacy/finding.ts';
import type { TagRule } from '../privacy/tags.ts';
import { isWithin, nearer, type Zone } from '../privacy/zones.ts';
import type { Policy } from './policy.ts';
import { NO_RULES, type RuleOutcome } from './rules/outcome.ts';
import type { Found, Traits } from './traits.ts';

/** What of a prompt sets its ceiling. */
type Private = Pick<Traits, 'tags' | 'findings' | 'maskable' | 'hasPictures' | 'letGo'>;

/** The outermost zone a prompt may reach, and everything that pulled it in. */
export interface Ceiling {
  readonly zone: Zone;
  /** The outermost zone it may reach with everything found in it masked; only where that is further. */
  readonly masked?: Zone;
  /** The regions it may be processed in beyond the local network; absent: any. */
  readonly regions?: readonly string[];
  /** Each cause in words a person reads, such as "your message holds an IBAN". */
  readonly because: readonly string[];
  /** The zone that the tags and findings asked for, where the person let this one prompt go further. */
  readonly lowered?: { readonly from: Zone };
}

interface Cause {
  readonly rule: TagRule;
  readonly words: string;
}

const HERE: TagRule = { ceiling: 'device' };

/**
 * The nearest zone that any tag or finding asks for. A tag the policy does not know keeps the
 * prompt on this device, and so does a text that was not searched: privacy fails closed.
 */
export function ceilingOf(traits: Private, policy: Policy, rules: Pick<RuleOutcome, 'tags' | 'ceilings'> = NO_RULES): Ceiling {
  const causes = [
    ...traits.tags.map((tag) => ofTag(tag, policy)),
    ...ofFindings(traits.findings, policy),
    ...ofPictures(traits, policy),
    ...ofRules(rules, policy),
  ];
  const zone = causes.map(({ rule }) => rule.ceiling).reduce(nearer, policy.untagged.ceiling);
  const masked = maskedZone(causes, traits, policy);
  const regions = allowedRegions([policy.untagged, ...causes.map(({ rule }) => rule)]);
  const ceiling: Ceiling = {
    zone,
    ...(masked === undefined || isWithin(masked, zone) ? {} : { masked }),
    ...(regions === undefined ? {} : { regions }),
    because: causes.filter(({ rule }) => rule.ceiling === zone).map(({ words }) => words),
  };
  // A rule that failed might have said anything, so the person cannot know what they let go.
  return rules.ceilings.some(({ failed }) => failed === true) ? ceiling : lowered(ceiling, traits.letGo);
}

function ofTag(tag: string, policy: Policy): Cause {
  const rule = ruleOf(tag, policy);
  if (rule === undefined) return { rule: HERE, words: `the tag “${tag}” has no rule, so it is kept here` };
  return { rule, words: `it is tagged “${tag}”` };
}

function ofFindings(findings: readonly Found[] | undefined, policy: Policy): Cause[] {
  if (findings === undefined) return [{ rule: HERE, words: 'it is too long to be searched' }];
  return findings.map(({ type, tag }) => {
    const name = type === 'own-term' ? (tag ?? '') : policy.findingTags[type];
    return { rule: ruleOf(name, policy) ?? HERE, words: `it holds ${FINDING_NAMES[type]}` };
  });
}

/** Nobody can say what a picture shows. */
function ofPictures({ hasPictures }: Private, policy: Policy): Cause[] {
  return hasPictures ? [{ rule: ruleOf(policy.pictureTag, policy) ?? HERE, words: 'it holds a picture, which cannot be searched' }] : [];
}

function ofRules({ tags, ceilings }: Pick<RuleOutcome, 'tags' | 'ceilings'>, policy: Policy): Cause[] {
  return [
    ...tags.map(({ value, rule }) => ({ rule: ruleOf(value, policy) ?? HERE, words: `your rule “${rule}” tags it “${value}”` })),
    ...ceilings.map(({ value, rule, failed }) => ({
      rule: { ceiling: value },
      words: failed === true ? `your rule “${rule}” failed` : `your rule “${rule}” says so`,
    })),
  ];
}

const ruleOf = (tag: string, policy: Policy): TagRule | undefined => (Object.hasOwn(policy.tags, tag) ? policy.tags[tag] : undefined);

/** How far it may go masked. Only what was found can be masked: a prompt in which nothing was found is the same prompt afterwards. */
function maskedZone(causes: readonly Cause[], traits: Private, policy: Policy): Zone | undefined {
  if (policy.masking === 'off' || !traits.maskable || (traits.findings ?? []).length === 0) return undefined;
  return causes.map(({ rule }) => rule.masked ?? rule.ceiling).reduce(nearer, policy.untagged.masked ?? policy.untagged.ceiling);
}

/** What all rules allow together. */
function allowedRegions(rules: readonly TagRule[]): readonly string[] | undefined {
  return rules
    .map(({ regions }) => regions)
    .reduce(
      (all, some) => (all === undefined ? some : some === undefined ? all : all.filter((region) => some.includes(region))),
      undefined,
    );
}

/** The person let this one prompt go further. That never pulls a ceiling in, and it changes no region. */
function lowered(ceiling: Ceiling, letGo: Zone | undefined): Ceiling {
  if (letGo === undefined || isWithin(letGo, ceiling.zone)) return ceiling;
  const { masked: _, ...rest } = ceiling;
  return { ...rest, zone: letGo, because: ['you let it go this once'], lowered: { from: ceiling.zone } };
}
