import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import { promisify } from 'node:util';

/** Memory of this computer at one moment, in bytes. What a container may not use counts as taken. */
interface Sample {
  readonly totalBytes: number;
  /** What programs can still take without others being pushed out. */
  readonly availableBytes: number;
  /** Files that are mapped into memory count as available. */
  readonly countsMappedFilesAsAvailable: boolean;
  /** Processes that the system ended for want of memory, ever; absent where it does not say. */
  readonly outOfMemoryKills?: number;
}

export interface MemorySampler {
  /** The last look; undefined when it is too old to count. No I/O. */
  latest(): Sample | undefined;
  /** Looks now. Looks that overlap are one. */
  refresh(): Promise<Sample>;
}

/** Other programs take and leave gigabytes in seconds. */
const COUNTS_FOR_MS = 5000;

/** Looks at the memory of this computer when it is told to, never by itself. */
export function createMemorySampler(elapsed = () => performance.now()): MemorySampler {
  let last: { readonly sample: Sample; readonly at: number } | undefined;
  let looking: Promise<Sample> | undefined;
  return {
    latest: () => (last !== undefined && elapsed() - last.at < COUNTS_FOR_MS ? last.sample : undefined),
    refresh() {
      looking ??= look()
        .then((sample) => {
          last = { sample, at: elapsed() };
          return sample;
        })
        .finally(() => {
          looking = undefined;
        });
      return looking;
    },
  };
}

async function look(): Promise<Sample> {
  const total = totalmem();
  if (process.platform !== 'linux') {
    const available = process.platform === 'darwin' ? await availableOnMac() : freemem();
    return { totalBytes: total, availableBytes: Math.min(total, available ?? freemem()), countsMappedFilesAsAvailable: false };
  }
  // A container's limit, where there is one; without one it is 0, or far beyond what there is.
  const limit = process.constrainedMemory();
  const isLimited = limit > 0 && limit < total;
  const [files, kills] = await Promise.all([isLimited ? containersFiles() : 0, numberIn('/proc/vmstat', /^oom_kill (\d+)$/m)]);
  return {
    totalBytes: isLimited ? limit : total,
    availableBytes: isLimited ? Math.min(limit, freemem(), process.availableMemory() + files) : freemem(),
    countsMappedFilesAsAvailable: true,
    ...(kills === undefined ? {} : { outOfMemoryKills: kills }),
  };
}

/** A container's use counts files that were read once and can be dropped at any moment. */
async function containersFiles(): Promise<number> {
  const v2 = await numberIn('/sys/fs/cgroup/memory.stat', /^file (\d+)$/m);
  return v2 ?? (await numberIn('/sys/fs/cgroup/memory/memory.stat', /^total_cache (\d+)$/m)) ?? 0;
}

/** Undefined where the system has no such file, or no such line in it. */
async function numberIn(path: string, pattern: RegExp): Promise<number | undefined> {
  const found = pattern.exec(await readFile(path, 'utf8').catch(() => ''))?.[1];
  return found === undefined ? undefined : Number(found);
}

const run = promisify(execFile);
const VM_STAT_WITHIN_MS = 2000;

/** Node knows only the pages that nobody uses at all, which on a Mac are always few. */
async function availableOnMac(): Promise<number | undefined> {
  const { stdout } = await run('/usr/bin/vm_stat', { timeout: VM_STAT_WITHIN_MS }).catch(() => ({ stdout: '' }));
  return availableIn(stdout);
}

/** The bytes that `vm_stat` calls free or easily freed; undefined for another text. */
export function availableIn(vmStat: string): number | undefined {
  const pageBytes = /page size of (\d+) bytes/.exec(vmStat)?.[1];
  if (pageBytes === undefined) return undefined;
  const pages = ['free', 'inactive', 'speculative', 'purgeable'].map(
    (kind) => new RegExp(`^Pages ${kind}: +(\\d+)\\.`, 'm').exec(vmStat)?.[1],
  );
  return pages.reduce((sum, count) => sum + Number(count ?? 0), 0) * Number(pageBytes);
}
