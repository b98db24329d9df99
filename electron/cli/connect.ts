import { CALLS, CHAT_PATH, pathOfCall } from '../../shared/api/calls.ts';
import type { Body, Contract, Prompt, Reply } from '../../shared/api/contract.ts';
import type { ChatLine } from '../../shared/api/views.ts';
import { LintelError, type LintelErrorShape } from '../../shared/chat/error.ts';
import { findInstance } from '../platform/instance.ts';
import type { Log } from '../platform/log.ts';

/** A Lintel to talk to: the one that runs, or one in this very process. */
export interface Connection {
  call<Name extends keyof Contract>(name: Name, body?: Body<Name>, id?: string): Promise<Reply<Name>>;
  chat(prompt: Prompt, signal: AbortSignal): AsyncGenerator<ChatLine>;
  close(): Promise<void>;
}

/** Connects to the Lintel that holds the data folder, or starts one here without a port. */
export async function connect(dataFolder: string, log: Log): Promise<Connection> {
  const card = findInstance(dataFolder);
  if (card?.address !== undefined) {
    const { address, token } = card;
    const send = (path: string, init: RequestInit) => {
      const headers = { ...init.headers, authorization: `Bearer ${token}` };
      return fetch(address + path, { ...init, headers }).catch((error: unknown) => {
        throw new LintelError('internal', `Lintel at ${address} does not answer. Stop process ${card.pid} and try again.`, {
          cause: error,
        });
      });
    };
    return connectionOver(send, async () => {});
  }
  const [{ wire }, { nodeWiring }] = await Promise.all([import('../wiring.ts'), import('../headless.ts')]);
  const lintel = await wire(nodeWiring(dataFolder, log, 'command'));
  return connectionOver((path, init) => lintel.window(new Request(`http://lintel.invalid${path}`, init)), lintel.close);
}

function connectionOver(send: (path: string, init: RequestInit) => Promise<Response>, close: () => Promise<void>): Connection {
  const request = async (method: string, path: string, body: unknown, signal?: AbortSignal): Promise<Response> => {
    const response = await send(`/ui${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'x-lintel-window': '1' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    if (response.ok) return response;
    const { error } = (await response.json()) as { error: LintelErrorShape };
    throw new LintelError(error.code ?? 'internal', error.message);
  };
  return {
    close,
    async call(name, body, id) {
      const { method } = CALLS[name];
      const place = pathOfCall(name, id);
      const response =
        method === 'GET' && body !== undefined
          ? await request(method, `${place}?${new URLSearchParams(body as Record<string, string>)}`, undefined)
          : await request(method, place, body);
      return (await response.json()) as Reply<typeof name>;
    },
    async *chat(prompt, signal) {
      const response = await request('POST', CHAT_PATH, prompt, signal);
      const decoder = new TextDecoder();
      let rest = '';
      for await (const bytes of response.body ?? []) {
        const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) yield JSON.parse(line) as ChatLine;
      }
    },
  };
}
