import { listed, say } from '../../chat/said.ts';
import type { Constraint } from './constraint.ts';

/** What is processed at home is where you are. A place beyond that must be in a region that the tags allow, and say so. */
export const residency: Constraint = {
  name: 'residency',
  check({ ceiling, target }) {
    const { regions } = ceiling;
    if (regions === undefined || target.zone === 'device' || target.zone === 'lan') return undefined;
    if (target.region !== undefined && regions.includes(target.region)) return undefined;
    const where = regions.length === 0 ? say`no region at all` : say`${listed(regions, ' or ')} only`;
    return say`It is processed in ${target.region ?? say`a region that nobody recorded`}, and this may be in ${where}.`;
  },
};
