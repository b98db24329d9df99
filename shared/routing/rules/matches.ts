import { type Target, zoneOf } from '../target.ts';
import { isNamedBy } from './glob.ts';
import type { TargetMatch } from './rule.ts';

/** Whether a target is among those that an action means. */
export function matchesTarget(target: Target, { targets, zones, providers, regions }: TargetMatch): boolean {
  return (
    (targets === undefined || isNamedBy(targets, target.id)) &&
    (zones === undefined || zones.includes(zoneOf(target))) &&
    (providers === undefined || (target.provider !== undefined && isNamedBy(providers, target.provider))) &&
    (regions === undefined || (target.region !== undefined && regions.includes(target.region)))
  );
}
