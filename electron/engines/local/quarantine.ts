import type { LocalEngineModel } from './engine.ts';

/** Remembers which models failed, so that not every request pays for the same failure again. */
export interface Quarantine {
  /** Why not to try this model now, in a sentence; undefined when it is worth it. */
  of(model: LocalEngineModel): string | undefined;
  /** Why nobody may use it until it is released or its file changes; undefined when it is not in quarantine. */
  locked(model: LocalEngineModel): string | undefined;
  /** A request tries it all the same, or again: the others need not wait for its outcome. */
  tries(model: LocalEngineModel): void;
  /** It was loaded and answers. */
  works(model: LocalEngineModel): void;
  /** Its worker said that the file cannot be loaded. @param reason a sentence */
  refuses(model: LocalEngineModel, reason: string): void;
  /** Its worker crashed or hung, whatever it did. @param reason a sentence */
  crashed(model: LocalEngineModel, reason: string): void;
  /** Forgets what happened: a person wants to try. */
  release(modelId: string): void;
}

interface Record {
  readonly path: string;
  readonly version: string | undefined;
  /** What it was loaded with: other settings may do better. */
  readonly settings: string;
  refusal?: { readonly reason: string; since: number };
  /** When it crashed lately. */
  crashes: readonly number[];
  locked?: string;
}

/** Memory that was short may be free again by then, and a faulty file costs one request in this time. */
const RETRY_AFTER_MS = 60_000;
/** A crash takes down every chat of a model. One in ten minutes is bad luck, this many are the model. */
const CRASHES = 2;
const CRASHES_WITHIN_MS = 600_000;

/** Lasts as long as this process. @param elapsed milliseconds from an arbitrary start */
export function createQuarantine(elapsed: () => number): Quarantine {
  const records = new Map<string, Record>();

  /** What is remembered of this very file, loaded so. */
  function find({ id, path, version, settings }: LocalEngineModel): Record | undefined {
    const record = records.get(id);
    return record?.path === path && record.version === version && record.settings === JSON.stringify(settings ?? {}) ? record : undefined;
  }

  function recordOf(model: LocalEngineModel): Record {
    const known = find(model);
    if (known !== undefined) return known;
    const record: Record = { path: model.path, version: model.version, settings: JSON.stringify(model.settings ?? {}), crashes: [] };
    records.set(model.id, record);
    return record;
  }

  return {
    of(model) {
      const record = find(model);
      if (record?.locked !== undefined) return record.locked;
      const refusal = record?.refusal;
      return refusal !== undefined && elapsed() - refusal.since < RETRY_AFTER_MS ? refusal.reason : undefined;
    },
    locked: (model) => find(model)?.locked,
    tries(model) {
      const refusal = find(model)?.refusal;
      if (refusal !== undefined) refusal.since = elapsed();
    },
    works(model) {
      const record = find(model);
      if (record !== undefined) delete record.refusal;
    },
    refuses(model, reason) {
      const sentence = `It could not be loaded: ${reason} Lintel tries again in a minute, or as soon as its file or its settings have changed.`;
      recordOf(model).refusal = { reason: sentence, since: elapsed() };
    },
    crashed(model, reason) {
      const record = recordOf(model);
      const now = elapsed();
      record.crashes = [...record.crashes.filter((at) => now - at < CRASHES_WITHIN_MS), now];
      if (record.crashes.length < CRASHES) return;
      record.locked = `Its engine stopped ${record.crashes.length} times within ten minutes, the last time because ${reason} It stays in quarantine until you release it (the button beside it, or “lintel models release ${model.id}”), its file or its settings change, or Lintel starts anew.`;
    },
    release: (modelId) => void records.delete(modelId),
  };
}
