/** Who has which part of this computer's memory, in bytes. */
export interface MemoryShare {
  readonly totalBytes: number;
  /** Taken by other programs and the system. */
  readonly othersBytes: number;
  /** Of all models that are in memory, their files included. */
  readonly modelsBytes: number;
  /** What models may not take, so that other programs have it. */
  readonly headroomBytes: number;
  /** What is left of it all, the headroom included. */
  readonly freeBytes: number;
}

/** The memory as it was seen. */
export interface SeenMemory {
  readonly totalBytes: number;
  readonly availableBytes: number;
  /** Files that are mapped into memory were counted as available. */
  readonly countsMappedFilesAsAvailable: boolean;
}

/** A model in memory. */
export interface LoadedBytes {
  readonly residentBytes: number;
  readonly fileBytes: number;
}

/** Parts the memory among models, other programs and nobody; the parts add up to the whole. */
export function shareMemory(seen: SeenMemory, loaded: readonly LoadedBytes[], headroomBytes: number): MemoryShare {
  const { totalBytes, availableBytes, countsMappedFilesAsAvailable } = seen;
  const resident = loaded.reduce((sum, { residentBytes }) => sum + residentBytes, 0);
  const mapped = countsMappedFilesAsAvailable
    ? loaded.reduce((sum, { residentBytes, fileBytes }) => sum + Math.min(residentBytes, fileBytes), 0)
    : 0;
  const modelsBytes = Math.min(totalBytes, resident);
  const taken = totalBytes - availableBytes - (modelsBytes - mapped);
  const othersBytes = Math.min(totalBytes - modelsBytes, Math.max(0, taken));
  return { totalBytes, othersBytes, modelsBytes, headroomBytes, freeBytes: totalBytes - othersBytes - modelsBytes };
}
