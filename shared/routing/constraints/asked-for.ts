import { say } from '../../chat/said.ts';
import type { Constraint } from './constraint.ts';

const ANOTHER = say`You asked for another model.`;

/** A caller who names a target gets that one or none. The name is the caller's own text: a reason for every target does not repeat it. */
export const askedFor: Constraint = {
  name: 'asked-for',
  check: ({ traits, target }) => (traits.model === 'auto' || traits.model === target.id ? undefined : ANOTHER),
};
