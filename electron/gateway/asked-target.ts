import { meantBy } from '../../shared/routing/names.ts';
import type { Ports } from '../../shared/routing/ports.ts';
import type { Target } from '../../shared/routing/target.ts';

/** The one target that a caller asks for, by its id or by a name of the user's; undefined where it is left to Lintel. */
export function askedTarget(name: unknown, { fleet, aliases }: Pick<Ports, 'fleet' | 'aliases'>): Target | undefined {
  if (typeof name !== 'string') return undefined;
  const targets = fleet.targets();
  const { model } = meantBy(name, aliases?.() ?? {}, (id) => targets.some((target) => target.id === id));
  return targets.find(({ id }) => id === model);
}
