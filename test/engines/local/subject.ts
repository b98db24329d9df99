import { fileURLToPath } from 'node:url';
import { createLocalEngine, type LocalEngineParts } from '../../../electron/engines/local/engine.ts';
import { forkWorker } from '../../../electron/engines/local/fork.ts';
import type { LaunchWorker } from '../../../electron/engines/local/launch.ts';
import type { FromWorker } from '../../../electron/engines/local/protocol.ts';
import type { ChatRequest } from '../../../shared/chat/request.ts';
import type { ModelSettings } from '../../../shared/models/settings.ts';
import { BOXED_MODEL } from '../../boxed-model.ts';

const path = (relative: string) => fileURLToPath(new URL(`../../../${relative}`, import.meta.url));

const WORKER_ENTRY = path('electron/engines/local/worker.ts');

export { BOXED_MODEL };

/** A template that never comes to an end for a conversation of more messages than these. */
const MANY = 6;
export const SPINNING_TEMPLATE = `{% if messages | length > ${MANY} %}{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}{% endif %}{% for message in messages %}{{ '<|' + message['role'] + '|>' + message['content'] + '<|end|>' }}{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}`;
/** A conversation that such a template spins on. */
export const SPIN: Pick<ChatRequest, 'messages'> = {
  messages: Array.from({ length: 2 * MANY + 1 }, (_, index) => ({
    role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
    content: [{ type: 'text' as const, text: 'Hello.' }],
  })),
};

/** A local engine on real worker processes, with an ear on what they say. */
export function createSubject(
  modelPath = BOXED_MODEL,
  { settings, ...parts }: Partial<Omit<LocalEngineParts, 'workerEntry'>> & { settings?: ModelSettings } = {},
) {
  const pids: number[] = [];
  const said: FromWorker[] = [];
  const launch: LaunchWorker = (entry) => {
    const worker = (parts.launch ?? forkWorker)(entry);
    if (worker.pid !== undefined) pids.push(worker.pid);
    worker.onMessage((message) => said.push(message));
    return worker;
  };
  const local = createLocalEngine({ ...parts, launch, workerEntry: WORKER_ENTRY });
  const model = { id: 'boxed', name: 'Boxed', path: modelPath, ...(settings === undefined ? {} : { settings }) };
  return { local, model, engine: local.engine(model), targetId: model.id, pids, said, dispose: () => local.dispose() };
}

export type LocalSubject = ReturnType<typeof createSubject>;

/** True while the process exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
