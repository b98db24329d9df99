import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import { mayConnect } from '../../electron/egress/address.ts';
import type { Network } from '../../electron/egress/connector.ts';
import type { DoorOptions } from '../../electron/egress/options.ts';
import type { Place } from '../../electron/egress/place.ts';
import type { Zone } from '../../shared/privacy/zones.ts';
import { issuePermit, type Permit } from '../../shared/routing/permit.ts';
import type { Plan } from '../../shared/routing/plan.ts';
import { doorForTests } from '../fakes/door.ts';
import { CERTIFICATE, KEY } from './certificate.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A server on this computer; answers with its port. */
export async function listen(answer: RequestListener, secure: boolean): Promise<number> {
  const server = secure ? createSecureServer({ cert: CERTIFICATE, key: KEY }, answer) : createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

/** A server of bare connections; answers with its port. */
export async function listenBare(onSocket: (socket: Socket) => void): Promise<number> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {});
    closing.push(() => socket.destroy());
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** Every name leads here, and here counts as the internet and as the local network; all else is judged as ever. */
export const HERE: Network = {
  ca: CERTIFICATE,
  lookup: (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
  mayConnect: (reach, address) => address === '127.0.0.1' || mayConnect(reach, address),
};

/** The real door with these places behind it. */
export function door(places: Readonly<Record<string, Place>>, options: Partial<DoorOptions> = {}) {
  const opened = doorForTests({ placeOf: (id) => places[id], network: HERE, ...options });
  closing.push(() => opened.close());
  return opened;
}

/** A genuine permit for a target in a zone. */
export function permitFor(targetId: string, zone: Zone, extra: Partial<Plan> & { masked?: boolean } = {}): Permit {
  const { masked = false, ...rest } = extra;
  const candidate = { targetId, name: targetId, zone };
  const plan: Plan = {
    requestId: 'request-1',
    policyVersion: 1,
    ceiling: { zone, because: [] },
    permitted: [candidate],
    refused: [],
    sentence: '',
    ...rest,
  } as Plan;
  return issuePermit(plan, candidate, masked);
}

export async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const bytes of body) pieces.push(bytes);
  return Buffer.concat(pieces).toString();
}

/** How a promise ended, in words. */
export const asFar = async (promise: Promise<unknown>) =>
  promise.then(
    () => 'passed',
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  );
