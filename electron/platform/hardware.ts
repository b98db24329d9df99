import { availableParallelism, freemem, totalmem } from 'node:os';
import type { Hardware } from '../../shared/routing/situation.ts';

/** The state of this computer as it was last seen. */
export interface HardwareSampler {
  /** No I/O. */
  latest(): Hardware;
}

/** Looks at this computer in the background. */
export function createHardwareSampler(): HardwareSampler {
  return {
    latest: () => ({
      cores: availableParallelism(),
      cpu: 0,
      cpuOthers: 0,
      memoryTotalBytes: totalmem(),
      memoryFreeBytes: freemem(),
      gpu: 0,
      vramTotalBytes: 0,
      vramFreeBytes: 0,
      onBattery: false,
      battery: 1,
      thermal: 'normal',
    }),
  };
}
