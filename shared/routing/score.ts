import type { Zone } from '../privacy/zones.ts';
import type { Weights } from './objective.ts';
import type { Expectation } from './predict/predict.ts';
import type { Hardware } from './situation.ts';

/** How private each zone is, 0 to 1. */
const PRIVACY: Record<Zone, number> = { device: 1, lan: 0.8, trusted: 0.4, cloud: 0 };

const NANO = 1e9;
/** US dollars from which on cost counts, and decades up to where it is as bad as can be: from a thousandth of a cent to a dollar. */
const LEAST_USD = 1e-5;
const COST_DECADES = 5;
/** Decades of seconds over which speed is lost: from a second to an hour. */
const SPEED_DECADES = 3.5;
/** Joules at which half is lost. */
const HALF_JOULES = 100;
/** Seconds after which nobody waits any more for half of all answers, however good; longer for those to whom the answer is all. */
const PATIENCE_SECONDS = 120;
const PATIENCE_GROWS = 10;
const MS_PER_SECOND = 1000;
/** People wait for the first token; the rest they read as it comes. */
const FIRST_TOKEN_COUNTS = 2;

/** Plugged in, energy hardly matters; the emptier the battery, the more. */
const PLUGGED_IN = 0.2;
const EMPTY_BATTERY = 2;

/** Load by other programs from which on this computer is spared, and charge of the battery. */
const BUSY = 0.5;
const LOW_BATTERY = 0.2;
const HOT: Record<Hardware['thermal'], number> = { normal: 0, warm: 0.3, throttled: 0.8 };
/** How much sparing a busy computer counts beside all goods but privacy. */
const STRAIN_COUNTS = 0.25;

/** What burdens this computer most. */
export type Strain = 'busy' | 'battery' | 'hot';

function strainsOf({ cpuOthers, onBattery, battery, thermal }: Hardware): Record<Strain, number> {
  return {
    busy: Math.max(0, (cpuOthers - BUSY) / (1 - BUSY)),
    battery: onBattery ? Math.max(0, (LOW_BATTERY - battery) / LOW_BATTERY) : 0,
    hot: HOT[thermal],
  };
}

/** How much more work would burden this computer now, 0 to 1. */
const strainOf = (hardware: Hardware): number => Math.min(1, Math.max(...Object.values(strainsOf(hardware))));

/** What is to be spared this computer; undefined where nothing is. */
export function strainCause(hardware: Hardware): Strain | undefined {
  const strains = strainsOf(hardware);
  const most = strainOf(hardware);
  return most === 0 ? undefined : (['busy', 'battery', 'hot'] as const).find((strain) => Math.min(1, strains[strain]) === most);
}

/** The share of an answer's use that is left when it comes after so long. */
function awaited(seconds: number, { quality, speed }: Weights): number {
  const patience = PATIENCE_SECONDS * (1 + quality / (PATIENCE_GROWS * Math.max(speed, 0.1)));
  return 1 / (1 + (seconds / patience) ** 2);
}

/**
 * What an expectation is worth under the weights, 0 to 1. Every good is a fixed scale of its own, so that no target's
 * worth depends on which others there are, and no price, time or energy that rises ever makes it worth more.
 */
export function scoreOf(expected: Expectation, zone: Zone, weights: Weights, hardware: Hardware): number {
  const usd = expected.costNanoDollars / NANO;
  const seconds = (FIRST_TOKEN_COUNTS * expected.firstTokenMs + expected.totalMs) / ((1 + FIRST_TOKEN_COUNTS) * MS_PER_SECOND);
  const energyWeight = weights.energy * (hardware.onBattery ? 1 + EMPTY_BATTERY * (1 - hardware.battery) : PLUGGED_IN);
  const others = weights.quality + weights.cost + weights.speed + energyWeight;
  const worth =
    weights.privacy * PRIVACY[zone] +
    weights.quality * expected.quality * awaited(expected.totalMs / MS_PER_SECOND, weights) +
    weights.cost * (1 - Math.min(1, Math.log10(1 + usd / LEAST_USD) / COST_DECADES)) +
    weights.speed * (1 - Math.min(1, Math.log10(1 + seconds) / SPEED_DECADES)) +
    energyWeight / (1 + expected.energyJoules / HALF_JOULES);
  const strain = zone === 'device' ? strainOf(hardware) * STRAIN_COUNTS * others : 0;
  return Math.max(0, (worth - strain) / (weights.privacy + others));
}
