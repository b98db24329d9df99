import { say, verbatim } from '../../chat/said.ts';
import { isForbidden, isRequired } from '../rules/matches.ts';
import type { Constraint } from './constraint.ts';

/** What the user's rules refuse, require and forbid. */
export const rules: Constraint = {
  name: 'rules',
  check({ target, rules: { deny, require, forbid } }) {
    if (deny !== undefined) return verbatim(deny.value.message);
    for (const { value, rule } of forbid) if (isForbidden(target, value)) return say`Your rule “${rule}” forbids it.`;
    for (const { value, rule } of require) if (!isRequired(target, value)) return say`Your rule “${rule}” requires another.`;
    return undefined;
  },
};
