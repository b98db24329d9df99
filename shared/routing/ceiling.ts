import { FINDING_NAMES } from '../privacy/finding.ts';
import { nearer, type Zone } from '../privacy/zones.ts';
import type { Policy } from './policy.ts';
import type { Traits } from './traits.ts';

/** The outermost zone a prompt may reach, and everything that pulled it in. */
export interface Ceiling {
  readonly zone: Zone;
  /** Each cause in words a person reads, such as "your message holds an IBAN". */
  readonly because: readonly string[];
}

/**
 * The nearest zone that any tag or finding asks for. A tag the policy does not know keeps the
 * prompt on this device, and so does a text that was not searched: privacy fails closed.
 */
export function ceilingOf(traits: Traits, policy: Policy): Ceiling {
  const causes: { zone: Zone; cause: string }[] = [];
  for (const tag of traits.tags) {
    const zone = Object.hasOwn(policy.tags, tag) ? policy.tags[tag] : undefined;
    if (zone === undefined) causes.push({ zone: 'device', cause: `the tag “${tag}” has no rule, so it is kept here` });
    else causes.push({ zone, cause: `it is tagged “${tag}”` });
  }
  if (traits.findings === undefined) causes.push({ zone: 'device', cause: 'it is too long to be searched' });
  for (const type of traits.findings ?? []) {
    const zone = policy.tags[policy.findingTags[type]] ?? 'device';
    causes.push({ zone, cause: `it holds ${FINDING_NAMES[type]}` });
  }
  const zone = causes.map((cause) => cause.zone).reduce(nearer, policy.untagged);
  return { zone, because: causes.filter((cause) => cause.zone === zone).map((cause) => cause.cause) };
}
