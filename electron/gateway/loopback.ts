import type { IncomingMessage } from 'node:http';
import { LintelError } from '../../shared/chat/error.ts';

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The host name of a `Host` header or an origin's authority, without its port. */
function nameOf(authority: string): string {
  return authority.replace(/:\d{1,5}$/, '').toLowerCase();
}

/**
 * Refuses requests that a web page could have caused: a `Host` that is not this machine (DNS
 * rebinding) and an `Origin` that is not this very port. Programs send no `Origin`.
 * Throws `forbidden`.
 */
export function requireLoopback(request: IncomingMessage): void {
  const host = request.headers.host ?? '';
  if (!LOOPBACK_NAMES.has(nameOf(host))) {
    throw new LintelError('forbidden', 'Lintel answers only to this computer: use http://127.0.0.1 or http://localhost as the host.');
  }
  const { origin } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`) {
    throw new LintelError('forbidden', 'Web pages may not use this port. Only apps on this computer and Lintel’s own window may.');
  }
  const isNavigation = request.headers['sec-fetch-mode'] === 'navigate' && request.method === 'GET';
  if (!isNavigation) requireOwnWindow(request);
}

/**
 * Refuses what a page of another origin causes, by a link to it as well: a page of another port on this computer counts
 * as the same site, so its visits carry the session's cookie. Throws `forbidden`.
 */
export function requireOwnWindow(request: IncomingMessage): void {
  const site = request.headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') {
    throw new LintelError('forbidden', 'Web pages may not use this port. Only apps on this computer and Lintel’s own window may.');
  }
}
