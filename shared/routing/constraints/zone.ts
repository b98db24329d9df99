import { isWithin, ZONE_NAMES } from '../../privacy/zones.ts';
import type { Ceiling } from '../ceiling.ts';
import { type Target, zoneOf } from '../target.ts';
import type { Constraint } from './constraint.ts';

/** No prompt passes its ceiling, which masking may have raised. */
export const zone: Constraint = {
  name: 'zone',
  check: ({ ceiling, target }) =>
    isWithin(zoneOf(target), ceiling.masked ?? ceiling.zone)
      ? undefined
      : `It runs on ${ZONE_NAMES[zoneOf(target)]}, and this may go no further than ${ZONE_NAMES[ceiling.masked ?? ceiling.zone]}: ${ceiling.because.join(', ') || 'that is your setting'}.`,
};

/** Whether a target lies beyond what the prompt may reach as it is. */
export const needsMask = (target: Target, ceiling: Ceiling): boolean => !isWithin(zoneOf(target), ceiling.zone);
