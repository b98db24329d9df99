import { isWithin, ZONE_NAMES } from '../../privacy/zones.ts';
import type { Constraint } from './constraint.ts';

/** No prompt passes its ceiling. */
export const zone: Constraint = {
  name: 'zone',
  check: ({ ceiling, target }) =>
    isWithin(target.zone, ceiling.zone)
      ? undefined
      : `It runs on ${ZONE_NAMES[target.zone]}, and this may go no further than ${ZONE_NAMES[ceiling.zone]}: ${ceiling.because.join(', ') || 'that is your setting'}.`,
};
