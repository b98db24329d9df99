import { LintelError } from '../../../shared/chat/error.ts';
import { say } from '../../../shared/chat/said.ts';

/** An answer from a server, its body still to come. */
export interface OutsideAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: AsyncIterable<Uint8Array>;
  close(): void;
}

/** The way out, as this room needs it: the errand for an address is made where the rooms meet. */
export interface Outside {
  get(
    purpose: 'model-download' | 'hub-search' | 'model-header',
    url: string,
    options: { readonly headers?: Readonly<Record<string, string>>; readonly signal?: AbortSignal },
  ): Promise<OutsideAnswer>;
}

/** What an answer that is no success means for a person. `what` is the thing asked for. */
export function refusalOf(status: number, what: string): LintelError {
  if (status === 401 || status === 403)
    return new LintelError(
      'forbidden',
      say`The server does not give out ${what} (${status}). If its page asks you to accept terms, accept them there, then add your Hugging Face token to Lintel.`,
    );
  if (status === 404 || status === 410) return new LintelError('not-found', say`There is no ${what}. Check the name.`);
  if (status === 429 || status >= 500)
    return new LintelError('overloaded', say`The server that has ${what} is busy or broken (${status}). Try again later.`);
  return new LintelError('not-found', say`The server answered ${status} for ${what}. Check the address.`);
}
