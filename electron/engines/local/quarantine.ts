import { type Said, say } from '../../../shared/chat/said.ts';
import type { LocalEngineModel } from './engine.ts';
import { isPerson } from './person.ts';

/** Remembers which models failed, so that not every request pays for the same failure again. */
export interface Quarantine {
  /** Why not to try this model now, in a sentence; undefined when it is worth it. */
  of(model: LocalEngineModel): Said | undefined;
  /** Why nobody may use it until it is released or its file changes; undefined when it is not in quarantine. */
  locked(model: LocalEngineModel): Said | undefined;
  /** A request tries it all the same, or again: the others need not wait for its outcome. */
  tries(model: LocalEngineModel): void;
  /** It was loaded and answers. */
  works(model: LocalEngineModel): void;
  /** Its worker said that the file cannot be loaded. @param reason a sentence */
  refuses(model: LocalEngineModel, reason: Said | string): void;
  /** Why this app may not use it for now, though others may; undefined when it may. */
  refused(model: LocalEngineModel, app: string): Said | undefined;
  /** Its worker crashed or hung. @param reason a sentence @param app whose request it made ready, where it was that */
  crashed(model: LocalEngineModel, reason: Said | string, app?: string): void;
  /** Forgets what happened: a person wants to try. */
  release(modelId: string): void;
}

interface Crash {
  readonly at: number;
  readonly app: string | undefined;
}

interface Record {
  readonly path: string;
  readonly version: string | undefined;
  /** What it was loaded with: other settings may do better. */
  readonly settings: string;
  refusal?: { readonly reason: Said; since: number };
  /** When it crashed lately. */
  crashes: readonly Crash[];
  locked?: Said;
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

  const lately = (record: Record | undefined) => record?.crashes.filter(({ at }) => elapsed() - at < CRASHES_WITHIN_MS) ?? [];

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
      const sentence = say`It could not be loaded: ${reason} Lintel tries again in a minute, or as soon as its file or its settings have changed.`;
      recordOf(model).refusal = { reason: sentence, since: elapsed() };
    },
    refused(model, app) {
      const crashes = isPerson(app) ? [] : lately(find(model)).filter((crash) => crash.app === app);
      if (crashes.length < CRASHES) return undefined;
      return say`Its engine stopped ${crashes.length} times within ten minutes over requests of this app, so it takes no more of them for that long. Make their schemas, tools or messages simpler.`;
    },
    crashed(model, reason, app) {
      const record = recordOf(model);
      record.crashes = [...lately(record), { at: elapsed(), app }];
      const count = countOf(record.crashes);
      if (count < CRASHES) return;
      record.locked = say`Its engine stopped ${count} times within ten minutes, the last time because ${reason} It stays in quarantine until you release it (the button beside it, or “lintel models release ${model.id}”), its file or its settings change, or Lintel starts anew.`;
    },
    release: (modelId) => void records.delete(modelId),
  };
}

/** What the requests of one program did counts once, however often: it alone must not take a model from all others. */
function countOf(crashes: readonly Crash[]): number {
  const programs = new Set(crashes.flatMap(({ app }) => (app === undefined || isPerson(app) ? [] : [app])));
  return crashes.filter(({ app }) => app === undefined || isPerson(app)).length + programs.size;
}
