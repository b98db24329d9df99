import type { MemorySample, MemorySource } from '../../../electron/engines/local/memory-budget.ts';

const GIB = 2 ** 30;

/** A computer's memory that a test fills and empties. What workers take is for the test to say, too. */
export interface FakeMemory extends MemorySource {
  /** What is available at the next look. */
  availableGib: number;
  looks: number;
}

export function createFakeMemory(availableGib: number, totalGib = 16, rest: Partial<MemorySample> = {}): FakeMemory {
  const look = (): MemorySample => ({
    totalBytes: totalGib * GIB,
    availableBytes: memory.availableGib * GIB,
    countsMappedFilesAsAvailable: true,
    ...rest,
  });
  let last: MemorySample | undefined;
  const memory: FakeMemory = {
    availableGib,
    looks: 0,
    latest: () => last,
    async refresh() {
      memory.looks += 1;
      last = look();
      return last;
    },
  };
  return memory;
}
