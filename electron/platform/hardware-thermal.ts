import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Thermal } from '../../shared/routing/situation.ts';
import { namesIn, numberIn, textIn } from './hardware-files.ts';

const run = promisify(execFile);
const PMSET_WITHIN_MS = 2000;

/** Looks at how warm the processor is; undefined where the system does not say, as on Windows. */
export function createThermalLook(): () => Promise<Thermal | undefined> {
  if (process.platform === 'linux') return createThermalLookIn('/sys');
  if (process.platform !== 'darwin') return async () => undefined;
  return async () => {
    const { stdout } = await run('/usr/bin/pmset', ['-g', 'therm'], { timeout: PMSET_WITHIN_MS }).catch(() => ({ stdout: '' }));
    return thermalOf(stdout);
  };
}

/** What `pmset -g therm` says: a limited speed is throttling, a warning level above 0 is warmth. */
export function thermalOf(pmset: string): Thermal {
  const limits = [...pmset.matchAll(/CPU_(?:Speed|Scheduler)_Limit\s*=\s*(\d+)/g)].map(([, limit]) => Number(limit));
  if (limits.some((limit) => limit < 100)) return 'throttled';
  return /warning level[^\d\n]*[1-9]/i.test(pmset) ? 'warm' : 'normal';
}

/** Zones of the kernel that tell of the processor, by their type. */
const OF_PROCESSOR = /^(x86_pkg_temp|TCPU|acpitz|k10temp|cpu|soc|bigcore|littlecore)/i;
/** Millidegrees. Trip points below this are placeholders, as x86_pkg_temp has them. */
const SENSIBLE = 40_000;
const NEAR_PASSIVE = 10_000;
const NEAR_CRITICAL = 15_000;
const MOST_TRIPS = 16;

interface Zone {
  readonly folder: string;
  readonly passive: number;
  readonly critical: number;
}

/**
 * Hot enough to be slowed down: the processor counted a throttling since the last look, or is at the point from which
 * the kernel slows it. Warm: within ten degrees of that, or fifteen of the point where the computer turns off.
 */
export function createThermalLookIn(system: string): () => Promise<Thermal | undefined> {
  let zones: Promise<Zone[]> | undefined;
  let before: number | undefined;
  return async () => {
    zones ??= zonesIn(join(system, 'class', 'thermal'));
    const [known, count] = await Promise.all([zones, throttlingsIn(join(system, 'devices', 'system', 'cpu', 'cpu0', 'thermal_throttle'))]);
    const isCounted = before !== undefined && count !== undefined && count > before;
    before = count;
    if (isCounted) return 'throttled';
    if (known.length === 0 && count === undefined) return undefined;
    const states = await Promise.all(known.map(stateOf));
    return states.find((state) => state === 'throttled') ?? states.find((state) => state === 'warm') ?? 'normal';
  };
}

async function throttlingsIn(folder: string): Promise<number | undefined> {
  const [core, all] = await Promise.all([numberIn(join(folder, 'core_throttle_count')), numberIn(join(folder, 'package_throttle_count'))]);
  return core === undefined && all === undefined ? undefined : (core ?? 0) + (all ?? 0);
}

async function stateOf({ folder, passive, critical }: Zone): Promise<Thermal> {
  const temperature = (await numberIn(join(folder, 'temp'))) ?? 0;
  if (temperature >= passive) return 'throttled';
  return temperature >= Math.min(passive - NEAR_PASSIVE, critical - NEAR_CRITICAL) ? 'warm' : 'normal';
}

async function zonesIn(folder: string): Promise<Zone[]> {
  const names = (await namesIn(folder)).filter((name) => name.startsWith('thermal_zone'));
  const zones = await Promise.all(
    names.map(async (name) => {
      const zone = join(folder, name);
      if (!OF_PROCESSOR.test((await textIn(join(zone, 'type'))) ?? '')) return undefined;
      const points = { passive: Number.POSITIVE_INFINITY, critical: Number.POSITIVE_INFINITY };
      for (let trip = 0; trip < MOST_TRIPS; trip++) {
        const type = await textIn(join(zone, `trip_point_${trip}_type`));
        if (type === undefined) break;
        const temperature = (await numberIn(join(zone, `trip_point_${trip}_temp`))) ?? 0;
        if ((type === 'passive' || type === 'critical') && temperature > SENSIBLE) points[type] = Math.min(points[type], temperature);
      }
      return { folder: zone, ...points };
    }),
  );
  return zones.filter((zone) => zone !== undefined);
}
