import { createAiSdkEngine } from '../../electron/engines/remote/ai-sdk/engine.ts';
import { createOpenaiEngine } from '../../electron/engines/remote/openai/engine.ts';
import { type GatewayOptions, openGateway } from '../../electron/gateway/server.ts';
import { createSession } from '../../electron/gateway/session.ts';
import { createClock } from '../../electron/platform/clock.ts';
import type { CancelSignal } from '../../shared/chat/signal.ts';
import type { RemoteModel } from '../../shared/providers/engine.ts';
import { type Provider, type ProviderDialect, targetIdOf } from '../../shared/providers/provider.ts';
import type { Engine, Ports } from '../../shared/routing/ports.ts';
import type { Target } from '../../shared/routing/target.ts';
import { doorForTests } from '../fakes/door.ts';
import { fakePorts, target } from '../fakes/ports.ts';
import type { StubCloud } from '../stub-cloud/cloud.ts';

/** How the stub is spoken to, and what a key for it may look like. */
const WAYS = {
  openai: { path: '/v1', secret: 'sk-canary' },
  anthropic: { path: '/v1', secret: 'sk-ant-canary' },
  google: { path: '/v1beta', secret: 'AIza-canary' },
} as const satisfies Partial<Record<ProviderDialect, { readonly path: string; readonly secret: string }>>;

export type Way = keyof typeof WAYS;

const MOST_WAIT_MS = 50;

const ABILITIES = ['chat', 'tools', 'json', 'images', 'reasoning'] as const;

/** A model of the stub, as a target in the cloud: `anthropic/anthropic.text` replays that recording in that dialect. */
type Remote = readonly [way: Way, modelId: string, target?: Partial<Target>];

interface Parts {
  readonly cloud: StubCloud;
  readonly remotes: readonly Remote[];
  /** Models of this device, by their ids. */
  readonly locals?: Readonly<Record<string, Engine | { readonly engine: Engine; readonly target: Partial<Target> }>>;
  readonly ports?: Partial<Ports>;
  readonly options?: Partial<GatewayOptions>;
}

/** The real port before the real engines, the real door and the stub cloud. */
export async function openRig({ cloud, remotes, locals = {}, ports: given = {}, options = {} }: Parts) {
  const door = doorForTests({ placeOf: (id) => ({ name: id, zone: 'cloud', origins: [cloud.address] }) });
  const real = createClock();
  // Whoever is told to wait for seconds waits in name only.
  const clock = { ...real, wait: (ms: number, signal: CancelSignal) => real.wait(Math.min(ms, MOST_WAIT_MS), signal) };
  const engines: Record<string, Engine> = {};
  const targets: Target[] = [];
  for (const [way, modelId, rest] of remotes) {
    const provider: Provider = {
      ...{ id: way, name: `The ${way} cloud`, kind: way, dialect: way, zone: 'cloud', models: [] },
      baseUrl: `${cloud.address}${WAYS[way].path}`,
    };
    const id = targetIdOf(way, modelId);
    const remote: RemoteModel = {
      targetId: id,
      provider,
      model: { id: modelId, ...(rest?.abilities && { abilities: rest.abilities }) },
      keys: () => [{ id: 'key-1', secret: WAYS[way].secret }],
    };
    engines[id] = way === 'openai' ? createOpenaiEngine(remote, { door, clock }) : createAiSdkEngine(remote, { door, clock });
    const facts = { zone: 'cloud', contextWindow: 200_000, abilities: ABILITIES, provider: way, speaks: way, loaded: true } as const;
    targets.push(target(id, { ...facts, ...rest }));
  }
  for (const [id, local] of Object.entries(locals)) {
    const { engine, target: rest } = 'engine' in local ? local : { engine: local, target: {} };
    engines[id] = engine;
    targets.push(target(id, { abilities: ABILITIES, contextWindow: 32_768, loaded: true, ...rest }));
  }
  const ports = { ...fakePorts(targets, engines), clock, ...given };
  const gateway = await openGateway(
    {
      ports,
      session: createSession('token'),
      version: '0.0.0',
      bodyLimit: 8 * 2 ** 20,
      findApp: (key) => (key === 'key' ? { id: 'app', tags: [] } : undefined),
      refreshModels: async () => undefined,
      window: async () => new Response('', { status: 404 }),
      onFault(error) {
        throw error;
      },
      ...options,
    },
    0,
  );
  return {
    address: gateway.address,
    recorded: (ports as ReturnType<typeof fakePorts>).recorded,
    door,
    async close() {
      await gateway.close();
      door.close();
    },
  };
}
