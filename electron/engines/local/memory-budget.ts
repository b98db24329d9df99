import { LintelError } from '../../../shared/chat/error.ts';
import { listed, type Said, type SaidList, say, together } from '../../../shared/chat/said.ts';

/** Memory of this computer at one moment, in bytes. What a container may not use counts as taken. */
export interface MemorySample {
  readonly totalBytes: number;
  /** What programs can still take without others being pushed out. */
  readonly availableBytes: number;
  /** Files that are mapped into memory count as available here, although a model that uses them needs them there. */
  readonly countsMappedFilesAsAvailable: boolean;
  /** Processes that the system ended for want of memory, ever; absent where it does not say. */
  readonly outOfMemoryKills?: number;
}

/** Looks at the memory when it is told to. */
export interface MemorySource {
  /** The last look; undefined before the first, and once it is too old to count. No I/O. */
  latest(): MemorySample | undefined;
  /** Looks now. */
  refresh(): Promise<MemorySample>;
}

/** A model that takes memory, or wants to. */
export interface Tenant {
  /** What a person reads. */
  readonly name: string;
  /** What it will take, in bytes. */
  predictedBytes(): number;
  /** Of these, the bytes of its file, which is mapped into memory. */
  fileBytes(): number;
  /** Resident memory of its worker, in bytes; undefined where that is not known. */
  residentBytes(): number | undefined;
  /** It works, or is kept: its memory is not for others. */
  isInUse(): boolean;
  /** When it was last used, in milliseconds from an arbitrary start. */
  lastUsed(): number;
  /** Ends its worker; resolves when its memory is free. */
  evict(): Promise<void>;
}

export interface MemoryBudget {
  /**
   * Takes the memory that this model is predicted to need, and ends idle models where that makes room, the least
   * recently used first. Rejects with `out-of-memory` when it cannot be.
   */
  admit(tenant: Tenant): Promise<void>;
  /** Its worker is done loading. */
  settled(tenant: Tenant): void;
  /** Its worker is gone. */
  left(tenant: Tenant): void;
  /** Looks at the memory if any model is in it, and ends idle ones while less is available than the headroom. */
  relieve(): Promise<void>;
}

interface Claim {
  /** Absent once it is loaded; resolves then. */
  loading: PromiseWithResolvers<void> | undefined;
  /** The last look at the memory before it was loaded: that one may not know all of it yet. */
  lastBefore: MemorySample | undefined;
}

/** @param headroom bytes to leave free; absent: a tenth of all memory, and at least one GiB */
export function createMemoryBudget(memory: MemorySource, headroom: () => number | undefined): MemoryBudget {
  const claims = new Map<Tenant, Claim>();
  let isRelieving = false;

  const headroomIn = ({ totalBytes }: MemorySample) => headroom() ?? Math.max(GIB, totalBytes / 10);

  /** What this one holds beyond what the sample counts as taken. */
  function unseen(tenant: Tenant, { loading, lastBefore }: Claim, sample: MemorySample): number {
    if (loading !== undefined || sample === lastBefore) return tenant.predictedBytes();
    return sample.countsMappedFilesAsAvailable ? tenant.fileBytes() : 0;
  }

  function freeBytes(sample: MemorySample): number {
    let free = sample.availableBytes - headroomIn(sample);
    for (const [tenant, claim] of claims) free -= unseen(tenant, claim, sample);
    return free;
  }

  /** Idle models, the least recently used first. */
  const evictable = () =>
    [...claims]
      .filter(([tenant, { loading }]) => loading === undefined && !tenant.isInUse())
      .map(([tenant]) => tenant)
      .sort((one, other) => one.lastUsed() - other.lastUsed());

  const held = (tenant: Tenant) => Math.max(tenant.residentBytes() ?? tenant.predictedBytes(), tenant.fileBytes());

  function refusal(tenant: Tenant, sample: MemorySample, free: number): LintelError {
    const inMemory = [...claims.keys()];
    const busy = inMemory.length - evictable().length;
    const names = listed(
      inMemory.map(({ name }) => say`“${name}”`),
      ' and ',
    );
    const needed = { size: tenant.predictedBytes() };
    const room = say`${{ size: Math.max(0, free) }} are free beside other programs and ${{ size: headroomIn(sample) }} of headroom`;
    const first =
      inMemory.length === 0
        ? say`“${tenant.name}” needs about ${needed}, and ${room}.`
        : say`“${tenant.name}” needs about ${needed}, and ${room}; ${use(inMemory.length, busy, names)}.`;
    return new LintelError(
      'out-of-memory',
      together(first, say`Close other programs, or choose a smaller model or a smaller context window.`),
    );
  }

  return {
    async admit(tenant) {
      for (let sample = memory.latest() ?? (await memory.refresh()); ; sample = await memory.refresh()) {
        const free = freeBytes(sample);
        const needed = tenant.predictedBytes();
        if (needed <= free) {
          claims.set(tenant, { loading: Promise.withResolvers(), lastBefore: undefined });
          return;
        }
        const idle = evictable();
        const [oldest] = idle;
        if (oldest !== undefined && idle.reduce((sum, one) => sum + held(one), free) >= needed) {
          await oldest.evict();
          continue;
        }
        // What loads now is counted in full, and may leave more than that once it is done.
        const loads = [...claims.values()].flatMap(({ loading }) => loading?.promise ?? []);
        if (loads.length === 0) throw refusal(tenant, sample, free);
        await Promise.race(loads);
      }
    },
    settled(tenant) {
      const claim = claims.get(tenant);
      claim?.loading?.resolve();
      if (claim !== undefined) claims.set(tenant, { loading: undefined, lastBefore: memory.latest() });
    },
    left(tenant) {
      claims.get(tenant)?.loading?.resolve();
      claims.delete(tenant);
    },
    async relieve() {
      if (isRelieving || claims.size === 0) return;
      isRelieving = true;
      try {
        for (let sample = await memory.refresh(); sample.availableBytes < headroomIn(sample); sample = await memory.refresh()) {
          const [oldest] = evictable();
          if (oldest === undefined) return;
          await oldest.evict();
        }
      } finally {
        isRelieving = false;
      }
    },
  };
}

const GIB = 2 ** 30;

/** How many models have the memory, and how many of them answer. */
function use(count: number, busy: number, names: SaidList): Said {
  if (count === 1) return busy === 1 ? say`${names} is in use` : say`${names} is in memory, ${busy} of them in use`;
  return busy === count ? say`${names} are in use` : say`${names} are in memory, ${busy} of them in use`;
}
