import type { IncomingMessage } from 'node:http';
import { LintelError } from '../../shared/chat/error.ts';
import { notForPages } from './origin.ts';

/** A way into the port: from this computer, or from others at one of its addresses. */
export interface Entrance {
  /** Only programs on this computer come in here; the window, its API and the metrics are served nowhere else. */
  readonly isLocal: boolean;
  readonly scheme: 'http' | 'https';
  /** Whether a host's name, in lower case and without its port, means this entrance. */
  isOwnName(name: string): boolean;
}

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

export const LOOPBACK: Entrance = { isLocal: true, scheme: 'http', isOwnName: (name) => LOOPBACK_NAMES.has(name) };

/** The host name of a `Host` header or an origin's authority, without its port. */
function nameOf(authority: string): string {
  return authority.replace(/:\d{1,5}$/, '').toLowerCase();
}

/** Refuses a `Host` that does not mean this entrance: a web page would have caused it, by DNS rebinding. Throws `forbidden`. */
export function requireOwnHost({ headers: { host = '' } }: IncomingMessage, { isLocal, isOwnName }: Entrance): void {
  if (isOwnName(nameOf(host))) return;
  const use = isLocal
    ? 'use http://127.0.0.1 or http://localhost as the host'
    : 'use its address as the host, or add the name that you use in Settings, Network';
  throw new LintelError('forbidden', `Lintel answers only to names of this computer: ${use}.`);
}

/** Refuses what a web page caused that nobody named: an `Origin` that is not this very port. Programs send none. Throws `forbidden`. */
export function requireNoPage(request: IncomingMessage, { isLocal, scheme }: Entrance): void {
  const { origin, host } = request.headers;
  if (origin !== undefined && !(isLocal && origin === `${scheme}://${host}`)) throw notForPages();
  const isNavigation = isLocal && request.headers['sec-fetch-mode'] === 'navigate' && request.method === 'GET';
  if (!isNavigation) requireOwnWindow(request);
}

/**
 * Refuses what a page of another origin causes, by a link to it as well: a page of another port on this computer counts
 * as the same site, so its visits carry the session's cookie. Throws `forbidden`.
 */
export function requireOwnWindow(request: IncomingMessage): void {
  const site = request.headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') throw notForPages();
}
