import { cpus } from 'node:os';

/** How busy the cores of this computer are, whoever keeps them so. */
export interface LoadSampler {
  /** Cores kept busy since the last call, as a sum; 0 at the first call. A few microseconds a core. */
  busyCores(): number;
}

/** Counts from one call to the next. */
export function createLoadSampler(): LoadSampler {
  let before = times();
  return {
    busyCores() {
      const now = times();
      const all = now.all - before.all;
      const busy = all <= 0 ? 0 : ((now.busy - before.busy) / all) * now.cores;
      before = now;
      return busy;
    },
  };
}

function times() {
  const sum = { cores: 0, all: 0, busy: 0 };
  for (const { times: spent } of cpus()) {
    const busy = spent.user + spent.nice + spent.sys + spent.irq;
    sum.cores += 1;
    sum.busy += busy;
    sum.all += busy + spent.idle;
  }
  return sum;
}
