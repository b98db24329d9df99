import type { IncomingMessage } from 'node:http';
import { LintelError } from '../../shared/chat/error.ts';
import { bearerOf } from './bearer.ts';

/** Headers in which clients of one provider or another send their key. */
const HEADERS = ['x-api-key', 'api-key', 'x-goog-api-key'] as const;

/** What a key is called in an address. */
const IN_ADDRESS = /[?&](?:key|api[_-]?key|x-api-key|access[_-]?token|token|authorization)=/i;

/**
 * The keys that a request carries, in headers only. Throws `unauthorised` for one in the address, which ends up in logs and
 * histories on its way.
 */
export function givenKeys(request: IncomingMessage): readonly string[] {
  if (IN_ADDRESS.test(request.url ?? ''))
    throw new LintelError(
      'unauthorised',
      'A key in the address ends up in logs, so Lintel takes none there. Send it as “Authorization: Bearer KEY” or “x-api-key: KEY”.',
    );
  const inHeaders = HEADERS.flatMap((name) => request.headers[name] ?? []);
  return [bearerOf(request) ?? [], inHeaders].flat().filter((key) => key !== '');
}
