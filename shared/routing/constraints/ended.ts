import { say } from '../../chat/said.ts';
import type { Constraint } from './constraint.ts';

/** A model whose provider has ended it is not tried, unless somebody names it: a provider may have put its end off. */
export const ended: Constraint = {
  name: 'ended',
  check({ traits, target: { endsOn }, situation }) {
    if (endsOn === undefined || traits.model !== 'auto' || situation.time.date < endsOn) return undefined;
    return say`Its provider announced its end for ${endsOn}.`;
  },
};
