import { listed, type Said, say } from '../../chat/said.ts';
import { isWithin, ZONE_NAMES } from '../../privacy/zones.ts';
import type { Ceiling } from '../ceiling.ts';
import { type Target, zoneOf } from '../target.ts';
import type { Case, Constraint } from './constraint.ts';

/** No prompt passes its ceiling, which masking may have raised. */
export const zone: Constraint = {
  name: 'zone',
  check(subject) {
    const { ceiling, target, traits, policy } = subject;
    if (!isWithin(zoneOf(target), ceiling.masked ?? ceiling.zone))
      return say`${whereabouts(target)}, and this may go no further than ${ZONE_NAMES[ceiling.masked ?? ceiling.zone]}: ${causesOf(ceiling)}.`;
    if (isMaskedByRule(subject, target) && (!traits.maskable || policy.masking === 'off'))
      return say`Your rules let it leave only masked, and not all that was found in it can be masked.`;
    return undefined;
  },
};

const causesOf = ({ because, said }: Ceiling) => (because.length === 0 ? say`that is your setting` : say`${listed(said ?? because, ', ')}`);

/** Where it runs, and why that is not where it is said to run. */
function whereabouts(target: Target): Said {
  const zone = zoneOf(target);
  if (zone === target.zone) return say`It runs on ${ZONE_NAMES[zone]}`;
  const why =
    target.ground === undefined
      ? say`no promise of its provider is recorded`
      : say`its provider’s promise of ${target.ground.date} is too old`;
  return say`It counts as ${ZONE_NAMES[zone]}, since ${why}`;
}

const isMaskedByRule = ({ rules, traits }: Pick<Case, 'rules' | 'traits'>, target: Target) =>
  rules.mask && target.zone !== 'device' && traits.findings?.length !== 0;

/** Whether a target may have the prompt only masked: it lies beyond what the prompt may reach as it is, or a rule wants it so. */
export const needsMask = (target: Target, subject: Pick<Case, 'ceiling' | 'rules' | 'traits'>): boolean =>
  !isWithin(zoneOf(target), subject.ceiling.zone) || isMaskedByRule(subject, target);
