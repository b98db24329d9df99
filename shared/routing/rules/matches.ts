import { isWithin } from '../../privacy/zones.ts';
import { type Target, zoneOf } from '../target.ts';
import { isNamedBy } from './glob.ts';
import type { TargetMatch } from './rule.ts';

/**
 * Whether a target is among those that an action means.
 * @param unknown what a target without a recorded region or provider counts as, where those are asked for
 */
export function matchesTarget(target: Target, { targets, zones, providers, regions }: TargetMatch, unknown = false): boolean {
  const { id, provider, region } = target;
  return (
    (targets === undefined || isNamedBy(targets, id)) &&
    (zones === undefined || zones.includes(zoneOf(target))) &&
    (providers === undefined || (provider === undefined ? unknown : isNamedBy(providers, provider))) &&
    (regions === undefined || (region === undefined ? unknown : regions.map(lower).includes(lower(region))))
  );
}

/** Whether a target is one of those required. At home you are where you are; elsewhere a region that nobody recorded is not the one required. */
export const isRequired = (target: Target, match: TargetMatch): boolean =>
  match.providers !== undefined && target.provider === undefined ? false : matchesTarget(target, match, isHome(target));

/** Whether a target is, or may be, one of those forbidden: what is processed where nobody recorded may be processed anywhere. */
export const isForbidden = (target: Target, match: TargetMatch): boolean => matchesTarget(target, match, !isHome(target));

const isHome = (target: Target): boolean => isWithin(zoneOf(target), 'lan');
const lower = (text: string): string => text.toLowerCase();
