import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GatewayOptions } from '../../../electron/gateway/options.ts';
import { type Gateway, openGateway } from '../../../electron/gateway/server.ts';
import { createSession } from '../../../electron/gateway/session.ts';
import { type Database, openDatabase } from '../../../electron/ledger/database.ts';
import { createKeyStore, type KeyStore } from '../../../electron/ledger/keys.ts';
import { isLiveKey, type KeyRules } from '../../../shared/api/app-keys.ts';
import type { PortSettings } from '../../../shared/api/settings.ts';
import type { ChatEvent } from '../../../shared/chat/event.ts';
import type { Engine, Ports } from '../../../shared/routing/ports.ts';
import { fakePorts, finish, start, target, text } from '../../fakes/ports.ts';

export const INSTANCE_TOKEN = 'instance-token';

/** A port with real keys in a real database. What engines say is played. */
export interface Subject {
  readonly gateway: Gateway;
  readonly address: string;
  readonly port: number;
  readonly keys: KeyStore;
  /** The database's file, for what another process does. */
  readonly file: string;
  /** What Lintel took for its own fault. */
  readonly faults: unknown[];
  /** The settings of the port, which may be changed. */
  settings: PortSettings;
  /** Milliseconds since the epoch that pass beside the real ones. */
  readonly clock: { ahead: number };
  key(rules?: Partial<KeyRules>): string;
  chat(key: string, body?: object, headers?: Record<string, string>, signal?: AbortSignal): Promise<Response>;
  close(): Promise<void>;
}

export const HELLO = { model: 'auto', messages: [{ role: 'user', content: 'Hello' }] };

export async function openSubject(
  ports: Ports = fakePorts([target('a')]),
  options: Partial<GatewayOptions> = {},
  settings: PortSettings = {},
): Promise<Subject> {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-port-'));
  const file = join(folder, 'lintel.db');
  const database: Database = openDatabase(file, { repair: true });
  const clock = { ahead: 0 };
  const now = () => Date.now() + clock.ahead;
  const keys = createKeyStore(database, now);
  const faults: unknown[] = [];
  const gateway = await openGateway(
    {
      ports,
      session: createSession(INSTANCE_TOKEN),
      version: '0.0.0',
      bodyLimit: 8 * 2 ** 20,
      findApp: keys.find,
      isLive: (id) => keys.live(id) !== undefined,
      hasKeys: () => keys.list().some((key) => isLiveKey(key, now())),
      settings: () => subject.settings,
      refreshModels: async () => {},
      metrics: () => ({ type: 'text/plain', text: 'measured' }),
      window: async (asked) => new Response(`window ${new URL(asked.url).pathname}`),
      onFault: (error) => void faults.push(error),
      ...options,
    },
    0,
  );
  const subject: Subject = {
    ...{ gateway, address: gateway.address, port: Number(new URL(gateway.address).port), keys, file, faults, settings, clock },
    key: (rules = {}) => keys.create({ name: 'editor', tags: [], ...rules }).key,
    chat: (key, body = {}, headers = {}, signal) =>
      fetch(`${gateway.address}/v1/chat/completions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ ...HELLO, ...body }),
        ...(signal === undefined ? {} : { signal }),
      }),
    async close() {
      await gateway.close();
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return subject;
}

/** An engine that begins an answer and goes on until it is let go or cut off. */
export function slowEngine() {
  const go = Promise.withResolvers<void>();
  const state = { begun: 0, aborted: 0 };
  const engine: Engine = {
    async *chat(_permit, _request, signal): AsyncGenerator<ChatEvent> {
      state.begun += 1;
      yield start;
      yield text('Begun. ');
      const left = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      await Promise.race([go.promise, left]);
      if (signal.aborted) {
        state.aborted += 1;
        yield { ...finish, reason: 'cancelled' } as ChatEvent;
        return;
      }
      yield text('Done.');
      yield finish;
    },
  };
  return { engine, state, go: () => go.resolve() };
}

/** Opens a socket to the port. */
export const dial = (port: number, host = '127.0.0.1'): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, host, () => resolve(socket));
    socket.once('error', reject);
  });

/** Sends bytes and reads until the other side closes, or for so many milliseconds. */
export async function speak(port: number, bytes: string | Buffer, forMs = 3_000): Promise<string> {
  const socket = await dial(port);
  return new Promise((resolve) => {
    let answer = '';
    const end = setTimeout(() => socket.destroy(), forMs);
    socket.on('data', (piece) => (answer += piece.toString('latin1')));
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(end);
      resolve(answer);
    });
    socket.write(bytes);
  });
}

/** The statuses of all answers in what was read. */
export const statusesIn = (answer: string): number[] => [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
