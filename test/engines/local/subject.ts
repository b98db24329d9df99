import { fileURLToPath } from 'node:url';
import { createLocalEngine } from '../../../electron/engines/local/engine.ts';
import { forkWorker } from '../../../electron/engines/local/fork.ts';
import type { LaunchWorker } from '../../../electron/engines/local/launch.ts';
import type { FromWorker } from '../../../electron/engines/local/protocol.ts';

const path = (relative: string) => fileURLToPath(new URL(`../../../${relative}`, import.meta.url));

const WORKER_ENTRY = path('electron/engines/local/worker.ts');
export const BOXED_MODEL = path('resources/models/lintel-starter.gguf');

/** A local engine on real worker processes, with an ear on what they say. */
export function createSubject(modelPath = BOXED_MODEL) {
  const pids: number[] = [];
  const said: FromWorker[] = [];
  const launch: LaunchWorker = (entry) => {
    const worker = forkWorker(entry);
    if (worker.pid !== undefined) pids.push(worker.pid);
    worker.onMessage((message) => said.push(message));
    return worker;
  };
  const local = createLocalEngine({ launch, workerEntry: WORKER_ENTRY });
  const model = { id: 'boxed', name: 'Boxed', path: modelPath };
  return { local, engine: local.engine(model), targetId: model.id, pids, said, dispose: () => local.dispose() };
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
