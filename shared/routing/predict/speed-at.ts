import type { Hardware } from '../situation.ts';
import { LOAD_BANDS, type Speed } from '../speed.ts';
import type { Target } from '../target.ts';

/** What was measured of a target at the present load; undefined where nothing was. */
export function speedAt({ speed }: Target, { cpuOthers }: Hardware): { speed: Speed; basis: 'measured' } | undefined {
  const band = Math.min(LOAD_BANDS - 1, Math.floor(cpuOthers * LOAD_BANDS));
  const measured = speed?.bands[band];
  return measured === undefined ? undefined : { speed: measured, basis: 'measured' };
}
