import { verbatim } from '../../chat/said.ts';
import type { Constraint } from './constraint.ts';

/** A target that is left alone for a while is not asked. It comes last, so that only what would be permitted else is said to be so later. */
export const rest: Constraint = {
  name: 'rest',
  check: ({ target: { rests } }) => rests && (rests.said ?? verbatim(rests.sentence)),
};
