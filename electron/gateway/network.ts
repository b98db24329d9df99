import type { RequestListener, Server } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';
import { english } from '../../shared/chat/english.ts';
import { isLintelError, LintelError, saidOf } from '../../shared/chat/error.ts';
import { type Said, say } from '../../shared/chat/said.ts';
import type { Entrance } from './entrance.ts';
import { type Certificate, closeEntrance, createEntrance, listen } from './listen.ts';

/** How other computers may reach the port. */
export interface NetworkWish {
  /** An address of this computer; `0.0.0.0` for all of IPv4, `::` for all there are. */
  readonly host: string;
  /** Encrypts what comes in; absent: nothing does. */
  readonly certificate?: Certificate;
}

/** Where other computers can reach the port now. */
export interface NetworkState {
  /** `http://192.0.2.7:5468`, one an address. */
  readonly addresses: readonly string[];
  /** Why it cannot be reached though it was to be. */
  readonly fault?: string;
  readonly faultSaid?: Said;
}

export interface NetworkEntrances {
  state(): NetworkState;
  /** Opens the entrances in place of those before; nothing closes them. Throws `bad-request` with what to do, and then none is open. */
  open(wish: NetworkWish | undefined): Promise<void>;
  close(): Promise<void>;
}

/** How often to look for addresses that came or went, in milliseconds. */
const LOOK_EVERY_MS = 15_000;

export interface NetworkOptions {
  readonly port: number;
  serve(entrance: Entrance): RequestListener;
  hasKeys(): boolean;
  /** Names beside its own by which others call this computer. */
  names(): readonly string[];
}

/**
 * The entrances for other computers: one server an address, none of which is loopback's, so that who is another computer
 * follows from where it came in. The window, its API and the metrics are not served there.
 */
export function createNetworkEntrances({ port, serve, hasKeys, names }: NetworkOptions): NetworkEntrances {
  const servers = new Map<string, Server>();
  let wish: NetworkWish | undefined;
  let fault: Said | string | undefined;
  let watch: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();

  const schemeOf = ({ certificate }: NetworkWish) => (certificate === undefined ? 'http' : 'https');

  function entranceAt(address: string, scheme: 'http' | 'https'): Entrance {
    const own = new Set([written(address), hostname().toLowerCase(), `${hostname().toLowerCase()}.local`]);
    return { isLocal: false, scheme, isOwnName: (name) => own.has(name) || names().includes(name) };
  }

  async function add(address: string, wanted: NetworkWish): Promise<void> {
    const server = createEntrance(serve(entranceAt(address, schemeOf(wanted))), wanted.certificate);
    try {
      await listen(server, port, address);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? String(error);
      throw new LintelError(
        'bad-request',
        say`Other computers cannot be let in at ${written(address)}:${port} (${String(code)}). Choose an address of this computer, or another port.`,
        { field: 'host', cause: error },
      );
    }
    servers.set(address, server);
  }

  /** Follows the computer from network to network. */
  async function follow(wanted: NetworkWish): Promise<void> {
    const there = addressesOf(wanted.host);
    for (const [address, server] of servers) {
      if (there.includes(address)) continue;
      servers.delete(address);
      await closeEntrance(server);
    }
    for (const address of there) if (!servers.has(address)) await add(address, wanted);
  }

  async function closeAll(): Promise<void> {
    clearInterval(watch);
    wish = undefined;
    const open = [...servers.values()];
    servers.clear();
    await Promise.all(open.map(closeEntrance));
  }

  async function reopen(wanted: NetworkWish | undefined): Promise<void> {
    await closeAll();
    fault = undefined;
    if (wanted === undefined) return;
    try {
      if (!hasKeys())
        throw new LintelError(
          'bad-request',
          say`Other computers are let in only with a key, and there is none yet. Make one first with: lintel keys create NAME`,
          { field: 'host' },
        );
      await follow(wanted);
      wish = wanted;
    } catch (error) {
      await closeAll();
      fault = wordsOf(error);
      throw error;
    }
    watch = setInterval(() => {
      void inTurn(async () => {
        if (wish !== undefined) await follow(wish).catch((error: unknown) => (fault = wordsOf(error)));
      });
    }, LOOK_EVERY_MS).unref();
  }

  /** One after the other: two changes at once would open what the other closes. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  }

  return {
    state: () => ({
      addresses: [...servers.keys()].map((address) => `${wish === undefined ? 'http' : schemeOf(wish)}://${written(address)}:${port}`),
      ...(fault === undefined ? {} : typeof fault === 'string' ? { fault } : { fault: english(fault), faultSaid: fault }),
    }),
    open: (wanted) => inTurn(() => reopen(wanted)),
    close: () => inTurn(closeAll),
  };
}

const written = (address: string) => (address.includes(':') ? `[${address}]` : address);

/** The addresses that a host stands for. Those of a single link need a zone that no client writes. */
function addressesOf(host: string): readonly string[] {
  if (host !== '0.0.0.0' && host !== '::') return [host];
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all
    .filter(({ internal, family, scopeid }) => !internal && (family === 'IPv4' || (host === '::' && !scopeid)))
    .map(({ address }) => address);
}

const wordsOf = (error: unknown): Said | string =>
  isLintelError(error) ? saidOf(error) : error instanceof Error ? error.message : String(error);
