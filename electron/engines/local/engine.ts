import { LintelError, toErrorShape } from '../../../shared/chat/error.ts';
import type { ChatEvent } from '../../../shared/chat/event.ts';
import type { ChatRequest } from '../../../shared/chat/request.ts';
import { type Said, say } from '../../../shared/chat/said.ts';
import type { CancelSignal } from '../../../shared/chat/signal.ts';
import { NO_USAGE } from '../../../shared/chat/usage.ts';
import type { Residence } from '../../../shared/models/residence.ts';
import type { ModelSettings } from '../../../shared/models/settings.ts';
import { requirePermit } from '../../../shared/routing/permit.ts';
import type { Clock, Engine } from '../../../shared/routing/ports.ts';
import { count } from './count.ts';
import { embed, rerank } from './encode.ts';
import type { Graphics } from './graphics.ts';
import { createKeptStates } from './kept-states.ts';
import type { LaunchWorker } from './launch.ts';
import { createMemoryBudget, type MemorySource } from './memory-budget.ts';
import { createPacing, type LoadSource } from './pacing.ts';
import type { ChatJob } from './protocol.ts';
import { createQuarantine } from './quarantine.ts';
import { createResident, type Resident } from './resident.ts';
import type { Patience, Supervisor, WorkerState } from './supervisor.ts';

const MAX_CHOICES = 8;
/** Who loads a model without asking it anything. */
const PERSON = 'window';

/** A model file that this engine can run. */
export interface LocalEngineModel {
  readonly id: string;
  /** What a person reads. */
  readonly name: string;
  readonly path: string;
  /** Another one for another content of the file. */
  readonly version?: string;
  /** Size of the file. */
  readonly bytes?: number;
  /** Memory that it will take once loaded with these settings, file included. Absent: it is not counted. */
  readonly predictedBytes?: number;
  readonly settings?: ModelSettings;
  /** What it is loaded with where that does not fit, and the memory this takes. */
  readonly least?: { readonly settings: ModelSettings; readonly predictedBytes: number };
}

export interface LocalEngine {
  /** The engine of one model. Its worker starts with the first chat. */
  engine(model: LocalEngineModel): Engine;
  /** Live state of a model, without I/O. */
  state(modelId: string): WorkerState;
  /** The same in full, for people. No I/O. */
  residence(model: LocalEngineModel): Residence;
  /** Computing that all workers ever did, in milliseconds, as far as they told. No I/O. */
  computedMs(): number;
  /** The graphics card as a worker that uses it saw it in the last ten seconds; undefined while none does. No I/O. */
  graphics(): Graphics | undefined;
  /** Why this model is not worth trying now, in a sentence a person reads; undefined when it is. No I/O. */
  fault(model: LocalEngineModel): Said | undefined;
  /** Somebody wants the model in memory; resolves once it is. Rejects with a LintelError. @param keepAliveMs as in `ChatRequest` @param app absent: the person */
  load(model: LocalEngineModel, keepAliveMs?: number, app?: string): Promise<void>;
  /** Resolves once the model's memory is free. Rejects with `overloaded` while it answers. */
  unload(modelId: string): Promise<void>;
  /** Lets a model out of quarantine, and forgets its failures. */
  release(modelId: string): void;
  /** Takes over a model's changed settings or file: at once where it is idle, else once it is. */
  update(model: LocalEngineModel): void;
  /** These models are there; the memory of all others is freed once they are idle. */
  retain(modelIds: readonly string[]): void;
  /** Deletes what is kept of conversations with all models but these. */
  keepOnly(models: readonly LocalEngineModel[]): Promise<void>;
  /** Deletes what is kept of all conversations, and keeps nothing of those in memory. */
  forgetKept(): Promise<void>;
  /** Ends all workers. */
  dispose(): Promise<void>;
}

export interface LocalEngineParts {
  readonly launch: LaunchWorker;
  /** Path of the worker's program. */
  readonly workerEntry: string;
  readonly clock?: Pick<Clock, 'elapsed'>;
  readonly patience?: Partial<Patience>;
  /** Folder for conversations that are kept between loads; absent: none are. */
  readonly cacheRoot?: string;
  /** Absent: everything is taken to fit. */
  readonly memory?: MemorySource;
  /** Bytes to leave free; undefined: a tenth of all memory, and at least one GiB. */
  memoryHeadroomBytes?(): number | undefined;
  /** Why a LoRA file cannot be used, in a sentence; undefined when it can. Absent: none is looked into. */
  adapterFault?(path: string): Promise<Said | undefined>;
  /** Absent: threads stay as they are set. */
  readonly load?: LoadSource;
}

const IDLE: WorkerState = { loaded: false, inFlight: 0 };
/** How often to look whether other programs want the memory of idle models. */
const RELIEVE_EVERY_MS = 2000;

