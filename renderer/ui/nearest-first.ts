import type { TargetView } from '../../shared/api/views.ts';
import { ZONES } from '../../shared/privacy/zones.ts';

/** Those that can answer before those that cannot, the nearest first. */
export const nearestFirst = (models: readonly TargetView[]): readonly TargetView[] =>
  models.toSorted(
    (one, other) =>
      Number(one.fault !== undefined) - Number(other.fault !== undefined) || ZONES.indexOf(one.zone) - ZONES.indexOf(other.zone),
  );
