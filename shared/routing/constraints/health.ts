import { verbatim } from '../../chat/said.ts';
import type { Constraint } from './constraint.ts';

/** A target that is known not to work is not tried. */
export const health: Constraint = {
  name: 'health',
  check: ({ target: { fault, faultSaid } }) => faultSaid ?? (fault === undefined ? undefined : verbatim(fault)),
};
