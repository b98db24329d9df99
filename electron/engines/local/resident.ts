import { english } from '../../../shared/chat/english.ts';
import { LintelError } from '../../../shared/chat/error.ts';
import { type Said, say } from '../../../shared/chat/said.ts';
import type { Residence } from '../../../shared/models/residence.ts';
import type { LocalEngineModel } from './engine.ts';
import { createKeepAlive } from './keep-alive.ts';
import type { LaunchWorker } from './launch.ts';
import type { MemoryBudget, Tenant } from './memory-budget.ts';
import type { Quarantine } from './quarantine.ts';
import { createSupervisor, type Patience, type Supervisor } from './supervisor.ts';
import { createWishedTime } from './wished-time.ts';

/** One model of this device: in memory while it is used and for a while after, and out of it again. */
export interface Resident {
  readonly supervisor: Supervisor;
  /** As it was last asked for. */
  model(): LocalEngineModel;
  /** What its file or its settings are now; a change is taken over at the next idle moment. */
  update(model: LocalEngineModel): void;
  /** Somebody is about to use it. */
  use(): void;
  /** That use has begun. @param keepAliveMs as in `ChatRequest` */
  begun(app: string, keepAliveMs: number | undefined): void;
  /** Resolves once it is loaded; rejects with a LintelError. */
  load(): Promise<void>;
  /** Resolves once its memory is free, since the person wants it so. Rejects with `overloaded` while it answers. */
  unload(): Promise<void>;
  residence(): Residence;
  /** Its file is gone: nobody can ask for it any more, so it goes as soon as it has nothing to do. */
  leave(): void;
  dispose(): Promise<void>;
}

export interface ResidentParts {
  readonly model: LocalEngineModel;
  readonly launch: LaunchWorker;
  readonly workerEntry: string;
  readonly quarantine: Quarantine;
  /** Absent: all fits. */
  readonly budget: MemoryBudget | undefined;
  /** Where a model's conversations are kept; undefined: none are. */
  cacheFolder(model: LocalEngineModel): string | undefined;
  endedForMemory(): Promise<boolean>;
  /** Why a LoRA file cannot be used, in a sentence. */
  adapterFault(path: string): Promise<Said | undefined>;
  /** It is loaded now. */
  onLoaded(): void;
  readonly patience: Partial<Patience>;
  elapsed(): number;
}

