import type { App } from '../../electron/gateway/app.ts';
import type { PortModels } from '../../electron/gateway/models.ts';
import { openGateway } from '../../electron/gateway/server.ts';
import { createSession } from '../../electron/gateway/session.ts';
import type { Ports } from '../../shared/routing/ports.ts';

/** The key that the port for tests knows. */
export const KEY = ['lintel', 'test', 'key'].join('-');

/** The real port before these ports, on any free port of this computer. */
export async function openPort(ports: Ports, rest: { app?: Partial<App>; models?: PortModels } = {}) {
  const gateway = await openGateway(
    {
      ports,
      session: createSession('instance-token'),
      version: '0.0.0',
      bodyLimit: 4 * 2 ** 20,
      findApp: (key) => (key === KEY ? { id: 'app-1', tags: [], ...rest.app } : undefined),
      refreshModels: async () => {},
      ...(rest.models === undefined ? {} : { models: rest.models }),
      window: async (asked) => new Response(`window ${new URL(asked.url).pathname}`),
      onFault(error) {
        throw error;
      },
    },
    0,
  );
  const { address } = gateway;
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
  return {
    address,
    /** Asks as an app does. */
    get: (path: string, method = 'GET') => fetch(address + path, { method, headers: { authorization: headers.authorization } }),
    post: (path: string, body: unknown, method = 'POST') => fetch(address + path, { method, headers, body: JSON.stringify(body) }),
    close: () => gateway.close(),
  };
}

export type Port = Awaited<ReturnType<typeof openPort>>;
