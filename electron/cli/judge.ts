import type { Finding } from '../../shared/privacy/finding.ts';
import { createScan } from '../../shared/privacy/scan.ts';
import type { Zone } from '../../shared/privacy/zones.ts';
import { ceilingOf } from '../../shared/routing/ceiling.ts';
import { type Policy, termsOf } from '../../shared/routing/policy.ts';
import { countedIn } from '../../shared/routing/reading.ts';

/** What a line of JSON says of a text: what was found, the tags that this and the caller give it, how far it may go. */
interface Verdict {
  readonly findings: readonly Finding[];
  readonly tags: readonly string[];
  readonly ceiling: Zone;
}

/** Searches a text alone, sent by nobody to nowhere, that its caller gave tags. */
export type Judge = (text: string, tags: readonly string[]) => Verdict;

/** @param showsAll findings of little confidence, too */
export function createJudge(policy: Policy, showsAll: boolean): Judge {
  const search = createScan(termsOf(policy));
  return (text, tags) => verdictOf(search(text), tags, policy, showsAll);
}

function verdictOf(all: readonly Finding[], tags: readonly string[], policy: Policy, showsAll: boolean): Verdict {
  const counting = all.filter(({ confidence }) => confidence >= policy.minConfidence);
  const found = countedIn(all, policy.minConfidence);
  const given = found.map(({ type, tag }) => (type === 'own-term' ? (tag ?? '') : policy.findingTags[type]));
  const traits = { tags, findings: found, maskable: true, hasPictures: false };
  return { findings: showsAll ? all : counting, tags: [...new Set([...tags, ...given])], ceiling: ceilingOf(traits, policy).zone };
}
