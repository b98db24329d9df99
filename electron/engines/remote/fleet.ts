import { english } from '../../../shared/chat/english.ts';
import { LintelError } from '../../../shared/chat/error.ts';
import { type Said, say } from '../../../shared/chat/said.ts';
import type { ModelList, ProviderKind } from '../../../shared/providers/catalog.ts';
import type { ProviderKey } from '../../../shared/providers/engine.ts';
import { modelsOf, type OfferedModel, parametersByName } from '../../../shared/providers/models-of.ts';
import { type Provider, targetIdOf } from '../../../shared/providers/provider.ts';
import type { Clock, Engine, Fleet } from '../../../shared/routing/ports.ts';
import type { SpeedCurve } from '../../../shared/routing/speed.ts';
import { type Target, zoneOf } from '../../../shared/routing/target.ts';
import type { Dialects, Sender } from './dialects.ts';
import type { LoadWatch } from './load-watch.ts';
import type { LookedAt } from './outside.ts';

/** Every model at every provider, as a target. */
export interface RemoteFleet extends Fleet {
  has(targetId: string): boolean;
  /** Where a target is now; undefined: nowhere. No I/O. */
  placeOf(targetId: string): LookedAt | undefined;
  /** The models that a provider is used for. */
  offered(provider: Provider): readonly OfferedModel[];
  /** What keeps a provider from being used at all, in a sentence. */
  faultOf(provider: Provider): Said | undefined;
}

export interface RemoteFleetParts {
  readonly providers: { all(): readonly Provider[]; list(id: string): ModelList | undefined; onChange(listener: () => void): () => void };
  keysOf(provider: Provider): readonly ProviderKey[];
  kindOf(id: string): ProviderKind | undefined;
  readonly dialects: Dialects;
  readonly door: Sender;
  readonly clock: Clock;
  readonly loads: Pick<LoadWatch, 'used' | 'load' | 'isLoaded'>;
  /** A target as it counts today. No I/O. */
  today(target: Target): Target;
  /** What was measured. No I/O. */
  speed(targetId: string): SpeedCurve | undefined;
}

interface Entry {
  readonly target: Target;
  readonly provider: Provider;
  readonly model: OfferedModel;
  engine?: Engine;
}

/** Kinds of providers that show no thought, or a summary of it; others show what they charge. */
const HIDES_THOUGHT = new Set(['openai', 'azure', 'anthropic', 'google', 'vertex', 'bedrock', 'xai', 'openrouter', 'perplexity']);

/** Of a server on this device of which nobody said how large its model is. */
const USUAL_PARAMETERS = 7e9;

