import { say } from '../../chat/said.ts';
import type { Constraint } from './constraint.ts';

/** The master switch: nothing leaves this device, whatever the ceiling says and whoever let it go. */
export const stay: Constraint = {
  name: 'stay',
  check: ({ policy, target }) => (policy.stayOnDevice && target.zone !== 'device' ? say`“Stay on this device” is on.` : undefined),
};
