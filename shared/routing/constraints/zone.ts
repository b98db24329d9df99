import { isWithin, ZONE_NAMES } from '../../privacy/zones.ts';
import { type Target, zoneOf } from '../target.ts';
import type { Case, Constraint } from './constraint.ts';

/** No prompt passes its ceiling, which masking may have raised. */
export const zone: Constraint = {
  name: 'zone',
  check(subject) {
    const { ceiling, target, traits, policy } = subject;
    if (!isWithin(zoneOf(target), ceiling.masked ?? ceiling.zone))
      return `${whereabouts(target)}, and this may go no further than ${ZONE_NAMES[ceiling.masked ?? ceiling.zone]}: ${ceiling.because.join(', ') || 'that is your setting'}.`;
    if (isMaskedByRule(subject, target) && (!traits.maskable || policy.masking === 'off'))
      return 'Your rules let it leave only masked, and not all that was found in it can be masked.';
    return undefined;
  },
};

/** Where it runs, and why that is not where it is said to run. */
function whereabouts(target: Target): string {
  const zone = zoneOf(target);
  if (zone === target.zone) return `It runs on ${ZONE_NAMES[zone]}`;
  const why =
    target.ground === undefined ? 'no promise of its provider is recorded' : `its provider’s promise of ${target.ground.date} is too old`;
  return `It counts as ${ZONE_NAMES[zone]}, since ${why}`;
}

const isMaskedByRule = ({ rules, traits }: Pick<Case, 'rules' | 'traits'>, target: Target) =>
  rules.mask && target.zone !== 'device' && traits.findings?.length !== 0;

/** Whether a target may have the prompt only masked: it lies beyond what the prompt may reach as it is, or a rule wants it so. */
export const needsMask = (target: Target, subject: Pick<Case, 'ceiling' | 'rules' | 'traits'>): boolean =>
  !isWithin(zoneOf(target), subject.ceiling.zone) || isMaskedByRule(subject, target);
