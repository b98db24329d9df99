import { english } from '../chat/english.ts';
import { type Said, say } from '../chat/said.ts';
import { FINDING_NAMES } from '../privacy/finding.ts';
import type { TagRule } from '../privacy/tags.ts';
import { isWithin, nearer, type Zone } from '../privacy/zones.ts';
import type { Policy } from './policy.ts';
import { NO_RULES, type RuleOutcome } from './rules/outcome.ts';
import type { Found, Traits, Unread } from './traits.ts';

/** What of a prompt sets its ceiling. */
type Private = Pick<
  Traits,
  'tags' | 'findings' | 'maskable' | 'hasPictures' | 'unread' | 'letGo' | 'ceiling' | 'appName' | 'preference' | 'work'
>;

/** The outermost zone a prompt may reach, and everything that pulled it in. */
export interface Ceiling {
  readonly zone: Zone;
  /** The outermost zone it may reach with everything found in it masked; only where that is further. */
  readonly masked?: Zone;
  /** The regions it may be processed in beyond the local network; absent: any. */
  readonly regions?: readonly string[];
  /** Each cause in words a person reads, such as "your message holds an IBAN". */
  readonly because: readonly string[];
  /** The same for a window that speaks another language. Those of earlier versions hold none. */
  readonly said?: readonly Said[];
  /** The zone that the tags and findings asked for, where the person let this one prompt go further. */
  readonly lowered?: { readonly from: Zone };
}

/** Causes as a ceiling names them. */
const told = (said: readonly Said[]): Pick<Ceiling, 'because' | 'said'> => ({
  because: said.map(english),
  ...(said.length === 0 ? {} : { said }),
});

interface Cause {
  readonly rule: TagRule;
  readonly words: Said;
}

const HERE: TagRule = { ceiling: 'device' };

const ASKED: Cause = { rule: HERE, words: say`“auto:private” was asked for` };

/**
 * The nearest zone that any tag or finding asks for. A tag the policy does not know keeps the
 * prompt on this device, and so does a text that was not searched: privacy fails closed.
 */
export function ceilingOf(traits: Private, policy: Policy, rules: Pick<RuleOutcome, 'tags' | 'ceilings'> = NO_RULES): Ceiling {
  const causes = [
    ...traits.tags.map((tag) => ofTag(tag, policy)),
    ...ofFindings(traits.findings, policy),
    ...ofPictures(traits, policy),
    ...(traits.preference === 'private' ? [ASKED] : []),
    ...ofRules(rules, policy),
    ...ofKey(traits),
  ];
  const zone = causes.map(({ rule }) => rule.ceiling).reduce(nearer, policy.untagged.ceiling);
  const masked = maskedZone(causes, traits, policy);
  const regions = allowedRegions([policy.untagged, ...causes.map(({ rule }) => rule)]);
  const ceiling: Ceiling = {
    zone,
    ...(masked === undefined || isWithin(masked, zone) ? {} : { masked }),
    ...(regions === undefined ? {} : { regions }),
    ...told(causes.filter(({ rule }) => rule.ceiling === zone).map(({ words }) => words)),
  };
  // A rule that failed might have said anything, so the person cannot know what they let go.
  const isFixed = traits.preference === 'private' || rules.ceilings.some(({ failed }) => failed === true);
  return isFixed ? ceiling : lowered(ceiling, traits);
}

/** All tags of a prompt that the policy knows: those given, and those that findings, pictures and rules add. Others are a caller's own words. */
export const tagsOf = (traits: Private, policy: Policy, { tags }: Pick<RuleOutcome, 'tags'>): readonly string[] =>
  [
    ...new Set([
      ...traits.tags,
      ...(traits.findings ?? []).map(({ type, tag }) => (type === 'own-term' ? (tag ?? '') : policy.findingTags[type])),
      ...(traits.hasPictures ? [policy.pictureTag] : []),
      ...tags.map(({ value }) => value),
    ]),
  ].filter((tag) => ruleOf(tag, policy) !== undefined);

/** Names what may be a caller's own words. */
export const unknownTag = (tag: string): Said => say`the tag “${tag}” has no rule, so it is kept here`;

function ofTag(tag: string, policy: Policy): Cause {
  const rule = ruleOf(tag, policy);
  if (rule === undefined) return { rule: HERE, words: unknownTag(tag) };
  return { rule, words: say`it is tagged “${tag}”` };
}

function ofFindings(findings: readonly Found[] | undefined, policy: Policy): Cause[] {
  if (findings === undefined) return [{ rule: HERE, words: say`it is too long to be searched` }];
  return findings.map(({ type, tag }) => {
    const name = type === 'own-term' ? (tag ?? '') : policy.findingTags[type];
    return { rule: ruleOf(name, policy) ?? HERE, words: say`it holds ${FINDING_NAMES[type]}` };
  });
}

const UNREAD_NAMES: Readonly<Record<Unread, Said>> = {
  picture: say`a picture`,
  sound: say`sound`,
  document: say`a document`,
  tokens: say`tokens in place of text`,
};

/** Nobody can say what a picture shows. */
function ofPictures({ hasPictures, unread = 'picture', work }: Private, policy: Policy): Cause[] {
  if (!hasPictures) return [];
  const what = UNREAD_NAMES[work === 'transcription' ? 'sound' : unread];
  return [{ rule: ruleOf(policy.pictureTag, policy) ?? HERE, words: say`it holds ${what}, which cannot be searched` }];
}

function ofRules({ tags, ceilings }: Pick<RuleOutcome, 'tags' | 'ceilings'>, policy: Policy): Cause[] {
  return [
    ...tags.map(({ value, rule }) => ({ rule: ruleOf(value, policy) ?? HERE, words: say`your rule “${rule}” tags it “${value}”` })),
    ...ceilings.map(({ value, rule, failed }) => ({
      rule: { ceiling: value },
      words: failed === true ? say`your rule “${rule}” failed` : say`your rule “${rule}” says so`,
    })),
  ];
}

/** Masking changes nothing of what a key may reach. */
const ofKey = ({ ceiling, appName }: Private): Cause[] =>
  ceiling === undefined || ceiling === 'cloud'
    ? []
    : [{ rule: { ceiling }, words: say`“${appName ?? say`This app`}” may reach no further` }];

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

/** The person let this one prompt go further. That never pulls a ceiling in, it changes no region, and no key is let go. */
function lowered(ceiling: Ceiling, { letGo: wished, ceiling: ofKey = 'cloud' }: Private): Ceiling {
  const letGo = wished && nearer(wished, ofKey);
  if (letGo === undefined || isWithin(letGo, ceiling.zone)) return ceiling;
  const { masked: _, ...rest } = ceiling;
  return { ...rest, zone: letGo, ...told([say`you let it go this once`]), lowered: { from: ceiling.zone } };
}
