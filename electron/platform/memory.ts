import { readFile } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';

/** Memory of this computer at one moment, in bytes. */
interface Sample {
  readonly totalBytes: number;
  readonly availableBytes: number;
  readonly countsMappedFilesAsAvailable: boolean;
  readonly outOfMemoryKills?: number;
}

export interface MemorySampler {
  /** The last look; undefined before the first. No I/O. */
  latest(): Sample | undefined;
  /** Looks now. Looks that overlap are one. */
  refresh(): Promise<Sample>;
  stop(): void;
}

/** Other programs take and leave gigabytes in seconds. */
const EVERY_MS = 2000;

/** Looks at the memory of this computer every two seconds, until it is stopped. */
export function createMemorySampler(): MemorySampler {
  let last: Sample | undefined;
  let looking: Promise<Sample> | undefined;
  const refresh = () => {
    looking ??= look()
      .then((sample) => {
        last = sample;
        return sample;
      })
      .finally(() => {
        looking = undefined;
      });
    return looking;
  };
  const timer = setInterval(refresh, EVERY_MS).unref();
  void refresh();
  return { latest: () => last, refresh, stop: () => clearInterval(timer) };
}

async function look(): Promise<Sample> {
  const total = totalmem();
  // A container's limit, where there is one; without one it is 0, or far beyond what there is.
  const limit = process.constrainedMemory();
  const isLimited = limit > 0 && limit < total;
  const [files, kills] = process.platform === 'linux' ? await Promise.all([isLimited ? containersFiles() : 0, outOfMemoryKills()]) : [0];
  const available = Math.min(freemem(), process.availableMemory() + files);
  return {
    totalBytes: isLimited ? limit : total,
    availableBytes: isLimited ? Math.min(limit, available) : available,
    countsMappedFilesAsAvailable: process.platform === 'linux',
    ...(kills === undefined ? {} : { outOfMemoryKills: kills }),
  };
}

/** A container's use counts files that were read once and can be dropped at any moment. */
async function containersFiles(): Promise<number> {
  const v2 = await numberIn('/sys/fs/cgroup/memory.stat', /^file (\d+)$/m);
  return v2 ?? (await numberIn('/sys/fs/cgroup/memory/memory.stat', /^total_cache (\d+)$/m)) ?? 0;
}

const outOfMemoryKills = () => numberIn('/proc/vmstat', /^oom_kill (\d+)$/m);

/** Undefined where the system has no such file, or no such line in it. */
async function numberIn(path: string, pattern: RegExp): Promise<number | undefined> {
  const found = pattern.exec(await readFile(path, 'utf8').catch(() => ''))?.[1];
  return found === undefined ? undefined : Number(found);
}
