import type { Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** The connections of one entrance. */
export interface Sockets {
  /** Whether an answer has begun on it and not ended: nothing else may be written there then. */
  isAnswering(socket: Duplex): boolean;
}

/**
 * Keeps the connections of a server within a number. Beyond it the oldest without a request goes, so that connections which
 * say nothing, or say it very slowly, keep nobody out; where all are at work, the new one does.
 * @param event what the server calls a connection that can carry requests
 */
export function boundSockets(server: Server, event: 'connection' | 'secureConnection', most: number): Sockets {
  /** In the order they came. */
  const idle = new Set<Duplex>();
  const busy = new Map<Duplex, Set<ServerResponse>>();
  server.on(event, (socket: Duplex) => {
    if (idle.size + busy.size >= most) {
      const [oldest = socket] = idle;
      oldest.destroy();
      idle.delete(oldest);
      if (oldest === socket) return;
    }
    idle.add(socket);
    socket.once('close', () => {
      idle.delete(socket);
      busy.delete(socket);
    });
  });
  server.on('request', ({ socket }, response) => {
    idle.delete(socket);
    const responses = busy.get(socket) ?? new Set();
    busy.set(socket, responses.add(response));
    response.once('close', () => {
      responses.delete(response);
      if (responses.size > 0) return;
      busy.delete(socket);
      if (!socket.destroyed) idle.add(socket);
    });
  });
  return { isAnswering: (socket) => [...(busy.get(socket) ?? [])].some(({ headersSent }) => headersSent) };
}