export function createRemoteFleet(parts: RemoteFleetParts): RemoteFleet {
  const { providers, keysOf, kindOf, dialects, loads, speed } = parts;
  let entries: ReadonlyMap<string, Entry> | undefined;
  providers.onChange(() => {
    entries = undefined;
  });

  const offered = (provider: Provider) => modelsOf(provider, providers.list(provider.id), kindOf(provider.kind));

  function read(): ReadonlyMap<string, Entry> {
    const all = providers
      .all()
      .filter(({ disabled }) => disabled === undefined)
      .flatMap((provider) => offered(provider).map((model) => ({ provider, model, pool: poolOf(provider, model) })));
    const sizes = new Map<string, number>();
    for (const { pool } of all) if (pool !== undefined) sizes.set(pool, (sizes.get(pool) ?? 0) + 1);
    return new Map(
      all.map(({ provider, model, pool }) => {
        const target = targetOf(provider, model, pool !== undefined && (sizes.get(pool) ?? 0) > 1 ? pool : undefined);
        return [target.id, { target, provider, model }];
      }),
    );
  }
  const current = () => {
    entries ??= read();
    return entries;
  };

  function faultOf(provider: Provider): Said | undefined {
    if (dialects[provider.dialect] === undefined) return say`Lintel cannot speak to ${provider.name} yet.`;
    // What is spoken to over plain http is the user's own, such as a proxy on this computer that adds the key.
    const wantsKey = kindOf(provider.kind)?.key.required === true && provider.baseUrl.startsWith('https:');
    const isBare = wantsKey && keysOf(provider).length === 0;
    return isBare ? say`${provider.name} needs a key. Add one with: lintel providers key add ${provider.id}` : undefined;
  }

  function live({ target, provider, model }: Entry, fault: Said | undefined): Target {
    const known = speed(target.id);
    const inFlight = loads.load(provider.id);
    const loaded = loads.isLoaded(provider.id, model.id);
    if (known === undefined && inFlight === undefined && loaded === undefined && fault === undefined) return target;
    return {
      ...target,
      ...(known === undefined ? {} : { speed: known }),
      ...(inFlight === undefined ? {} : { inFlight }),
      ...(loaded === undefined ? {} : { loaded }),
      ...(fault === undefined ? {} : { fault: english(fault), faultSaid: fault }),
    };
  }

  function engineOf({ target, provider, model }: Entry): Engine {
    const make = dialects[provider.dialect];
    if (make === undefined) throw new LintelError('model-faulty', say`Lintel cannot speak to ${provider.name} yet.`);
    const engine = make({ targetId: target.id, provider, model, keys: () => keysOf(provider) }, parts);
    if (target.pool === undefined) return engine;
    // Of replicas it counts how busy they are.
    return {
      ...engine,
      chat(permit, request, signal) {
        loads.used(provider);
        return engine.chat(permit, request, signal);
      },
    };
  }

  return {
    targets() {
      const faults = new Map<string, Said | undefined>();
      return [...current().values()].map((entry) => {
        const { provider } = entry;
        if (!faults.has(provider.id)) faults.set(provider.id, faultOf(provider));
        return live(entry, faults.get(provider.id));
      });
    },
    engine(targetId) {
      const entry = current().get(targetId);
      if (entry === undefined)
        throw new LintelError('unknown-model', say`The model ${targetId} is gone. Choose another.`, { field: 'model' });
      entry.engine ??= engineOf(entry);
      return entry.engine;
    },
    has: (targetId) => current().has(targetId),
    placeOf(targetId) {
      const entry = current().get(targetId);
      if (entry === undefined) return undefined;
      const { target, provider } = entry;
      return { name: target.name, zone: zoneOf(parts.today(target)), origins: [new URL(provider.baseUrl).origin] };
    },
    offered,
    faultOf,
  };
}

/** Servers of one kind in the user's network that run a model of the same name are taken for its replicas; others only where the user says so. */
function poolOf({ pool, zone, kind }: Provider, { id }: OfferedModel): string | undefined {
  if (pool !== undefined) return `${pool}/${id}`;
  return (zone === 'lan' || zone === 'device') && kind !== 'openai-compatible' ? `${kind}/${id}` : undefined;
}

function targetOf(provider: Provider, model: OfferedModel, pool: string | undefined): Target {
  const { zone, ground, region } = provider;
  const parameters = parametersByName(model.id);
  return {
    id: targetIdOf(provider.id, model.id),
    name: `${model.name ?? model.id} (${provider.name})`,
    zone,
    ...(ground === undefined ? {} : { ground }),
    ...(region === undefined ? {} : { region }),
    contextWindow: model.contextWindow,
    abilities: model.abilities,
    ...(pool === undefined ? {} : { pool }),
    provider: provider.id,
    speaks: provider.dialect,
    ...(HIDES_THOUGHT.has(provider.kind) && model.abilities.includes('reasoning') ? { thinksUnseen: true } : {}),
    parameters: parameters === 0 && zone === 'device' ? USUAL_PARAMETERS : parameters,
    ...(model.quality === undefined ? {} : { quality: model.quality }),
    ...(model.price === undefined ? {} : { price: model.price }),
    ...(model.endsOn === undefined ? {} : { endsOn: model.endsOn }),
    loaded: true,
    inFlight: 0,
  };
}
