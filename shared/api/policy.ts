import { z } from 'zod';
import { say } from '../chat/said.ts';
import { FINDING_TYPES } from '../privacy/finding.ts';
import { LONGEST_PATTERN, LONGEST_WORD, MOST_TERMS, MOST_WORDS } from '../privacy/own-terms.ts';
import { BUILT_IN_TAGS } from '../privacy/tags.ts';
import { isWithin } from '../privacy/zones.ts';
import type { Policy } from '../routing/policy.ts';
import { issueAt, otherwise } from './otherwise.ts';
import { ruleFaults } from './rule-faults.ts';
import { objective, policyTests, region, ruleGroups, tagName, targetId, zone } from './rules.ts';

const tagRule = z
  .strictObject({ ceiling: zone, masked: zone.exactOptional(), regions: z.array(region).max(40).readonly().exactOptional() })
  .refine(
    ({ ceiling, masked }) => masked === undefined || !isWithin(masked, ceiling),
    otherwise(say`must reach further masked than as it is`),
  );

export const ownTerm = z.strictObject({
  id: z.string().min(1).max(64),
  name: z.string().trim().min(1).max(100),
  match: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('words'),
      words: z.array(z.string().trim().min(1).max(LONGEST_WORD)).min(1).max(MOST_WORDS).readonly(),
    }),
    z.strictObject({ kind: z.literal('pattern'), pattern: z.string().min(1).max(LONGEST_PATTERN) }),
  ]),
  tag: tagName,
});

const findingTags = z.strictObject(
  Object.fromEntries(FINDING_TYPES.filter((type) => type !== 'own-term').map((type) => [type, tagName])) as Record<
    keyof Policy['findingTags'],
    typeof tagName
  >,
);

const bounds = {
  stayOnDevice: z.boolean(),
  findingTags,
  pictureTag: tagName,
  minConfidence: z.number().min(0).max(1),
  untagged: tagRule,
  ownTerms: z.array(ownTerm).max(MOST_TERMS).readonly(),
  masking: z.enum(['off', 'placeholders', 'surrogates']),
  keepSentText: z.boolean(),
  objective,
  rules: ruleGroups,
  excluded: z.array(targetId).max(1000).readonly(),
  factsCountForDays: z.int().min(1).max(36_500),
  onContentRefused: z.enum(['return', 'next']),
  onStreamBroken: z.enum(['fail', 'continue']),
  hedge: z.boolean(),
  tests: policyTests,
} satisfies Record<Exclude<keyof Policy, 'version' | 'tags'>, z.ZodType>;

/**
 * A whole policy as it was kept. Its rules need not be right: an older Lintel may have known other variables, and a rule that
 * is wrong keeps prompts on this device when it is applied, where refusing the policy would lose all of it.
 */
export const keptPolicy = z
  .strictObject({ ...bounds, version: z.int().min(1), tags: z.record(tagName, tagRule) })
  .superRefine((policy, context) => {
    const known = (tag: string) => Object.hasOwn(policy.tags, tag);
    for (const tag of Object.keys(BUILT_IN_TAGS))
      if (!known(tag)) context.addIssue(issueAt(['tags', tag], say`is built in and cannot be removed`));
    for (const [type, tag] of Object.entries(policy.findingTags))
      if (!known(tag)) context.addIssue(issueAt(['findingTags', type], say`names the tag “${tag}”, which does not exist`));
    if (!known(policy.pictureTag))
      context.addIssue({
        code: 'custom',
        path: ['pictureTag'],
        ...otherwise(say`names the tag “${policy.pictureTag}”, which does not exist`),
      });
    for (const [index, { tag }] of policy.ownTerms.entries())
      if (!known(tag))
        context.addIssue({
          code: 'custom',
          path: ['ownTerms', index, 'tag'],
          ...otherwise(say`names the tag “${tag}”, which does not exist`),
        });
  }) satisfies z.ZodType<Policy, unknown>;

/** A whole policy that may come into force. */
export const policySchema = keptPolicy.superRefine((policy, context) => {
  for (const { path, said } of ruleFaults(policy)) context.addIssue(issueAt(path, said));
}) satisfies z.ZodType<Policy, unknown>;

/** A change: what is absent stays; a tag that is `null` is removed; `ownTerms`, `rules` and the other lists are whole. */
export const policyPatch = z.strictObject({
  ...(z.strictObject(bounds).partial().shape as { [Name in keyof typeof bounds]: z.ZodOptional<(typeof bounds)[Name]> }),
  findingTags: findingTags.partial().optional(),
  tags: z.record(tagName, tagRule.nullable()).optional(),
});

export type PolicyPatch = z.output<typeof policyPatch>;

/** What the outcome of a change has to pass. A rule that was wrong before hinders no change that has nothing to do with rules. */
export const schemaOf = ({ rules, tags }: PolicyPatch): typeof policySchema =>
  rules === undefined && tags === undefined ? keptPolicy : policySchema;

/** The policy with a change made, one version on; the outcome still has to pass `schemaOf` the change. */
export function changedPolicy(policy: Policy, { tags = {}, findingTags: types = {}, ...rest }: PolicyPatch): unknown {
  const kept = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...policy,
    ...kept,
    tags: Object.fromEntries(Object.entries({ ...policy.tags, ...tags }).filter(([, rule]) => rule !== null)),
    findingTags: { ...policy.findingTags, ...types },
    version: policy.version + 1,
  };
}
