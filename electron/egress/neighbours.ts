import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import type { decode } from 'dns-packet';
import type { Departure } from '../../shared/privacy/egress.ts';
import { mayConnect } from './address.ts';
import type { DoorOptions } from './options.ts';
import { createRefuse, notStaying } from './refusal.ts';

/** A computer of the local network that announced a service. */
export interface Neighbour {
  readonly address: string;
  /** Ports of the services that it announced. */
  readonly ports: readonly number[];
}

export interface NeighbourOptions extends Pick<DoorOptions, 'stayOnDevice' | 'record' | 'onRefused'> {
  /** Where all of a network listen; another only in tests. */
  readonly group?: { readonly address: string; readonly port: number };
  /** Addresses of this computer to ask from; those of its networks if absent. */
  readonly from?: readonly string[];
  /** Milliseconds to wait for answers. */
  readonly waitMs?: number;
}

/** Services under which servers of models, and computers that may run one, are announced. */
const SERVICES = ['_http._tcp', '_ollama._tcp', '_openai._tcp', '_lmstudio._tcp', '_workstation._tcp'];
const GROUP = { address: '224.0.0.251', port: 5353 };
const WAIT_MS = 2_500;
const MOST_NETWORKS = 8;
const MOST_ANSWERS = 512;
const MOST_NEIGHBOURS = 32;
const MOST_PORTS = 8;
const MOST_BYTES = 9_000;

/** Asks the local network once, by multicast DNS (RFC 6762, section 5.1), who announces a service. A person's own act, put down before it leaves. */
export function createNeighbours({ stayOnDevice, record, onRefused, group = GROUP, from, waitMs = WAIT_MS }: NeighbourOptions) {
  const refuse = createRefuse(onRefused, record);
  const host = `${group.address}:${group.port}`;

  return async function neighbours(): Promise<readonly Neighbour[]> {
    // Loaded when somebody asks: nearly nobody does.
    const dns = await import('dns-packet');
    const query = dns.encode({
      type: 'query',
      id: 0,
      questions: SERVICES.map((name) => ({ name: `${name}.local`, type: 'PTR' as const })),
    });
    const departure: Departure = {
      kind: 'server-search',
      host,
      zone: 'lan',
      masked: false,
      findings: {},
      sha256: createHash('sha256').update(query).digest('hex'),
    };
    if (stayOnDevice()) refuse(notStaying(host), departure);
    const row = record.opened(departure, query);
    const found = new Map<string, Set<number>>();
    let bytesIn = 0;
    let answers = 0;

    const listen = (message: Buffer, { address }: { address: string }) => {
      if (++answers > MOST_ANSWERS || message.length > MOST_BYTES) return;
      if (!mayConnect('network', address) && !mayConnect('loopback', address)) return;
      const announced = portsIn(message, dns.decode);
      if (announced === undefined || (found.size >= MOST_NEIGHBOURS && !found.has(address))) return;
      bytesIn += message.length;
      const ports = found.get(address) ?? new Set();
      for (const port of announced) if (ports.size < MOST_PORTS) ports.add(port);
      found.set(address, ports);
    };
    const asking = (from ?? ownAddresses()).slice(0, MOST_NETWORKS).map((address) => askFrom(address, query, group, listen, waitMs));
    const bytesOut = (await Promise.all(asking)).reduce((sum, bytes) => sum + bytes, 0);
    row.ended({ outcome: bytesOut > 0 ? 'sent' : 'failed', bytesOut, bytesIn });
    return [...found].map(([address, ports]) => ({ address, ports: [...ports] }));
  };
}

const ownAddresses = () =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);

/** Sends the query into one network, and waits. Answers with the bytes that left; never rejects. */
function askFrom(
  address: string,
  query: Buffer,
  group: { readonly address: string; readonly port: number },
  listen: (message: Buffer, from: { address: string }) => void,
  waitMs: number,
): Promise<number> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    let bytes = 0;
    const end = () => {
      clearTimeout(timer);
      socket.removeAllListeners().on('error', () => {});
      socket.close();
      resolve(bytes);
    };
    const timer = setTimeout(end, waitMs);
    socket.once('error', end).on('message', listen);
    socket.bind({ address, port: 0 }, () => {
      try {
        socket.setMulticastInterface(address);
        socket.setMulticastTTL(255);
      } catch {
        // A network without multicast has nobody to ask.
      }
      socket.send(query, group.port, group.address, (error) => {
        if (error !== null) end();
        else bytes = query.length;
      });
    });
  });
}

/** Ports of the services that an answer announces; undefined where it is no answer. */
function portsIn(message: Buffer, read: typeof decode): readonly number[] | undefined {
  try {
    const { type, answers = [], additionals = [] } = read(message);
    if (type !== 'response') return undefined;
    return [...answers, ...additionals].flatMap((answer) => (answer.type === 'SRV' ? [answer.data.port] : []));
  } catch {
    return undefined;
  }
}
