import { isWithin } from '../../privacy/zones.ts';
import { type Target, zoneOf } from '../target.ts';
import { globMatches } from './glob.ts';
import type { TargetMatch } from './rule.ts';

/** Whether a target is one of those required. At home you are where you are; elsewhere a region that nobody recorded is not the one required. */
export const isRequired = (match: TargetMatch, target: Target): boolean => matches(match, target, isHome(target));

/** Whether a target is, or may be, one of those forbidden: what is processed where nobody recorded may be processed anywhere. */
export const isForbidden = (match: TargetMatch, target: Target): boolean => matches(match, target, !isHome(target));

/** Whether a target is known to be one of those preferred. */
export const isPreferred = (match: TargetMatch, target: Target): boolean => matches(match, target, false);

const isHome = (target: Target): boolean => isWithin(zoneOf(target), 'lan');

/** @param anywhere what a target without a recorded region counts as, where regions are asked for */
function matches({ targets, zones, providers, regions }: TargetMatch, target: Target, anywhere: boolean): boolean {
  const { id, provider, region } = target;
  return (
    (targets === undefined || named(targets, id)) &&
    (zones === undefined || zones.includes(zoneOf(target))) &&
    (providers === undefined || (provider !== undefined && named(providers.map(lower), lower(provider)))) &&
    (regions === undefined || (region === undefined ? anywhere : regions.map(lower).includes(lower(region))))
  );
}

const lower = (text: string): string => text.toLowerCase();
const named = (patterns: readonly string[], name: string): boolean => patterns.some((pattern) => globMatches(pattern, name));
