import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { numberIn, textIn } from './hardware-files.ts';
import { createLoadSampler, type LoadSampler } from './load.ts';

/** How busy the cores are that this process may use, as shares of them. */
export interface ProcessorUse {
  readonly cpu: number;
  /** By programs that are not Lintel's. */
  readonly cpuOthers: number;
}

export interface ProcessorParts {
  /** Computing that Lintel's workers ever did, in milliseconds. */
  workersMs(): number;
  readonly elapsed: () => number;
  readonly load?: LoadSampler;
  /** Cores of this computer. */
  readonly allCores?: number;
  /** Those that this process may use: fewer in a container. */
  readonly cores?: number;
  readonly cgroup?: string;
  /** Milliseconds of computing that this process took so far. */
  ownMs?(): number;
}

const ownMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Looks at how busy the processor was since the last look. */
export function createProcessorLook(parts: ProcessorParts): () => Promise<ProcessorUse> {
  const { workersMs, elapsed, load = createLoadSampler(), allCores = cpus().length, cores = availableParallelism() } = parts;
  const spentBySelf = parts.ownMs ?? ownMs;
  const isLimited = cores < allCores;
  const cgroup = parts.cgroup ?? '/sys/fs/cgroup';
  let before = { at: elapsed(), own: spentBySelf() + workersMs(), container: undefined as number | undefined };
  return async () => {
    const container = isLimited ? await containerMs(cgroup) : undefined;
    const now = { at: elapsed(), own: spentBySelf() + workersMs(), container };
    const passed = Math.max(1, now.at - before.at);
    const own = Math.max(0, now.own - before.own) / passed;
    const inside = container === undefined || before.container === undefined ? own : (container - before.container) / passed;
    before = now;
    // What is left is what the container may still take, unless the computer itself has less.
    const free = Math.max(0, Math.min(cores - inside, allCores - load.busyCores()));
    const busy = Math.max(0, cores - free);
    return { cpu: Math.min(1, busy / cores), cpuOthers: Math.min(1, Math.max(0, busy - own) / cores) };
  };
}

/** Milliseconds of computing that all processes of this container took; undefined outside of one. */
async function containerMs(cgroup: string): Promise<number | undefined> {
  const microseconds = /^usage_usec (\d+)$/m.exec((await textIn(join(cgroup, 'cpu.stat'))) ?? '')?.[1];
  if (microseconds !== undefined) return Number(microseconds) / 1000;
  const nanoseconds = await numberIn(join(cgroup, 'cpuacct', 'cpuacct.usage'));
  return nanoseconds === undefined ? undefined : nanoseconds / 1e6;
}
