import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { bearerOf } from './bearer.ts';

const COOKIE = 'lintel-session';

/**
 * Who may use the window's API over HTTP: a browser on this computer that opened the window's page,
 * and programs of the same user that can read the instance token.
 */
export interface Session {
  /** The cookie to set when the window's page is opened. Browsers send it to every port of a host, so its name holds this one's. */
  setCookie(port: number): string;
  allows(request: IncomingMessage): boolean;
}

/** A session that lives as long as this process. @param instanceToken from the instance card */
export function createSession(instanceToken: string): Session {
  const secret = randomBytes(32).toString('base64url');
  return {
    setCookie: (port) => `${COOKIE}-${port}=${secret}; Path=/; HttpOnly; SameSite=Strict`,
    allows: (request) =>
      isSame(cookieOf(request, `${COOKIE}-${request.socket.localPort}`), secret) || isSame(bearerOf(request), instanceToken),
  };
}

function cookieOf(request: IncomingMessage, cookie: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === cookie) return value;
  }
  return undefined;
}

function isSame(given: string | undefined, expected: string): boolean {
  if (given === undefined) return false;
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
