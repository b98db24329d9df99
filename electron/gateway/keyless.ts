import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { PortSettings } from '../../shared/api/settings.ts';
import type { App } from './app.ts';
import { isAnotherUsers } from './peer.ts';

/** What counts as one app: all that come without a key. */
export const KEYLESS = { id: 'keyless', name: 'Apps without a key' } as const;

/** Lintel's own keys begin so. One that is not live is refused, and not taken for none. */
const isOwnKey = (key: string) => key.startsWith('lintel-');

/** Whose connection it is, so that the system is asked once for each. */
const anothers = new WeakMap<Socket, Promise<boolean>>();

/**
 * The app that a request without a key of Lintel's belongs to, where the user lets such in. Only programs of the same user
 * on this computer are; many clients send a made-up key where none is needed.
 */
export async function keylessApp(
  { socket }: IncomingMessage,
  keys: readonly string[],
  { keylessApps }: PortSettings,
): Promise<App | undefined> {
  if (keylessApps === undefined || keys.some(isOwnKey)) return undefined;
  const another = anothers.get(socket) ?? isAnotherUsers(socket);
  anothers.set(socket, another);
  return (await another) ? undefined : { ...KEYLESS, ...keylessApps };
}
