import { LintelError } from '../../../../shared/chat/error.ts';
import { say } from '../../../../shared/chat/said.ts';
import type { CancelSignal } from '../../../../shared/chat/signal.ts';
import type { Permit } from '../../../../shared/routing/permit.ts';
import { readWhole } from './answer.ts';
import type { Fields } from './fields.ts';
import type { Sender } from './sender.ts';

/** Asks for something that comes whole. Rejects with the refusal as an error of ours, and with `cancelled`. */
export async function ask(
  sender: Sender,
  permit: Permit,
  path: string,
  prompt: string,
  body: object,
  signal: CancelSignal,
): Promise<Fields> {
  const left = new AbortController();
  const leave = () => left.abort(new LintelError('cancelled', say`It was cancelled.`));
  if (signal.aborted) leave();
  signal.addEventListener('abort', leave, { once: true });
  try {
    const text = JSON.stringify(body);
    const { answer, failing } = await sender.post(
      permit,
      path,
      () => prompt,
      left.signal,
      () => text,
    );
    return await readWhole(answer, failing);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
