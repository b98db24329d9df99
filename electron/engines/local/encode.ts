import type { Embeddings, Ranking } from '../../../shared/chat/embed.ts';
import { fromErrorShape, LintelError } from '../../../shared/chat/error.ts';
import { say } from '../../../shared/chat/said.ts';
import type { CancelSignal } from '../../../shared/chat/signal.ts';
import type { WithoutId } from './pending.ts';
import type { EncodeJob } from './protocol.ts';
import type { Handle, Supervisor } from './supervisor.ts';

/** Has texts read by a model. Rejects with a LintelError, with `cancelled` when the signal ends it. */
export function embed(supervisor: Supervisor, job: WithoutId<EncodeJob>, signal: CancelSignal): Promise<Embeddings> {
  return encode(supervisor, job, signal).then((result) => ('vectors' in result ? result : unexpected()));
}

export function rerank(supervisor: Supervisor, job: WithoutId<EncodeJob>, signal: CancelSignal): Promise<Ranking> {
  return encode(supervisor, job, signal).then((result) => ('scores' in result ? result : unexpected()));
}

function encode(supervisor: Supervisor, job: WithoutId<EncodeJob>, signal: CancelSignal): Promise<Embeddings | Ranking> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new LintelError('cancelled', say`The request was cancelled.`));
    let handle: Handle | undefined;
    const cancel = () => handle?.cancel();
    handle = supervisor.run(job, (event) => {
      if (event.type === 'encoded') resolve(event.result);
      else if (event.type === 'error') reject(fromErrorShape(event.error));
      else if (event.type === 'finish') reject(new LintelError('cancelled', say`The request was cancelled.`));
      else return;
      signal.removeEventListener('abort', cancel);
    });
    signal.addEventListener('abort', cancel, { once: true });
  });
}

function unexpected(): never {
  throw new LintelError('internal', say`The model answered something else than it was asked for.`);
}
