import { z } from 'zod';
import { say } from '../chat/said.ts';
import { LONGEST_TAG, tagOf } from '../privacy/tags.ts';
import { ZONES } from '../privacy/zones.ts';
import { OBJECTIVES, type Objective } from '../routing/objective.ts';
import type { PolicyTest } from '../routing/policy.ts';
import { LONGEST_CONDITION } from '../routing/rules/environment.ts';
import type { RuleGroup } from '../routing/rules/rule.ts';
import { otherwise } from './otherwise.ts';

const MOST_LISTED = 100;
const LONGEST_NAME = 100;
const LONGEST_ID = 200;
const LONGEST_MESSAGE = 500;
const LONGEST_EXAMPLE = 20_000;
const MOST_GROUPS = 50;
const MOST_RULES = 200;
const MOST_TESTS = 200;

export const zone = z.enum(ZONES);
export const tagName = z
  .string()
  .max(LONGEST_TAG)
  .transform(tagOf)
  .pipe(
    z
      .string()
      .min(1)
      .regex(/^[^,]+$/, 'must hold no comma'),
  );
export const region = z.string().trim().min(1).max(40);

/** Line breaks and signs that turn or hide what is written would make an explanation say something else; joiners belong to some scripts. */
const HIDING = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;
const plain = (text: z.ZodString) =>
  text.refine((value) => !HIDING.test(value), otherwise(say`must hold no line breaks and no invisible characters`));

const name = plain(z.string().trim().min(1).max(LONGEST_NAME));
const key = plain(z.string().min(1).max(64));
export const targetId = z.string().trim().min(1).max(LONGEST_ID);
const share = z.number().min(0).max(1);
const weight = z.number().min(0).max(1000);

export const objective = z.union([
  z.enum(OBJECTIVES),
  z
    .strictObject({ privacy: weight, quality: weight, cost: weight, speed: weight, energy: weight })
    .refine((weights) => Object.values(weights).some((value) => value > 0), otherwise(say`must weigh something`)),
]) satisfies z.ZodType<Objective, unknown>;

const targetMatch = z
  .strictObject({
    targets: z.array(targetId).min(1).max(MOST_LISTED).readonly().exactOptional(),
    zones: z.array(zone).min(1).max(ZONES.length).readonly().exactOptional(),
    providers: z.array(targetId).min(1).max(MOST_LISTED).readonly().exactOptional(),
    regions: z.array(region).min(1).max(MOST_LISTED).readonly().exactOptional(),
  })
  .refine((match) => Object.keys(match).length > 0, otherwise(say`must name targets, zones, providers or regions`));

const ruleAction = z
  .strictObject({
    tags: z.array(tagName).min(1).max(MOST_LISTED).readonly().exactOptional(),
    ceiling: zone.exactOptional(),
    require: targetMatch.exactOptional(),
    forbid: targetMatch.exactOptional(),
    prefer: targetMatch.exactOptional(),
    mask: z.literal(true).exactOptional(),
    objective: objective.exactOptional(),
    maxCostUsd: z.number().min(0).max(1_000_000).exactOptional(),
    deny: z.string().trim().min(1).max(LONGEST_MESSAGE).exactOptional(),
    split: z
      .array(z.strictObject({ target: targetId, weight: weight.positive() }))
      .min(2)
      .max(MOST_LISTED)
      .readonly()
      .exactOptional(),
  })
  .refine((action) => Object.keys(action).length > 0, otherwise(say`must do something`));

const rule = z.strictObject({
  id: key,
  name,
  when: z.string().trim().min(1).max(LONGEST_CONDITION),
  // biome-ignore lint/suspicious/noThenProperty: the field's word for what a rule does, and an object that nobody awaits
  then: ruleAction,
  disabled: z.literal(true).exactOptional(),
});

export const ruleGroups = z
  .array(z.strictObject({ id: key, name, match: z.enum(['first', 'all']), rules: z.array(rule).max(MOST_RULES).readonly() }))
  .max(MOST_GROUPS)
  .readonly() satisfies z.ZodType<readonly RuleGroup[], unknown>;

export const policyTests = z
  .array(
    z.strictObject({
      name,
      prompt: z.strictObject({
        text: z.string().max(LONGEST_EXAMPLE),
        tags: z.array(tagName).max(MOST_LISTED).readonly().exactOptional(),
        app: targetId.exactOptional(),
        model: targetId.exactOptional(),
      }),
      hardware: z.strictObject({ cpu: share.exactOptional(), battery: share.exactOptional() }).exactOptional(),
      expect: z
        .strictObject({
          zone: z.enum([...ZONES, 'none']).exactOptional(),
          ceiling: zone.exactOptional(),
          target: targetId.exactOptional(),
          masked: z.boolean().exactOptional(),
          denied: z.boolean().exactOptional(),
        })
        .refine((expected) => Object.keys(expected).length > 0, otherwise(say`must expect something`)),
    }),
  )
  .max(MOST_TESTS)
  .readonly() satisfies z.ZodType<readonly PolicyTest[], unknown>;
