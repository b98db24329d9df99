import { createAiSdkEngine } from '../../../../electron/engines/remote/ai-sdk/engine.ts';
import type { ProviderKey, RemoteModel } from '../../../../shared/providers/engine.ts';
import { type Provider, type ProviderDialect, type ProviderModel, targetIdOf } from '../../../../shared/providers/provider.ts';
import { doorForTests } from '../../../fakes/door.ts';
import { openStubCloud, type StubCloud } from '../../../stub-cloud/cloud.ts';

/** A dialect of the SDK, where the stub has it, and what a key for it may look like. */
export const WAYS = {
  openai: { path: '/v1', secret: 'sk-canary' },
  anthropic: { path: '/v1', secret: 'sk-ant-canary' },
  google: { path: '/v1beta', secret: 'AIza-canary' },
  vertex: { path: '/v1/projects/p/locations/europe-west4', secret: 'express-canary' },
  mistral: { path: '/v1', secret: 'mistral-canary' },
  cohere: { path: '/v2', secret: 'cohere-canary' },
  bedrock: { path: '', secret: 'AKIDCANARY:secret-canary:session-canary' },
  azure: { path: '/openai/v1', secret: 'azure-canary' },
  perplexity: { path: '/v1', secret: 'pplx-canary' },
} as const satisfies Partial<Record<ProviderDialect, { readonly path: string; readonly secret: string }>>;

export type Way = keyof typeof WAYS;

export const WAY_NAMES = Object.keys(WAYS) as Way[];

export interface Rig {
  readonly cloud: StubCloud;
  readonly door: ReturnType<typeof doorForTests>;
  /** A model of the stub, spoken to in a dialect. */
  model(way: Way, id: string, rest?: Partial<ProviderModel>, keys?: readonly ProviderKey[]): RemoteModel;
  engine(remote: RemoteModel): ReturnType<typeof createAiSdkEngine>;
  close(): Promise<void>;
}

/** The stub, and the real door to it. */
export async function openRig(): Promise<Rig> {
  const cloud = await openStubCloud();
  const door = doorForTests({ placeOf: (id) => ({ name: id, zone: 'device', origins: [cloud.address] }) });
  return {
    cloud,
    door,
    model(way, id, rest = {}, keys = [{ id: 'key-1', secret: WAYS[way].secret }]) {
      const provider: Provider = {
        id: way,
        name: `The ${way} cloud`,
        kind: way,
        dialect: way,
        baseUrl: `${cloud.address}${WAYS[way].path}`,
        zone: 'device',
        models: [],
      };
      return { targetId: targetIdOf(way, id), provider, model: { id, ...rest }, keys: () => keys };
    },
    engine: (remote) => createAiSdkEngine(remote, { door, clock: { now: () => 1_767_225_600_000, elapsed: () => performance.now() } }),
    async close() {
      door.close();
      await cloud.close();
    },
  };
}
