import { createOpenaiEngine } from '../../../../electron/engines/remote/openai/engine.ts';
import type { Zone } from '../../../../shared/privacy/zones.ts';
import type { ProviderKey, RemoteModel } from '../../../../shared/providers/engine.ts';
import type { ProviderModel } from '../../../../shared/providers/provider.ts';
import type { Clock } from '../../../../shared/routing/ports.ts';
import { doorForTests } from '../../../fakes/door.ts';
import type { StubCloud } from '../../../stub-cloud/cloud.ts';

export const TARGET = 'stub/model';

/** Recordings of what this engine does not read. */
export const OTHER_DIALECTS = /^(?:anthropic|bedrock|cohere|google|perplexity|responses)\./;

/** The engine through the real door to the stub cloud. */
export function remoteEngine(
  cloud: StubCloud,
  modelId: string,
  rest: { zone?: Zone; keys?: readonly ProviderKey[]; model?: Partial<ProviderModel>; kind?: string; clock?: Clock } = {},
) {
  const { zone = 'device' } = rest;
  const provider = { id: 'stub', name: 'The stub', kind: 'openai-compatible', dialect: 'openai', models: [] } as const;
  const model: RemoteModel = {
    targetId: TARGET,
    provider: { ...provider, zone, kind: rest.kind ?? provider.kind, baseUrl: `${cloud.address}/v1` },
    model: { id: modelId, ...rest.model },
    keys: () => rest.keys ?? [],
  };
  const door = doorForTests({ placeOf: () => ({ name: 'The stub', zone, origins: [cloud.address] }) });
  const clock = rest.clock ?? ({ now: Date.now, elapsed: () => performance.now() } as Clock);
  return { engine: createOpenaiEngine(model, { door, clock }), door };
}
