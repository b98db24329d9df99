import type { FitView } from '../../shared/api/views.ts';
import { english } from '../../shared/chat/english.ts';
import { LintelError, toErrorShape } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import { type CatalogEntry, chooseForMachine, rankForMachine } from '../../shared/models/catalog.ts';
import { type Fit, type FitModel, type Machine, predictFit, settingsRefusal } from '../../shared/models/fit.ts';
import { type LoadedBytes, type SeenMemory, shareMemory } from '../../shared/models/memory-share.ts';
import type { ModelSettings } from '../../shared/models/settings.ts';
import { withWeights } from '../../shared/models/shape.ts';
import { variantsIn } from '../models/download/choose.ts';
import { chooseRepo } from '../models/download/ref.ts';
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
  /** Looks at the memory now, and at nothing that takes longer. */
  seenMemory(): Promise<SeenMemory & { readonly headroomBytes: number }>;
  /** Models that are in memory. */
  loaded(): readonly LoadedBytes[];
}

type Names = 'modelFit' | 'supposeFit' | 'refFit' | 'hubVariants' | 'catalog' | 'memory';

/** The handlers of the calls that predict memory and speed. */
export function createFitCalls({
  library,
  source,
  catalog,
  machine,
  settings,
  measured,
  seenMemory,
  loaded,
}: FitCallOptions): Pick<Handlers, Names> {
  /** Throws `unknown-model` or `model-faulty`. */
  function usable(id: string) {
    const model = library.models().find((each) => each.id === id);
    if (model === undefined) throw new LintelError('unknown-model', say`There is no model “${id}” on this computer.`, { field: 'id' });
    if (model.fault !== undefined) throw new LintelError('model-faulty', model.faultSaid ?? model.fault);
    return model;
  }
  const compared = (model: FitModel) => ({ contextWindow: Math.min(COMPARED_WINDOW, model.contextLength), sequences: 1 });
  return {
    modelFit: async ({ id }) => predictFit(usable(id), await machine(), settings(id), measured(id)),
    async supposeFit({ id, body }) {
      const model = usable(id);
      const here = await machine();
      const refusal = settingsRefusal(model, here, body);
      return {
        ...predictFit(model, here, body, measured(id)),
        ...(refusal === undefined ? {} : { refusal: english(refusal), refusalSaid: refusal }),
      };
    },
    async memory() {
      const seen = await seenMemory();
      return shareMemory(seen, loaded(), seen.headroomBytes);
    },
    async hubVariants({ body }) {
      const repo = chooseRepo(body.repo);
      const { gated, files } = await source.hub.repo(repo, 'main');
      const variants = variantsIn(repo, files);
      const [smallest] = variants;
      if (smallest === undefined) throw new LintelError('not-found', say`${repo} holds no .gguf model. Choose another.`, { field: 'repo' });
      try {
        const [{ header }, here] = await Promise.all([source.inspect(smallest.ref), machine()]);
        const predict = (bytes: number) => {
          const model: FitModel = { ...header, tensorBytes: bytes, shape: withWeights(header.shape, bytes / Math.max(1, smallest.bytes)) };
          return figuresOf(predictFit(model, here, compared(model)));
        };
        return { gated, variants: variants.map((variant) => ({ ...variant, ...predict(variant.bytes) })) };
      } catch (error) {
        const { message, said } = toErrorShape(error);
        return { gated, variants, unpredicted: message, ...(said === undefined ? {} : { said }) };
      }
    },
    async catalog() {
      const [entries, here] = await Promise.all([catalog(), machine()]);
      const predict = (model: FitModel) => predictFit(model, here, compared(model));
      const best = chooseForMachine(entries, predict, 'chat')?.entry.id;
      const models = rankForMachine(entries, predict).map(({ entry, quantisation, fit }) => ({
        ...entry,
        ref: `hf:${entry.repo}:${quantisation.name}`,
        quantisation,
        ...figuresOf(fit),
        sentence: fit.sentence,
        said: fit.said,
      }));
      return { models, ...(best === undefined ? {} : { best }) };
    },
    async refFit({ body }): Promise<FitView & { readonly bytes: number }> {
      const [{ header, files }, here] = await Promise.all([source.inspect(body.ref), machine()]);
      const model: FitModel = header;
      if ((body.contextWindow ?? 0) > model.contextLength) {
        throw new LintelError('bad-request', say`This model was made for ${model.contextLength} tokens at most.`, {
          field: 'contextWindow',
        });
      }
      const set = body.contextWindow === undefined ? {} : { contextWindow: body.contextWindow };
      return { ...predictFit(model, here, set), bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
    },
  };
}

const figuresOf = ({ verdict, need, tokensPerSecond }: Fit) => ({ verdict, memoryBytes: need.cpuBytes + need.gpuBytes, tokensPerSecond });
