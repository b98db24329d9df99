import type { BudgetState, Hardware, Situation } from './situation.ts';

/** What is to replace what was measured. Absent: as it is. */
export interface Supposed {
  /** Share of all cores kept busy, all of it by other programs; 0 to 1. */
  readonly cpu?: number | undefined;
  /** Charge, 0 to 1, with the charger unplugged. */
  readonly battery?: number | undefined;
  /** Memory that is free, in GiB; never more than there is. */
  readonly memoryFreeGib?: number | undefined;
  /** What is left to spend, in US dollars. */
  readonly budgetUsd?: number | undefined;
}

const GIB = 2 ** 30;
const NANO_PER_USD = 1e9;

/** The situation with something supposed in place of what was measured. */
export function whatIf(situation: Situation, { cpu, battery, memoryFreeGib, budgetUsd }: Supposed): Situation {
  const hardware: Hardware = {
    ...situation.hardware,
    ...(cpu === undefined ? {} : { cpu, cpuOthers: cpu }),
    ...(battery === undefined ? {} : { battery, onBattery: true }),
    ...(memoryFreeGib === undefined
      ? {}
      : { memoryFreeBytes: Math.min(Math.round(memoryFreeGib * GIB), situation.hardware.memoryTotalBytes) }),
  };
  const budget = budgetUsd === undefined ? situation.budget : leaving(situation.budget, Math.round(budgetUsd * NANO_PER_USD));
  return { ...situation, hardware, budget };
}

/** In place of what the caps over everything leave. */
function leaving({ caps, ...budget }: BudgetState, left: number): BudgetState {
  return { ...budget, left, ...(caps === undefined ? {} : { caps: caps.filter(({ scope }) => scope !== 'total') }) };
}
