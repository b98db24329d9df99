import { LintelError } from '../../../../shared/chat/error.ts';
import { say } from '../../../../shared/chat/said.ts';
import type { CancelSignal } from '../../../../shared/chat/signal.ts';
import type { RemoteModel } from '../../../../shared/providers/engine.ts';
import type { Permit } from '../../../../shared/routing/permit.ts';
import type { createKeyRing } from '../openai/keys.ts';
import type { Dialect, Fetch, Opening } from './dialect.ts';
import { dialectOf } from './dialects.ts';
import { fetchThrough, type Parts } from './door-fetch.ts';
import { asFailure, type Failing } from './failure.ts';
import { checkKey } from './key-shape.ts';

/** Asks for something that comes whole. Rejects with a LintelError, `cancelled` among them. */
export type AskWhole = <Result>(
  permit: Permit,
  signal: CancelSignal,
  prompt: string,
  work: (dialect: Dialect, opening: Opening, abortSignal: AbortSignal) => Promise<Result>,
) => Promise<Result>;

/** One key after the other, until one is taken. */
export function createWhole(remote: RemoteModel, { door, clock }: Parts, ring: ReturnType<typeof createKeyRing>): AskWhole {
  return async (permit, signal, prompt, work) => {
    const left = new AbortController();
    const leave = () => left.abort(new LintelError('cancelled', say`It was cancelled.`));
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    try {
      const keys = ring.order();
      for (const [index, key] of keys.entries()) {
        const secret = key?.secret ?? '';
        const failing: Failing = { remote, secret, prompt: () => prompt };
        let hasLeft = false;
        const sending = fetchThrough({ door, clock, permit, remote, answers: 'application/json', failing, signal: left.signal });
        const fetch: Fetch = (input, init) => {
          hasLeft = true;
          return sending(input, init);
        };
        try {
          left.signal.throwIfAborted();
          checkKey(remote, secret);
          const result = await work(dialectOf(remote), { remote, secret, fetch, clock }, left.signal);
          ring.worked(key);
          return result;
        } catch (error) {
          left.signal.throwIfAborted();
          const failure = asFailure(error, failing, hasLeft);
          if (!ring.failed(key, failure.code, failure.retryAfterMs) || index === keys.length - 1) throw failure;
        }
      }
      throw new LintelError('internal', say`There was no key to ask with.`);
    } finally {
      signal.removeEventListener('abort', leave);
    }
  };
}
