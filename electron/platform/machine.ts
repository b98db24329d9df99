import { availableParallelism } from 'node:os';
import type { Machine } from '../../shared/models/fit.ts';
import { measureBandwidth } from './bandwidth.ts';
import type { MemorySampler } from './memory.ts';

export interface MachineParts {
  readonly memory: MemorySampler;
  /** As the user set it. */
  headroomBytes(): number | undefined;
  /** Memory of models that would make room, in bytes. */
  takenBytes(): number;
  findGraphics(): Promise<Machine['gpu']>;
}

const GIB = 2 ** 30;
/** Cards' free memory changes with what is on them. */
const GRAPHICS_FOR_MS = 60_000;

/** This computer, looked at when somebody asks: what cannot change is measured once, and nothing at the start. */
export function createMachine({ memory, headroomBytes, takenBytes, findGraphics }: MachineParts): () => Promise<Machine> {
  let bandwidth: Promise<number> | undefined;
  let graphics: { readonly at: number; readonly found: Promise<Machine['gpu']> } | undefined;
  return async () => {
    bandwidth ??= measureBandwidth();
    if (graphics === undefined || performance.now() - graphics.at > GRAPHICS_FOR_MS) {
      graphics = { at: performance.now(), found: findGraphics() };
    }
    const [{ totalBytes, availableBytes }, bytesPerSecond, gpu] = await Promise.all([memory.refresh(), bandwidth, graphics.found]);
    return {
      totalBytes,
      availableBytes: Math.min(totalBytes, availableBytes + takenBytes()),
      headroomBytes: headroomIn(totalBytes, headroomBytes()),
      threads: Math.max(1, availableParallelism() - 1),
      bytesPerSecond,
      ...(gpu === undefined ? {} : { gpu }),
    };
  };
}

/** Bytes that models leave to other programs. @param set by the user, where they did */
export const headroomIn = (totalBytes: number, set: number | undefined): number => set ?? Math.max(GIB, totalBytes / 10);
