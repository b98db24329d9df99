import { LintelError } from '../../../shared/chat/error.ts';
import type { Fleet } from '../../../shared/routing/ports.ts';
import type { Target } from '../../../shared/routing/target.ts';
import type { LocalEngine, LocalEngineModel } from './engine.ts';
import { MAX_CONTEXT_WINDOW } from './protocol.ts';

/** A model file as the fleet needs it. */
export interface ModelFile {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  readonly description?: string;
  readonly parameters: number;
  /** Tokens the model was made for. */
  readonly contextLength: number;
  readonly fault?: string;
}

/** Every GGUF on this computer as a target in zone `device`. */
export interface LocalFleet extends Fleet {
  /** What the model's file says of itself. */
  description(targetId: string): { readonly description?: string };
}

/** @param library the model files, as they are now; reading it costs no I/O */
export function createLocalFleet(library: { models(): readonly ModelFile[] }, engine: LocalEngine): LocalFleet {
  const find = (id: string) => library.models().find((model) => model.id === id);

  const targetOf = (model: ModelFile): Target => {
    const state = engine.state(model.id);
    const fault = model.fault ?? engine.fault(runnable(model));
    return {
      id: model.id,
      name: model.name,
      zone: 'device',
      contextWindow: state.contextWindow ?? windowOf(model),
      abilities: ['chat'],
      parameters: model.parameters,
      loaded: state.loaded,
      inFlight: state.inFlight,
      ...(fault === undefined ? {} : { fault }),
    };
  };

  return {
    targets: () => library.models().map(targetOf),
    engine(targetId) {
      const model = find(targetId);
      if (model === undefined) throw new LintelError('unknown-model', `The model ${targetId} is gone. Choose another.`, { field: 'model' });
      return engine.engine(runnable(model));
    },
    description(targetId) {
      const description = find(targetId)?.description;
      return description === undefined ? {} : { description };
    },
  };
}

const windowOf = (model: ModelFile) => Math.min(model.contextLength, MAX_CONTEXT_WINDOW);

const runnable = ({ id, name, path, bytes, modifiedAt }: ModelFile): LocalEngineModel => ({
  id,
  name,
  path,
  version: `${bytes} bytes of ${modifiedAt}`,
});
