import type { Policy } from '../policy.ts';
import type { Situation } from '../situation.ts';
import type { Target } from '../target.ts';
import type { Traits } from '../traits.ts';
import type { Wanted } from './outcome.ts';

/** All that a condition can ask about. */
export interface Facts {
  readonly traits: Traits;
  /** The prompt's own tags, those that its findings and pictures add, and those of rules in earlier groups. */
  readonly tags: readonly string[];
  readonly situation: Situation;
  readonly fleet: readonly Target[];
}

/** Gathers what the conditions of one request are about; what costs anything is counted only when a condition asks. */
export function factsOf(
  traits: Traits,
  policy: Pick<Policy, 'findingTags' | 'pictureTag'>,
  situation: Situation,
  fleet: readonly Target[],
): Facts {
  const tags = new Set(traits.tags);
  for (const { type, tag } of traits.findings ?? []) {
    if (type !== 'own-term') tags.add(policy.findingTags[type]);
    else if (tag !== undefined) tags.add(tag);
  }
  if (traits.hasPictures) tags.add(policy.pictureTag);
  return { traits, tags: [...tags], situation, fleet };
}

/** The same with tags that rules added. */
export const taggedWith = (facts: Facts, added: readonly Wanted<string>[]): Facts => ({
  ...facts,
  tags: [...new Set([...facts.tags, ...added.map(({ value }) => value)])],
});
