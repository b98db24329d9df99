import { openGateway } from '../../../../electron/gateway/server.ts';
import { createSession } from '../../../../electron/gateway/session.ts';
import { createClock } from '../../../../electron/platform/clock.ts';
import type { Ports } from '../../../../shared/routing/ports.ts';
import { fakePorts, target } from '../../../fakes/ports.ts';
import type { StubCloud } from '../../../stub-cloud/cloud.ts';
import { remoteEngine, TARGET } from './remote.ts';

/** The real port before the engine, the real door and the stub cloud, as one target in the cloud. */
export async function openPort(
  cloud: StubCloud,
  modelId: string,
  rest: Parameters<typeof remoteEngine>[2] & { ports?: Partial<Ports> } = {},
) {
  const { engine, door } = remoteEngine(cloud, modelId, { ...rest, zone: 'cloud' });
  const abilities = ['chat', 'tools', 'json', 'reasoning', 'logprobs', 'choices'] as const;
  const ports = fakePorts([target(TARGET, { zone: 'cloud', abilities, contextWindow: 100_000, loaded: true })], { [TARGET]: engine });
  const gateway = await openGateway(
    {
      ports: { ...ports, clock: createClock(), ...rest.ports },
      session: createSession('token'),
      version: '0.0.0',
      bodyLimit: 8 * 2 ** 20,
      findApp: () => ({ id: 'app', tags: [] }),
      refreshModels: async () => undefined,
      window: async () => new Response(),
      onFault(error) {
        throw error;
      },
    },
    0,
  );
  return {
    address: gateway.address,
    recorded: ports.recorded,
    door,
    /** Asks as an app does. */
    ask: (body: object, signal?: AbortSignal) =>
      fetch(`${gateway.address}/v1/chat/completions`, {
        method: 'POST',
        headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
        body: JSON.stringify({ model: TARGET, messages: [{ role: 'user', content: 'one two three' }], ...body }),
        ...(signal === undefined ? {} : { signal }),
      }),
    async close() {
      await gateway.close();
      door.close();
    },
  };
}
