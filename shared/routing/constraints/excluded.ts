import { say } from '../../chat/said.ts';
import { isNamedBy } from '../rules/glob.ts';
import type { Constraint } from './constraint.ts';

/** What the user never wants used. */
export const excluded: Constraint = {
  name: 'excluded',
  check: ({ policy, target }) => (isNamedBy(policy.excluded, target.id) ? say`You excluded it.` : undefined),
};
