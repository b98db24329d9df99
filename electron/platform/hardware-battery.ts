import { join } from 'node:path';
import { namesIn, numberIn, textIn } from './hardware-files.ts';

export interface BatteryState {
  readonly onBattery: boolean;
  /** Charge, 0 to 1. */
  readonly battery: number;
}

/** The battery; undefined for a computer without one. */
export const batteryHere = (): Promise<BatteryState | undefined> => (process.platform === 'linux' ? batteryIn('/sys') : batteryElsewhere());

/**
 * The battery as the kernel tells it. Read here because systeminformation knows two names of chargers only: beside any
 * other, such as ADP1, a full battery looks as if it were in use. Batteries of mice and keyboards do not count.
 */
export async function batteryIn(system: string): Promise<BatteryState | undefined> {
  const folder = join(system, 'class', 'power_supply');
  const supplies = await Promise.all(
    (await namesIn(folder)).map(async (name) => {
      const [type, scope, online, status, capacity] = await Promise.all([
        textIn(join(folder, name, 'type')),
        textIn(join(folder, name, 'scope')),
        numberIn(join(folder, name, 'online')),
        textIn(join(folder, name, 'status')),
        numberIn(join(folder, name, 'capacity')),
      ]);
      return { isBattery: type === 'Battery' && scope !== 'Device', isPowered: type !== 'Battery' && online === 1, status, capacity };
    }),
  );
  const batteries = supplies.filter(({ isBattery }) => isBattery);
  if (batteries.length === 0) return undefined;
  const charge = batteries.reduce((sum, { capacity = 100 }) => sum + capacity, 0) / batteries.length / 100;
  const isPowered = supplies.some((supply) => supply.isPowered);
  return { onBattery: !isPowered && batteries.some(({ status }) => status === 'Discharging'), battery: Math.min(1, charge) };
}

/** The library is loaded here alone: it takes a while, and Linux needs none. */
async function batteryElsewhere(): Promise<BatteryState | undefined> {
  const { battery } = await import('systeminformation');
  const { hasBattery, acConnected, percent } = await battery();
  return hasBattery ? { onBattery: !acConnected, battery: Math.min(1, Math.max(0, percent / 100)) } : undefined;
}
