import { LintelError, toErrorShape } from '../../../shared/chat/error.ts';
import type { ChatEvent } from '../../../shared/chat/event.ts';
import type { ChatMessage, ChatRequest } from '../../../shared/chat/request.ts';
import { textOf } from '../../../shared/chat/request.ts';
import type { CancelSignal } from '../../../shared/chat/signal.ts';
import { requirePermit } from '../../../shared/routing/permit.ts';
import type { Clock, Engine } from '../../../shared/routing/ports.ts';
import type { LaunchWorker } from './launch.ts';
import type { ChatJob, Turn } from './protocol.ts';
import { createSupervisor, type Supervisor, type WorkerState } from './supervisor.ts';

/** A model file that this engine can run. */
export interface LocalEngineModel {
  readonly id: string;
  /** What a person reads. */
  readonly name: string;
  readonly path: string;
}

export interface LocalEngine {
  /** The engine of one model. Its worker starts with the first chat. */
  engine(model: LocalEngineModel): Engine;
  /** Live state of a model, without I/O. */
  state(modelId: string): WorkerState;
  /** Ends all workers. */
  dispose(): Promise<void>;
}

export interface LocalEngineParts {
  readonly launch: LaunchWorker;
  /** Path of the worker's program. */
  readonly workerEntry: string;
  readonly clock?: Pick<Clock, 'elapsed'>;
}

const IDLE: WorkerState = { loaded: false, inFlight: 0 };

/** Runs GGUF models on this device, each in its own process. */
export function createLocalEngine({ launch, workerEntry, clock }: LocalEngineParts): LocalEngine {
  const supervisors = new Map<string, { readonly path: string; readonly supervisor: Supervisor }>();
  const elapsed = () => clock?.elapsed() ?? performance.now();

  function supervisorOf(model: LocalEngineModel): Supervisor {
    const known = supervisors.get(model.id);
    if (known?.path === model.path) return known.supervisor;
    // The id now means another file: the old one's chats end with it.
    void known?.supervisor.dispose();
    const supervisor = createSupervisor({ model, launch, workerEntry, elapsed });
    supervisors.set(model.id, { path: model.path, supervisor });
    return supervisor;
  }

  return {
    engine: (model) => ({
      chat(permit, request, signal) {
        requirePermit(permit, request.id, model.id);
        return chat(supervisorOf(model), request, signal);
      },
    }),
    state: (modelId) => supervisors.get(modelId)?.supervisor.state() ?? IDLE,
    async dispose() {
      await Promise.all([...supervisors.values()].map(({ supervisor }) => supervisor.dispose()));
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
  const arrived: ChatEvent[] = [];
  let wake: (() => void) | undefined;
  const handle = supervisor.run(job, (event) => {
    arrived.push(event);
    wake?.();
  });
  const cancel = () => handle.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
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

function jobOf(request: ChatRequest): Omit<ChatJob, 'id'> {
  const { sampling, stop, maxOutputTokens } = request;
  const job = { turns: request.messages.map(turnOf), sampling, stop };
  return maxOutputTokens === undefined ? job : { ...job, maxOutputTokens };
}

/** Throws `bad-request` for what this engine's targets do not claim to be able to do. */
function turnOf(message: ChatMessage): Turn {
  const { role } = message;
  if (role === 'tool' || message.content.some((part) => part.type !== 'text')) {
    throw new LintelError(
      'bad-request',
      'Local models read text only so far: no images and no tool calls. Send text, or choose another model.',
      {
        field: 'messages',
      },
    );
  }
  return { role, text: textOf(message) };
}