export function createResident(parts: ResidentParts): Resident {
  const { quarantine, budget, elapsed } = parts;
  let { model } = parts;
  let lastUsed = elapsed();
  /** What the worker in memory was made of. */
  let loadedAs: string | undefined;
  /** Its usual room for chats did not fit. */
  let isSparing = false;
  /** Its file is gone. */
  let isLeaving = false;

  const wished = createWishedTime(() => model.settings?.keepAliveMs);
  const keepAlive = createKeepAlive(wished.after('', undefined), () => void expire(), elapsed);
  const isBusy = () => supervisor.state().inFlight > 0;
  const isStale = () => loadedAs !== undefined && loadedAs !== contentOf(model);
  /** A chat that came in at the last moment keeps it. */
  function unload(): Promise<void> {
    if (!isBusy()) loadedAs = undefined;
    return supervisor.unload().catch(() => undefined);
  }

  /** Its time is over, or others need its memory. */
  function expire(): Promise<void> {
    if (!isBusy()) wished.forget();
    return unload();
  }

  const neededBytes = () => (isSparing ? model.least?.predictedBytes : model.predictedBytes) ?? 0;

  const tenant: Tenant = {
    name: model.name,
    predictedBytes: () => neededBytes(),
    fileBytes: () => Math.min(model.bytes ?? 0, neededBytes()),
    residentBytes: () => supervisor.details().memoryBytes,
    isInUse: () => isBusy() || keepAlive.isPinned(),
    lastUsed: () => lastUsed,
    evict: expire,
  };

  /** llama.cpp can abort over a file that is none. Throws `model-load-failed`. */
  async function requireAdapter(path: string): Promise<void> {
    const fault = await parts.adapterFault(path);
    if (fault === undefined) return;
    throw new LintelError(
      'model-load-failed',
      say`“${model.name}” was not loaded, since its LoRA file ${path} cannot be used: ${fault} Take it out of the model’s settings, or put a sound one in its place.`,
    );
  }

  const supervisor = createSupervisor({
    ...parts,
    name: model.name,
    async admit() {
      // Chats that wait may have been left over by the very crash that locked it.
      const locked = quarantine.locked(model);
      if (locked !== undefined) throw new LintelError('model-faulty', say`“${model.name}” cannot be used. ${locked}`, { field: 'model' });
      for (const { path } of model.settings?.loras ?? []) await requireAdapter(path);
      isSparing = false;
      await budget?.admit(tenant).catch((error: unknown) => {
        if (model.least === undefined || model.least.predictedBytes >= neededBytes()) throw error;
        isSparing = true;
        return budget.admit(tenant);
      });
      loadedAs = contentOf(model);
      const settings = isSparing ? model.least?.settings : model.settings;
      const cacheFolder = parts.cacheFolder(model);
      return {
        ...model,
        ...(settings === undefined ? {} : { settings }),
        ...(cacheFolder === undefined ? {} : { cacheFolder }),
      };
    },
    outcomes: {
      loaded() {
        quarantine.works(model);
        budget?.settled(tenant);
        parts.onLoaded();
      },
      works: () => quarantine.works(model),
      refuses: (reason) => quarantine.refuses(model, reason),
      crashed: (reason, app) => quarantine.crashed(model, reason, app),
      idle() {
        lastUsed = elapsed();
        if (isStale()) void unload();
        else keepAlive.rest();
      },
      gone() {
        loadedAs = undefined;
        budget?.left(tenant);
        if (!isBusy()) keepAlive.end();
      },
    },
  });

  function update(now: LocalEngineModel): void {
    model = now;
    if (isStale() && !isBusy()) void unload();
  }

  return {
    supervisor,
    model: () => model,
    update,
    use() {
      lastUsed = elapsed();
      isLeaving = false;
      keepAlive.use();
    },
    begun(app, keepAliveMs) {
      if (!isLeaving) keepAlive.keep(wished.after(app, keepAliveMs));
    },
    async load() {
      await supervisor.load();
      if (!isBusy()) keepAlive.rest();
    },
    async unload() {
      await supervisor.unload();
      wished.forget();
      keepAlive.keep(wished.after('', undefined));
    },
    leave() {
      isLeaving = true;
      wished.forget();
      keepAlive.keep(0);
      if (!isBusy()) void unload();
    },
    residence() {
      const { phase, since, progress, memoryBytes, inFlight, queued } = supervisor.details();
      const reason = quarantine.locked(model);
      const bytes = memoryBytes ?? (phase === 'loading' ? neededBytes() : undefined);
      const leftMs = phase === 'loaded' ? keepAlive.leftMs() : undefined;
      return {
        phase: reason !== undefined && phase === 'unloaded' ? 'quarantined' : phase,
        ...(since === undefined ? {} : { forMs: elapsed() - since }),
        ...(progress === undefined ? {} : { progress }),
        ...(bytes === undefined ? {} : { bytes }),
        ...(leftMs === undefined ? {} : { unloadsInMs: leftMs }),
        pinned: keepAlive.isPinned() && (phase === 'loaded' || phase === 'loading'),
        inFlight,
        queued,
        ...(reason === undefined ? {} : { reason: english(reason), said: reason }),
      };
    },
    async dispose() {
      keepAlive.end();
      await supervisor.dispose();
    },
  };
}

/** All that a worker would have to be started anew for. */
function contentOf({ version, settings = {} }: LocalEngineModel): string {
  const { keepAliveMs: _, ...rest } = settings;
  return JSON.stringify([version, Object.entries(rest).sort()]);
}
