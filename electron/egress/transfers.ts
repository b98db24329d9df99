import type { Dispatcher } from 'undici';
import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { Zone } from '../../shared/privacy/zones.ts';
import type { Reach } from './address.ts';
import type { Connections } from './agents.ts';
import type { Network } from './connector.ts';
import { type Answer, type End, Exchange, type Outgoing } from './exchange.ts';

export interface Limits {
  readonly connectMs?: number;
  readonly headersMs?: number;
  readonly bodyIdleMs?: number;
}

export interface TransferOptions {
  proxy(): string | undefined;
  /** Whether nothing may leave this computer now. */
  stayOnDevice(): boolean;
  readonly limits: Limits;
  readonly network: Network;
}

/** How an exchange leaves. */
export interface Way {
  readonly reach: Reach;
  /** Where it ends: what stays in zone `device` leaves nothing, whatever it reaches. */
  readonly zone: Zone;
  /** Connections are shared only by what has the same one. */
  readonly key: string;
}

/** What runs through the door now, and the connections it runs on. */
export interface Transfers {
  /** To be awaited before `begin`, so that nothing can change between the last check and the first byte. */
  ready(): Promise<void>;
  /** Begins at once. */
  begin(way: Way, url: URL, outgoing: Asked, signal: AbortSignal | undefined, onEnd: (end: End) => void): Promise<Answer>;
  /** Ends all that leaves this computer: no further byte of it goes out. */
  cut(reason: Error): void;
  close(): void;
}

export type Asked = Pick<Outgoing, 'method' | 'headers' | 'body' | 'onPiece'>;

const CONNECT_MS = 15_000;
/** How long a server may think: a prompt's answer begins when all of it was read. */
const HEADERS_MS = { GET: 30_000, other: 300_000 };
const BODY_IDLE_MS = { GET: 60_000, other: 300_000 };

export function createTransfers({ proxy, stayOnDevice, limits, network }: TransferOptions): Transfers {
  const open = new Map<string, { readonly zone: Zone; readonly connections: Connections }>();
  const running = new Map<Exchange, Zone>();
  // Loaded when somebody first goes out: most runs of a command never do.
  let agents: typeof import('./agents.ts') | undefined;

  function dispatcherFor({ reach, zone, key }: Way): Dispatcher {
    const setting = proxy();
    const name = `${reach} ${zone} ${key} ${setting ?? ''}`;
    const known = open.get(name);
    if (known !== undefined) return known.connections.dispatcher;
    if (agents === undefined) throw new Error('The door was used before it was ready.');
    const isOpen = () => zone === 'device' || !stayOnDevice();
    const options = { reach, connectMs: limits.connectMs ?? CONNECT_MS, network, isOpen };
    const connections = agents.openConnections(setting, options);
    open.set(name, { zone, connections });
    return connections.dispatcher;
  }

  function end(reason: Error, isMeant: (zone: Zone) => boolean): void {
    // Told first, so that nobody takes it for a failure. The connections are reset and not ended in good order, which
    // would let the system still send what it took over.
    for (const [exchange, zone] of running) if (isMeant(zone)) exchange.giveUp('cut', reason);
    for (const [name, { zone, connections }] of open) {
      if (!isMeant(zone)) continue;
      open.delete(name);
      connections.cut(reason);
    }
  }

  return {
    async ready() {
      agents ??= await import('./agents.ts');
    },
    begin(way, url, outgoing, signal, onEnd) {
      const kind = outgoing.method === 'GET' ? 'GET' : 'other';
      const waits = { headersMs: limits.headersMs ?? HEADERS_MS[kind], bodyIdleMs: limits.bodyIdleMs ?? BODY_IDLE_MS[kind] };
      let dispatcher: Dispatcher;
      try {
        dispatcher = dispatcherFor(way);
      } catch (cause) {
        const error = new LintelError(
          'bad-request',
          say`The address of your proxy is none. Correct it in the settings or in HTTPS_PROXY.`,
          {
            cause,
          },
        );
        onEnd({ outcome: 'failed', reason: error.message, bytesOut: 0, bytesIn: 0 });
        return Promise.reject(error);
      }
      const exchange = new Exchange(url, { ...outgoing, ...waits }, (ending) => {
        running.delete(exchange);
        onEnd(ending);
      });
      running.set(exchange, way.zone);
      return exchange.start(dispatcher, signal);
    },
    cut: (reason) => end(reason, (zone) => zone !== 'device'),
    close: () => end(new LintelError('cancelled', say`Lintel ended.`), () => true),
  };
}
