import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { LintelError } from '../../shared/chat/error.ts';
import { boundSockets } from './sockets.ts';
import { refuseUnreadable } from './unreadable.ts';

/** A certificate and its private key, in PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Connections at an entrance. */
const MOST_SOCKETS = 1_024;

/** Times in milliseconds, sizes in bytes. Whoever is slower is answered 408, so that a slow caller holds a place for no longer. */
const LIMITS = {
  maxHeaderSize: 32 * 1024,
  headersTimeout: 20_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 60_000,
  connectionsCheckingInterval: 5_000,
  // A request is what both sides read the same way, or none.
  insecureHTTPParser: false,
  requireHostHeader: true,
};
const HANDSHAKE_MS = 10_000;

/** An entrance that is not open yet. */
export function createEntrance(serve: RequestListener, certificate?: Certificate): Server {
  const server =
    certificate === undefined
      ? createServer(LIMITS, serve)
      : createSecureServer({ ...LIMITS, ...certificate, minVersion: 'TLSv1.2', handshakeTimeout: HANDSHAKE_MS }, serve);
  // Sockets that never come as far as a request are not counted where they are encrypted.
  server.maxConnections = 2 * MOST_SOCKETS;
  const sockets = boundSockets(server, certificate === undefined ? 'connection' : 'secureConnection', MOST_SOCKETS);
  server.on('clientError', (error, socket) => (sockets.isAnswering(socket) ? void socket.destroy() : refuseUnreadable(error, socket)));
  return server;
}

/** Opens an entrance. Rejects with what the system says. */
export async function listen(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host);
  await once(server, 'listening');
}

/** Opens it on loopback, at `port` or one of the next. @param attempts how many to try */
export async function listenOnFree(server: Server, port: number, attempts: number): Promise<void> {
  const last = Math.min(65_535, port + attempts - 1);
  for (let next = port; ; next++) {
    try {
      return await listen(server, next, '127.0.0.1');
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken)
        throw new LintelError('internal', `Port ${next} cannot be opened: ${String(error)}. Choose another with --port.`, { cause: error });
      if (next >= last)
        throw new LintelError('internal', `Ports ${port} to ${last} are all taken. Choose another with --port.`, { cause: error });
    }
  }
}

/** Closes an entrance and every connection through it. */
export async function closeEntrance(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
