import { LintelError } from '../../../shared/chat/error.ts';
import type { CancelSignal } from '../../../shared/chat/signal.ts';
import type { WithoutId } from './pending.ts';
import type { ChatJob } from './protocol.ts';
import type { Handle, Supervisor } from './supervisor.ts';

/** Tokens of a chat's prompt, by the model's own template and tokenizer. Rejects with a LintelError, with `cancelled` when the signal ends it. */
export function count(supervisor: Supervisor, job: WithoutId<ChatJob>, signal: CancelSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const cancelled = () => reject(new LintelError('cancelled', 'The request was cancelled.'));
    if (signal.aborted) return cancelled();
    let handle: Handle | undefined;
    const cancel = () => handle?.cancel();
    handle = supervisor.run({ ...job, isCounted: true }, (event) => {
      if (event.type === 'error') reject(new LintelError(event.error.code, event.error.message));
      else if (event.type !== 'finish') return;
      else if (event.reason === 'cancelled') cancelled();
      else resolve(event.usage.inputTokens);
      signal.removeEventListener('abort', cancel);
    });
    signal.addEventListener('abort', cancel, { once: true });
  });
}
