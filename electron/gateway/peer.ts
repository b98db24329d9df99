import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';

/** What Linux knows of TCP sockets over IPv4, one a line. */
const TABLE = '/proc/net/tcp';
const LOCAL = 1;
const REMOTE = 2;
const UID = 7;

const hex = (number: number, digits: number) => number.toString(16).toUpperCase().padStart(digits, '0');

/** An IPv4 address as the table writes it: its bytes from the last to the first, and the port. */
const written = (address: string, port: number) =>
  `${address
    .split('.')
    .map((byte) => hex(Number(byte), 2))
    .toReversed()
    .join('')}:${hex(port, 4)}`;

/**
 * The user at the other end of a connection within this computer; undefined where the system does not say. A user's own
 * programs can read what Lintel keeps anyway; other users' cannot, and must not come in by the port instead.
 */
async function userOf({ localAddress, localPort, remoteAddress, remotePort }: Socket): Promise<number | undefined> {
  if (process.platform !== 'linux' || localPort === undefined || remotePort === undefined) return undefined;
  // A caller may come from any address of 127.0.0.0/8.
  const there = written(remoteAddress ?? '', remotePort);
  const here = written(localAddress ?? '', localPort);
  const table = await readFile(TABLE, 'latin1').catch(() => '');
  for (const line of table.split('\n')) {
    const cells = line.trim().split(/\s+/);
    if (cells[LOCAL] === there && cells[REMOTE] === here) return Number(cells[UID]);
  }
  return undefined;
}

/** Whether a connection is another user's, as far as the system says; the administrator's is nobody else's. */
export async function isAnotherUsers(socket: Socket): Promise<boolean> {
  const uid = await userOf(socket);
  return uid !== undefined && uid !== 0 && uid !== process.getuid?.();
}
