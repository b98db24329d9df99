import { type Said, say } from '../chat/said.ts';

/** How far from home a place is, nearest first. */
export const ZONES = ['device', 'lan', 'trusted', 'cloud'] as const;

export type Zone = (typeof ZONES)[number];

const DISTANCE: Record<Zone, number> = { device: 0, lan: 1, trusted: 2, cloud: 3 };

/** True when a place in `zone` lies within `ceiling`. */
export function isWithin(zone: Zone, ceiling: Zone): boolean {
  return DISTANCE[zone] <= DISTANCE[ceiling];
}

/** The nearer of two zones. */
export function nearer(a: Zone, b: Zone): Zone {
  return DISTANCE[a] <= DISTANCE[b] ? a : b;
}

/** The words a person reads for each zone. */
export const ZONE_NAMES: Record<Zone, Said> = {
  device: say`this device`,
  lan: say`your network`,
  trusted: say`trusted providers`,
  cloud: say`the cloud`,
};
