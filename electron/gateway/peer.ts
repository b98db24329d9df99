import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';

/** What Linux knows of TCP sockets over IPv4, one a line. */
const TABLE = '/proc/net/tcp';
const LOCAL = 1;
const REMOTE = 2;
const UID = 7;

/** An address as the table writes it: the bytes of 127.0.0.1 from the last to the first, and the port. */
const written = (port: number) => `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;

/**
 * The user at the other end of a connection within this computer; undefined where the system does not say. A user's own
 * programs can read what Lintel keeps anyway; other users' cannot, and must not come in by the port instead.
 */
async function userOf({ localPort, remotePort }: Socket): Promise<number | undefined> {
  if (process.platform !== 'linux' || localPort === undefined || remotePort === undefined) return undefined;
  const table = await readFile(TABLE, 'latin1').catch(() => '');
  for (const line of table.split('\n')) {
    const cells = line.trim().split(/\s+/);
    if (cells[LOCAL] === written(remotePort) && cells[REMOTE] === written(localPort)) return Number(cells[UID]);
  }
  return undefined;
}

/** Whether a connection is another user's, as far as the system says; the administrator's is nobody else's. */
export async function isAnotherUsers(socket: Socket): Promise<boolean> {
  const uid = await userOf(socket);
  return uid !== undefined && uid !== 0 && uid !== process.getuid?.();
}