/** Runs GGUF models on this device, each in its own process. */
export function createLocalEngine(parts: LocalEngineParts): LocalEngine {
  const { launch, workerEntry, clock, patience = {}, memory } = parts;
  const residents = new Map<string, Resident>();
  const elapsed = () => clock?.elapsed() ?? performance.now();
  const quarantine = createQuarantine(elapsed);
  const kept = createKeptStates(parts.cacheRoot);
  const budget = memory && createMemoryBudget(memory, () => parts.memoryHeadroomBytes?.());
  const pacing =
    parts.load &&
    createPacing(parts.load, () =>
      [...residents.values()].map(({ supervisor, model }) => ({ supervisor, mostThreads: model().settings?.threads })),
    );
  const relief = budget && setInterval(() => void budget.relieve().catch(() => undefined), RELIEVE_EVERY_MS).unref();

  async function endedForMemory(): Promise<boolean> {
    const before = memory?.latest()?.outOfMemoryKills;
    const now = (await memory?.refresh())?.outOfMemoryKills;
    return before !== undefined && now !== undefined && now > before;
  }

  function residentOf(model: LocalEngineModel): Resident {
    const known = residents.get(model.id);
    if (known?.model().path === model.path) {
      known.update(model);
      return known;
    }
    // The id now means another file: the old one's chats end with it.
    void known?.dispose();
    const resident = createResident({
      model,
      launch,
      onLoaded: () => pacing?.begin(),
      workerEntry,
      quarantine,
      budget,
      cacheFolder: (each) => (parts.cacheRoot === undefined ? undefined : kept.folderOf(each)),
      adapterFault: async (path) => parts.adapterFault?.(path),
      endedForMemory,
      patience,
      elapsed,
    });
    residents.set(model.id, resident);
    return resident;
  }

  /** Throws `model-faulty` for a model in quarantine, `overloaded` for an app whose requests stopped it. */
  function admit(model: LocalEngineModel, app: string): Resident {
    const reason = quarantine.locked(model);
    if (reason !== undefined) throw new LintelError('model-faulty', say`“${model.name}” cannot be used. ${reason}`, { field: 'model' });
    const refusal = quarantine.refused(model, app);
    if (refusal !== undefined) throw new LintelError('overloaded', say`“${model.name}” cannot be used. ${refusal}`, { field: 'model' });
    quarantine.tries(model);
    const resident = residentOf(model);
    resident.use();
    pacing?.begin();
    return resident;
  }

  /** For texts that are only read. */
  function readBy(model: LocalEngineModel, app: string): Supervisor {
    const resident = admit(model, app);
    resident.begun(app, undefined);
    return resident.supervisor;
  }

  return {
    engine: (model) => ({
      chat(permit, request, signal) {
        requirePermit(permit, request.id, model.id);
        return chat(() => admit(model, request.app), request, signal);
      },
      async embed(permit, { id, ...request }, signal) {
        requirePermit(permit, id, model.id);
        return embed(readBy(model, request.app), { type: 'embed', ...request }, signal);
      },
      async count(permit, request, signal) {
        requirePermit(permit, request.id, model.id);
        return count(readBy(model, request.app), jobOf(request), signal);
      },
      async rerank(permit, { id, ...request }, signal) {
        requirePermit(permit, id, model.id);
        return rerank(readBy(model, request.app), { type: 'rerank', ...request }, signal);
      },
    }),
    state: (modelId) => residents.get(modelId)?.supervisor.state() ?? IDLE,
    residence: (model) => residents.get(model.id)?.residence() ?? { phase: 'unloaded', pinned: false, inFlight: 0, queued: 0 },
    computedMs: () => [...residents.values()].reduce((sum, { supervisor }) => sum + supervisor.details().computedMs, 0),
    graphics() {
      for (const { supervisor } of residents.values()) {
        const { graphics } = supervisor.details();
        if (graphics !== undefined) return graphics;
      }
      return undefined;
    },
    fault: (model) => quarantine.of(model),
    async load(model, keepAliveMs, app = PERSON) {
      const resident = admit(model, app);
      resident.begun(app, keepAliveMs);
      await resident.load();
    },
    unload: async (modelId) => residents.get(modelId)?.unload(),
    release: (modelId) => quarantine.release(modelId),
    update(model) {
      if (residents.get(model.id)?.model().path === model.path) residentOf(model);
    },
    retain(modelIds) {
      const listed = new Set(modelIds);
      for (const [id, resident] of residents) if (!listed.has(id)) resident.leave();
    },
    keepOnly: (models) => kept.keepOnly(models),
    async forgetKept() {
      // A worker knows what it keeps, and may be writing just now.
      const told = [...residents.values()].filter(({ supervisor }) => supervisor.forgetKept());
      await kept.keepOnly(told.map((resident) => resident.model()));
    },
    async dispose() {
      clearInterval(relief);
      pacing?.stop();
      await Promise.all([...residents.values()].map((resident) => resident.dispose()));
    },
  };
}

/** Turns the supervisor's calls into a stream; a reader that leaves half-way cancels. */
async function* chat(admit: () => Resident, request: ChatRequest, signal: CancelSignal): AsyncGenerator<ChatEvent> {
  let job: Omit<ChatJob, 'id'>;
  let resident: Resident;
  try {
    job = jobOf(request);
    if (signal.aborted) {
      yield { type: 'finish', reason: 'cancelled', usage: NO_USAGE };
      return;
    }
    resident = admit();
  } catch (error) {
    yield { type: 'error', error: toErrorShape(error) };
    return;
  }
  const arrived: ChatEvent[] = [];
  let wake: (() => void) | undefined;
  const handle = resident.supervisor.run(job, (event) => {
    if (event.type === 'encoded') return;
    // What was refused before it began changes nothing for others.
    if (event.type === 'start') resident.begun(request.app, request.keepAliveMs);
    arrived.push(event);
    wake?.();
  });
  const cancel = () => handle.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    for (;;) {
      const event = arrived.shift();
      if (event === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      yield event;
      if (event.type === 'finish' || event.type === 'error') return;
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}

/** What a worker needs of a request. Throws `bad-request` for more answers at once than there may be. */
function jobOf(request: ChatRequest): Omit<ChatJob, 'id'> {
  const { id: _, dialect: _dialect, model: _model, tags: _tags, wire: _wire, keepAliveMs: _keepAlive, ...job } = request;
  if ((job.choices ?? 1) > MAX_CHOICES) {
    throw new LintelError('bad-request', say`A local model gives at most ${MAX_CHOICES} answers at once. Ask for fewer.`, { field: 'n' });
  }
  return job;
}
