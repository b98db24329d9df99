import type { LocalEngineModel } from './engine.ts';

/** Remembers which models could not be loaded, so that not every request pays for the same failure. */
export interface LoadFaults {
  /** Why not to try this model now; undefined when it is worth it. */
  of(model: LocalEngineModel): string | undefined;
  /** A request tries it all the same, or again: the others need not wait for its outcome. */
  tries(model: LocalEngineModel): void;
  works(model: LocalEngineModel): void;
  /** Its worker said that the file cannot be loaded. @param reason a sentence */
  refuses(model: LocalEngineModel, reason: string): void;
  /** Its worker was lost before it answered anything: once is bad luck, twice in a row is a fault. @param reason a sentence */
  lost(model: LocalEngineModel, reason: string): void;
}

interface Failure {
  readonly path: string;
  readonly version: string | undefined;
  /** Workers lost in a row. */
  readonly losses: number;
  /** Absent while it may have been bad luck. */
  readonly reason: string | undefined;
  since: number;
}

/** Memory that was short may be free again by then, and a faulty file costs one request in this time. */
const RETRY_AFTER_MS = 60_000;
const LOSSES_OF_A_FAULT = 2;

/** @param elapsed milliseconds from an arbitrary start */
export function createLoadFaults(elapsed: () => number): LoadFaults {
  const failures = new Map<string, Failure>();

  /** What is remembered of this very file. */
  function find({ id, path, version }: LocalEngineModel): Failure | undefined {
    const failure = failures.get(id);
    return failure?.path === path && failure.version === version ? failure : undefined;
  }

  function remember({ id, path, version }: LocalEngineModel, losses: number, reason: string | undefined): void {
    failures.set(id, { path, version, losses, reason, since: elapsed() });
  }

  return {
    of(model) {
      const failure = find(model);
      return failure !== undefined && elapsed() - failure.since < RETRY_AFTER_MS ? failure.reason : undefined;
    },
    tries(model) {
      const failure = find(model);
      if (failure !== undefined) failure.since = elapsed();
    },
    works: ({ id }) => void failures.delete(id),
    refuses: (model, reason) =>
      remember(model, 0, `It could not be loaded: ${reason} Lintel tries again in a minute, or as soon as its file has changed.`),
    lost(model, reason) {
      const losses = (find(model)?.losses ?? 0) + 1;
      const sentence = `It failed ${losses} times in a row before it answered: ${reason} Lintel tries again in a minute, or as soon as its file has changed.`;
      remember(model, losses, losses < LOSSES_OF_A_FAULT ? find(model)?.reason : sentence);
    },
  };
}
