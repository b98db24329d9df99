import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import { buildConnector } from 'undici';
import { bareHost, mayConnect, type Reach } from './address.ts';

/** Stand-ins for the network, which only tests give. */
export interface Network {
  /** Every address of a name. */
  readonly lookup?: (
    hostname: string,
    options: LookupOptions & { all: true },
    done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
  ) => void;
  readonly mayConnect?: typeof mayConnect;
  /** A certificate authority to trust beside the usual ones. */
  readonly ca?: string;
}

export interface ConnectorOptions {
  readonly reach: Reach;
  readonly connectMs: number;
  readonly network: Network;
  /** Whether connections may be opened now. Looked at again once a name is resolved. */
  isOpen(): boolean;
}

/** Opens connections to permitted addresses, and can end them all at once. */
export interface Connector {
  readonly connect: buildConnector.connector;
  /** Ends every connection so that not even what the system has taken over for sending still leaves. */
  reset(): void;
}

const failure = (code: string) => Object.assign(new Error(code), { code });

/**
 * Connects over verified TLS or plain TCP, only to addresses that `reach` permits. A name's addresses must all
 * be permitted, and the connection goes to the very addresses that were looked at, so a name that answers
 * differently the second time gains nothing.
 */
export function createConnector({ reach, connectMs, network, isOpen }: ConnectorOptions): Connector {
  const permits = network.mayConnect ?? mayConnect;
  const sockets = new Set<Socket>();

  const judgedLookup: LookupFunction = (hostname, options, done) => {
    (network.lookup ?? lookup)(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 0);
      const [first] = addresses;
      if (!isOpen()) return done(failure('ESHUT'), '', 0);
      if (first === undefined || !addresses.every(({ address }) => permits(reach, address))) return done(failure('EADDRESS'), '', 0);
      return options.all ? done(null, addresses) : done(null, first.address, first.family);
    });
  };
  // The TCP connection is made here, also below TLS, so that there is something to reset.
  const secure = buildConnector({
    timeout: connectMs,
    rejectUnauthorized: true,
    ...(network.ca === undefined ? {} : { ca: network.ca }),
  });

  return {
    connect(target, done) {
      const hostname = bareHost(target.hostname);
      if (!isOpen()) return done(failure('ESHUT'), null);
      // An address is never looked up, so it is judged here.
      if (isIP(hostname) !== 0 && !permits(reach, hostname)) return done(failure('EADDRESS'), null);
      const port = Number(target.port) || (target.protocol === 'https:' ? 443 : 80);
      const socket = connect({ host: hostname, port, lookup: judgedLookup, noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 });
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      if (target.protocol === 'https:') return secure({ ...target, httpSocket: socket }, done);
      const timer = setTimeout(() => socket.destroy(failure('UND_ERR_CONNECT_TIMEOUT')), connectMs);
      const settle = (error: Error | null) => {
        clearTimeout(timer);
        socket.off('connect', onConnect).off('error', settle);
        if (error === null) done(null, socket);
        else done(error, null);
      };
      const onConnect = () => settle(null);
      return void socket.once('connect', onConnect).once('error', settle);
    },
    reset() {
      for (const socket of sockets) {
        if (socket.connecting) socket.destroy(failure('ESHUT'));
        else socket.resetAndDestroy();
      }
    },
  };
}
