import { type Target, zoneOf } from '../target.ts';
import { globMatches } from './glob.ts';
import type { TargetMatch } from './rule.ts';

/** Whether an action means a target: it is in every list given. A target without a provider or region is in no list of them. */
export function matchesTarget({ targets, zones, providers, regions }: TargetMatch, target: Target): boolean {
  return (
    (targets === undefined || named(targets, target.id)) &&
    (zones === undefined || zones.includes(zoneOf(target))) &&
    (providers === undefined || (target.provider !== undefined && named(providers, target.provider))) &&
    (regions === undefined || (target.region !== undefined && regions.includes(target.region)))
  );
}

const named = (patterns: readonly string[], name: string): boolean => patterns.some((pattern) => globMatches(pattern, name));
