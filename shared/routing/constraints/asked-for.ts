import type { Constraint } from './constraint.ts';

/** A caller who names a target gets that one or none. */
export const askedFor: Constraint = {
  name: 'asked-for',
  check: ({ traits, target }) => (traits.model === 'auto' || traits.model === target.id ? undefined : `You asked for ${traits.model}.`),
};
