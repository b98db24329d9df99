import { LintelError, toErrorShape } from '../../../shared/chat/error.ts';
import type { ChatEvent } from '../../../shared/chat/event.ts';
import type { ChatRequest } from '../../../shared/chat/request.ts';
import type { CancelSignal } from '../../../shared/chat/signal.ts';
import { NO_USAGE } from '../../../shared/chat/usage.ts';
import type { ModelSettings } from '../../../shared/models/settings.ts';
import { requirePermit } from '../../../shared/routing/permit.ts';
import type { Clock, Engine } from '../../../shared/routing/ports.ts';
import type { LaunchWorker } from './launch.ts';
import { createLoadFaults } from './load-faults.ts';
import type { ChatJob } from './protocol.ts';
import { createSupervisor, type Patience, type Supervisor, type WorkerState } from './supervisor.ts';

/** A model file that this engine can run. */
export interface LocalEngineModel {
  readonly id: string;
  /** What a person reads. */
  readonly name: string;
  readonly path: string;
  /** Another one for another content of the file. */
  readonly version?: string;
  readonly settings?: ModelSettings;
}

export interface LocalEngine {
  /** The engine of one model. Its worker starts with the first chat. */
  engine(model: LocalEngineModel): Engine;
  /** Live state of a model, without I/O. */
  state(modelId: string): WorkerState;
  /** Why this model is not worth trying now, in a sentence a person reads; undefined when it is. No I/O. */
  fault(model: LocalEngineModel): string | undefined;
  /** Ends all workers. */
  dispose(): Promise<void>;
}

export interface LocalEngineParts {
  readonly launch: LaunchWorker;
  /** Path of the worker's program. */
  readonly workerEntry: string;
  readonly clock?: Pick<Clock, 'elapsed'>;
  readonly patience?: Partial<Patience>;
}

const MAX_CHOICES = 8;
const IDLE: WorkerState = { loaded: false, inFlight: 0 };

/** A model's supervisor, and the model as it was last asked for. */
interface Supervised {
  model: LocalEngineModel;
  readonly supervisor: Supervisor;
}

/** Runs GGUF models on this device, each in its own process. */
export function createLocalEngine({ launch, workerEntry, clock, patience = {} }: LocalEngineParts): LocalEngine {
  const supervised = new Map<string, Supervised>();
  const elapsed = () => clock?.elapsed() ?? performance.now();
  const faults = createLoadFaults(elapsed);

  function supervisorOf(model: LocalEngineModel): Supervisor {
    const known = supervised.get(model.id);
    if (known?.model.path === model.path) {
      known.model = model;
      return known.supervisor;
    }
    // The id now means another file: the old one's chats end with it.
    void known?.supervisor.dispose();
    const outcomes = {
      works: () => faults.works(entry.model),
      refuses: (reason: string) => faults.refuses(entry.model, reason),
      lost: (reason: string) => faults.lost(entry.model, reason),
    };
    const entry: Supervised = { model, supervisor: createSupervisor({ model, launch, workerEntry, outcomes, patience, elapsed }) };
    supervised.set(model.id, entry);
    return entry.supervisor;
  }

  return {
    engine: (model) => ({
      chat(permit, request, signal) {
        requirePermit(permit, request.id, model.id);
        faults.tries(model);
        return chat(supervisorOf(model), request, signal);
      },
    }),
    state: (modelId) => supervised.get(modelId)?.supervisor.state() ?? IDLE,
    fault: (model) => faults.of(model),
    async dispose() {
      await Promise.all([...supervised.values()].map(({ supervisor }) => supervisor.dispose()));
    },
  };
}

/** Turns the supervisor's calls into a stream; a reader that leaves half-way cancels. */
async function* chat(supervisor: Supervisor, request: ChatRequest, signal: CancelSignal): AsyncGenerator<ChatEvent> {
  let job: Omit<ChatJob, 'id'>;
  try {
    job = jobOf(request);
  } catch (error) {
    yield { type: 'error', error: toErrorShape(error) };
    return;
  }
  if (signal.aborted) {
    yield { type: 'finish', reason: 'cancelled', usage: NO_USAGE };
    return;
  }
  const arrived: ChatEvent[] = [];
  let wake: (() => void) | undefined;
  const handle = supervisor.run(job, (event) => {
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
  const {
    id: _,
    dialect: _dialect,
    model: _model,
    tags: _tags,
    wire: _wire,
    priority: _priority,
    keepAliveMs: _keepAlive,
    ...job
  } = request;
  if ((job.choices ?? 1) > MAX_CHOICES) {
    throw new LintelError('bad-request', `A local model gives at most ${MAX_CHOICES} answers at once. Ask for fewer.`, { field: 'n' });
  }
  return job;
}
