import { availableParallelism } from 'node:os';
import { english } from '../../../shared/chat/english.ts';
import { LintelError } from '../../../shared/chat/error.ts';
import { type Said, say } from '../../../shared/chat/said.ts';
import { cacheFactor } from '../../../shared/models/cache-type.ts';
import { KV_BUDGET_BYTES, shapeOf, sparing } from '../../../shared/models/context-shape.ts';
import type { Residence } from '../../../shared/models/residence.ts';
import type { ModelSettings } from '../../../shared/models/settings.ts';
import type { Fleet } from '../../../shared/routing/ports.ts';
import type { SpeedCurve } from '../../../shared/routing/speed.ts';
import type { Ability, Target } from '../../../shared/routing/target.ts';
import { tokenizerFamilyOf } from '../../../shared/routing/tokens/gguf-tokenizer.ts';
import type { LocalEngine, LocalEngineModel } from './engine.ts';

/** What is known of a model beside its file. */
export interface ModelFacts {
  /** What the user set for it. */
  settings?(modelId: string): ModelSettings | undefined;
  /** Memory that it will take once loaded so, in bytes; undefined: it is estimated roughly. */
  predictedBytes?(modelId: string, settings: ModelSettings | undefined): number | undefined;
  /** How fast it was here; undefined before it answered. No I/O. */
  speed?(modelId: string): SpeedCurve | undefined;
  /** Milliseconds that loading it took; undefined before it was loaded. No I/O. */
  loadMs?(modelId: string): number | undefined;
}

/** A model file as the fleet needs it. */
export interface ModelFile {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  readonly description?: string;
  readonly architecture?: string;
  /** How its tokenizer first splits text, as the file names it. */
  readonly splitter?: string;
  readonly parameters: number;
  /** Tokens the model was made for. */
  readonly contextLength: number;
  readonly kvBytesPerToken?: number;
  /** What it was made for; absent: chat. */
  readonly kind?: string;
  readonly hasReasoning?: boolean;
  readonly fault?: string;
  readonly faultSaid?: Said;
  /** Who keeps the file; `box`: it comes with Lintel. */
  readonly source?: string;
}

const PROCESS_BYTES = 100 * 2 ** 20;
const WORKING_FACTOR = 1.2;
/** As a worker begins where the settings say nothing. */
const MOST_THREADS = Math.max(1, availableParallelism() - 1);

/** Every GGUF on this computer as a target in zone `device`. */
export interface LocalFleet extends Fleet {
  /** What the model's file says of itself. */
  description(targetId: string): { readonly description?: string };
  /** Why it is not tried now, whatever its file says; undefined when it is, or for a model that is gone. No I/O. */
  refusal(targetId: string): Said | undefined;
  /** Where each model is now, in the order of `targets`. */
  residences(): readonly Residence[];
  /** Resolves once it is loaded. @param keepAliveMs as in `ChatRequest` @param app who wants it; absent: the person */
  load(targetId: string, keepAliveMs: number | undefined, app?: string): Promise<void>;
  /** Resolves once its memory is free; rejects while it answers. */
  unload(targetId: string): Promise<void>;
  /** Lets it out of quarantine. */
  release(targetId: string): void;
  /** The library changed: what is no longer in it leaves the memory. */
  libraryChanged(): void;
  /** The library is known whole: what is kept of conversations with models that are not in it is deleted. Never rejects. */
  forgetOthers(): Promise<void>;
  /** The user changed settings: idle models take them over now. */
  settingsChanged(): void;
}

