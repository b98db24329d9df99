import type { FitView } from '../../shared/api/views.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { type CatalogEntry, chooseForMachine, rankForMachine } from '../../shared/models/catalog.ts';
import { type FitModel, type Machine, predictFit } from '../../shared/models/fit.ts';
import type { ModelSettings } from '../../shared/models/settings.ts';
import type { Library } from '../models/library.ts';
import type { Handlers } from './handlers.ts';
import type { ModelSource } from './model-source.ts';

/** Models that are not here are compared with one chat of so many tokens. */
const COMPARED_WINDOW = 8192;

export interface FitCallOptions {
  readonly library: Library;
  readonly source: ModelSource;
  /** Models worth having. */
  catalog(): Promise<readonly CatalogEntry[]>;
  machine(): Promise<Machine>;
  settings(id: string): ModelSettings | undefined;
  /** Tokens per second that a model showed here, where known. */
  measured(id: string): number | undefined;
}

/** The handlers of the calls that predict memory and speed. */
export function createFitCalls({
  library,
  source,
  catalog,
  machine,
  settings,
  measured,
}: FitCallOptions): Pick<Handlers, 'modelFit' | 'refFit' | 'catalog'> {
  return {
    async modelFit({ id }) {
      const model = library.models().find((each) => each.id === id);
      if (model === undefined) throw new LintelError('unknown-model', `There is no model “${id}” on this computer.`, { field: 'id' });
      if (model.fault !== undefined) throw new LintelError('model-faulty', model.fault);
      return predictFit(model, await machine(), settings(id), measured(id));
    },
    async catalog() {
      const [entries, here] = await Promise.all([catalog(), machine()]);
      const predict = (model: FitModel) =>
        predictFit(model, here, { contextWindow: Math.min(COMPARED_WINDOW, model.contextLength), sequences: 1 });
      const best = chooseForMachine(entries, predict, 'chat')?.entry.id;
      const models = rankForMachine(entries, predict).map(({ entry, quantisation, fit }) => ({
        ...entry,
        ref: `hf:${entry.repo}:${quantisation.name}`,
        quantisation,
        verdict: fit.verdict,
        sentence: fit.sentence,
      }));
      return { models, ...(best === undefined ? {} : { best }) };
    },
    async refFit({ body }): Promise<FitView & { readonly bytes: number }> {
      const [{ header, files }, here] = await Promise.all([source.inspect(body.ref), machine()]);
      const model: FitModel = header;
      if ((body.contextWindow ?? 0) > model.contextLength) {
        throw new LintelError('bad-request', `This model was made for ${model.contextLength} tokens at most.`, { field: 'contextWindow' });
      }
      const set = body.contextWindow === undefined ? {} : { contextWindow: body.contextWindow };
      return { ...predictFit(model, here, set), bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
    },
  };
}
