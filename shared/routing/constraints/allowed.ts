import { say } from '../../chat/said.ts';
import { isNamedBy } from '../rules/glob.ts';
import type { Constraint } from './constraint.ts';

/** An app's key may be for some targets only. */
export const allowed: Constraint = {
  name: 'allowed',
  check: ({ traits, target }) =>
    traits.allowed === undefined || isNamedBy(traits.allowed, target.id) ? undefined : say`The key of this app is not for it.`,
};