/** @param library the model files, as they are now; reading it costs no I/O */
export function createLocalFleet(
  library: { models(): readonly ModelFile[] },
  engine: LocalEngine,
  { settings, predictedBytes, ...facts }: ModelFacts = {},
): LocalFleet {
  const find = (id: string) => library.models().find((model) => model.id === id);

  function runnable(model: ModelFile): LocalEngineModel {
    const { id, name, path, bytes, modifiedAt } = model;
    const set = settings?.(id);
    const need = (loaded: ModelSettings | undefined) => predictedBytes?.(id, loaded) ?? roughBytes(model, loaded);
    const least = sparing(model.contextLength, set ?? {});
    return {
      id,
      name,
      path,
      version: `${bytes} bytes of ${modifiedAt}`,
      bytes,
      predictedBytes: need(set),
      least: { settings: least, predictedBytes: need(least) },
      ...(set === undefined ? {} : { settings: set }),
    };
  }

  /** Throws `unknown-model`. */
  function known(targetId: string): LocalEngineModel {
    const model = find(targetId);
    if (model === undefined)
      throw new LintelError('unknown-model', say`The model ${targetId} is gone. Choose another.`, { field: 'model' });
    return runnable(model);
  }

  const targetOf = (model: ModelFile): Target => {
    const state = engine.state(model.id);
    const loadable = runnable(model);
    const refused = model.fault === undefined ? engine.fault(loadable) : undefined;
    const fault = model.fault ?? (refused && english(refused));
    const faultSaid = model.faultSaid ?? refused;
    const set = settings?.(model.id);
    const speed = facts.speed?.(model.id);
    const loadMs = facts.loadMs?.(model.id);
    const tokenizer = tokenizerFamilyOf(model.splitter, model.architecture ?? '');
    return {
      id: model.id,
      name: model.name,
      zone: 'device',
      contextWindow: state.contextWindow ?? contextOf(model, set).contextWindow,
      ...(tokenizer === undefined ? {} : { tokenizer }),
      abilities: abilitiesOf(model),
      ...(model.source === 'box' ? { guide: true as const } : {}),
      parameters: model.parameters,
      threads: set?.threads ?? MOST_THREADS,
      ...(speed === undefined ? {} : { speed }),
      ...(loadMs === undefined ? {} : { loadMs }),
      ...(loadable.predictedBytes === undefined ? {} : { bytes: loadable.predictedBytes }),
      loaded: state.loaded,
      inFlight: state.inFlight,
      ...(fault === undefined ? {} : { fault }),
      ...(faultSaid === undefined ? {} : { faultSaid }),
    };
  };

  return {
    targets: () => library.models().map(targetOf),
    engine: (targetId) => engine.engine(known(targetId)),
    description(targetId) {
      const description = find(targetId)?.description;
      return description === undefined ? {} : { description };
    },
    refusal(targetId) {
      const model = find(targetId);
      return model === undefined ? undefined : engine.fault(runnable(model));
    },
    residences: () => library.models().map((model) => engine.residence(runnable(model))),
    load: async (targetId, keepAliveMs, app) => engine.load(known(targetId), keepAliveMs, app),
    unload: async (targetId) => engine.unload(known(targetId).id),
    release: (targetId) => engine.release(known(targetId).id),
    libraryChanged: () => engine.retain(library.models().map(({ id }) => id)),
    forgetOthers: () => engine.keepOnly(library.models().map(runnable)).catch(() => undefined),
    settingsChanged() {
      for (const model of library.models()) engine.update(runnable(model));
    },
  };
}

/** Any chat model can call tools: a template without a syntax for calls gets the library's. */
function abilitiesOf({ kind, hasReasoning }: ModelFile): readonly Ability[] {
  if (kind === 'embedding') return ['embeddings'];
  if (kind === 'rerank') return ['rerank'];
  return ['chat', 'tools', 'json', 'logprobs', 'choices', ...(hasReasoning === true ? (['reasoning'] as const) : [])];
}

/** What its worker will make room for. A setting that the model cannot follow is refused there. */
function contextOf({ contextLength, kvBytesPerToken = 0 }: ModelFile, settings: ModelSettings = {}) {
  const bytesPerToken = kvBytesPerToken * cacheFactor(settings.cacheType ?? 'F16');
  const { contextWindow = contextLength, ...rest } = settings;
  const possible = settings.contextWindow === undefined ? rest : { ...rest, contextWindow: Math.min(contextWindow, contextLength) };
  return { bytesPerToken, ...shapeOf({ trainContextSize: contextLength, bytesPerToken, budgetBytes: KV_BUDGET_BYTES }, possible) };
}

/** More than the file for what llama.cpp works in, and keys and values for every sequence that a worker makes room for. */
function roughBytes(model: ModelFile, settings: ModelSettings | undefined): number {
  const { bytesPerToken, contextWindow, sequences } = contextOf(model, settings);
  return PROCESS_BYTES + model.bytes * WORKING_FACTOR + bytesPerToken * contextWindow * sequences;
}
