import type { IncomingMessage, ServerResponse } from 'node:http';
import { LintelError } from '../../shared/chat/error.ts';

/** Headers of answers that a page may read. */
const EXPOSED = [
  ...['request-id', 'target', 'zone', 'reason', 'skipped', 'count'].map((name) => `x-lintel-${name}`),
  ...['x-request-id', 'request-id', 'retry-after'],
  ...['requests', 'tokens'].flatMap((kind) =>
    ['limit', 'remaining', 'reset'].flatMap((figure) => [`x-ratelimit-${figure}-${kind}`, `anthropic-ratelimit-${kind}-${figure}`]),
  ),
].join(', ');
const METHODS = 'GET, HEAD, POST, DELETE, OPTIONS';
/** Seconds that a browser remembers what a preflight was told. */
const REMEMBERED = '600';
/** A list of header names and nothing else: what is echoed must not be able to say more. */
const HEADER_NAMES = /^[\w!#$%&'*+.^`|~-]+(?: ?, ?[\w!#$%&'*+.^`|~-]+){0,99}$/;

export const notForPages = () =>
  new LintelError(
    'forbidden',
    'Web pages may not use this port unless you name their origin in Settings, Network. Apps on this computer and Lintel’s own window may.',
  );

/**
 * Whether a request comes from a page that the user named; then its answer may be read there.
 * @param allowed origins exactly as browsers send them, such as `app://obsidian.md`
 */
export function allowOrigin({ headers: { origin } }: IncomingMessage, response: ServerResponse, allowed: readonly string[]): boolean {
  response.setHeader('vary', 'Origin');
  if (origin === undefined || origin === 'null' || !allowed.includes(origin)) return false;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', EXPOSED);
  return true;
}

/** Whether it only asks what a page of a named origin may ask; answered with any header that it wants to send. */
export function answerPreflight({ method, headers }: IncomingMessage, response: ServerResponse): boolean {
  if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) return false;
  const wanted = headers['access-control-request-headers'];
  response.setHeader('vary', 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers');
  response.setHeader('access-control-allow-methods', METHODS);
  response.setHeader('access-control-max-age', REMEMBERED);
  if (wanted !== undefined && HEADER_NAMES.test(wanted)) response.setHeader('access-control-allow-headers', wanted);
  if (headers['access-control-request-private-network'] === 'true') response.setHeader('access-control-allow-private-network', 'true');
  response.writeHead(204);
  response.end();
  return true;
}
