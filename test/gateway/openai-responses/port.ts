import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import { type GatewayOptions, openGateway } from '../../../electron/gateway/server.ts';
import { createSession } from '../../../electron/gateway/session.ts';
import { openDatabase } from '../../../electron/ledger/database.ts';
import { createKeyStore } from '../../../electron/ledger/keys.ts';
import { createResponseStore } from '../../../electron/ledger/responses.ts';
import type { ChatEvent } from '../../../shared/chat/event.ts';
import type { Engine, Ports } from '../../../shared/routing/ports.ts';
import type { Target } from '../../../shared/routing/target.ts';
import { fakePorts, finish, start, target } from '../../fakes/ports.ts';

/** The port on a database of its own, with two apps, over engines that say what they are told to. */
export async function openPort(
  targets: readonly Target[],
  script: Record<string, readonly ChatEvent[] | Engine> = {},
  more: Partial<Ports> = {},
  options: Partial<GatewayOptions> = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-port-'));
  const database = openDatabase(join(folder, 'lintel.db'), { repair: true });
  const keys = createKeyStore(database, Date.now);
  const fakes = fakePorts(targets, script);
  const responses = createResponseStore(database, fakes.clock.now);
  const ports = { ...fakes, ...more };
  const one = keys.create({ name: 'one', tags: [] });
  const two = keys.create({ name: 'two', tags: [] });
  const faults: unknown[] = [];
  const gateway = await openGateway(
    {
      ports,
      session: createSession('instance-token'),
      version: '0.0.0',
      bodyLimit: 8 * 2 ** 20,
      findApp: (key) => keys.find(key),
      responses,
      refreshModels: async () => {},
      window: async () => new Response(),
      onFault: (error) => void faults.push(error),
      ...options,
    },
    0,
  );
  const clientOf = (apiKey: string) => new OpenAI({ baseURL: `${gateway.address}/v1`, apiKey, maxRetries: 0 });
  return {
    address: gateway.address,
    recorded: fakes.recorded,
    responses,
    keys,
    apps: { one, two },
    client: clientOf(one.key),
    other: clientOf(two.key),
    faults,
    clientOf,
    async post(path: string, body: unknown, headers: Record<string, string> = {}) {
      const answer = await fetch(`${gateway.address}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${one.key}`, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
      return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> };
    },
    /** What was asked of the path last. */
    lastAsked: () => {
      const last = fakes.recorded.opened.at(-1);
      if (last === undefined) throw new Error('Nothing was asked.');
      return last.request;
    },
    async close() {
      await gateway.close();
      database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export const ALL_ABILITIES = ['chat', 'tools', 'images', 'json', 'logprobs', 'choices', 'reasoning'] as const;

/** A target on this device that can do everything. */
export const able = (id: string): Target => target(id, { abilities: ALL_ABILITIES, contextWindow: 100_000 });

export const text = (piece: string, rest: Partial<Extract<ChatEvent, { type: 'text' }>> = {}): ChatEvent => ({
  type: 'text',
  text: piece,
  tokens: 1,
  ...rest,
});

export const thought = (piece: string, signature?: string): ChatEvent => ({
  type: 'reasoning',
  text: piece,
  tokens: 1,
  ...(signature === undefined ? {} : { signature }),
});

export const call = (index: number, name: string, piece: string, isFirst = false): ChatEvent => ({
  type: 'tool-call',
  index,
  id: `call_${index}`,
  name,
  arguments: piece,
  tokens: 1,
  ...(isFirst ? { isFirst } : {}),
});

export const ends = (reason: Extract<ChatEvent, { type: 'finish' }>['reason']): ChatEvent => ({ ...finish, reason }) as ChatEvent;

export { finish, start };
