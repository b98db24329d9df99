import type { Constraint } from './constraint.ts';

/** What is processed at home is where you are. A place beyond that must be in a region that the tags allow, and say so. */
export const residency: Constraint = {
  name: 'residency',
  check({ ceiling, target }) {
    const { regions } = ceiling;
    if (regions === undefined || target.zone === 'device' || target.zone === 'lan') return undefined;
    if (target.region !== undefined && regions.includes(target.region)) return undefined;
    const where = regions.length === 0 ? 'no region at all' : `${regions.join(' or ')} only`;
    return `It is processed in ${target.region ?? 'a region that nobody recorded'}, and this may be in ${where}.`;
  },
};
