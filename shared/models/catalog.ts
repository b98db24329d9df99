import type { Fit, FitModel } from './fit.ts';
import { NO_SHAPE } from './shape.ts';

/** A kind of file that a model is offered in. */
export interface CatalogQuantisation {
  /** As file names spell it: `Q4_K_M`. */
  readonly name: string;
  readonly bytes: number;
  /** Computed from parameters and bits a weight, not read from the file. */
  readonly estimated?: boolean | undefined;
}

/** A model worth having, with where each fact comes from. */
export interface CatalogEntry {
  readonly id: string;
  readonly name: string;
  readonly maker: string;
  readonly kind: 'chat' | 'embedding' | 'rerank';
  /** On the hub, as `owner/repo`. */
  readonly repo: string;
  readonly licence: string;
  readonly parameters: number;
  /** Of a mixture of experts: those that a token goes through. */
  readonly activeParameters?: number | undefined;
  /** Tokens. */
  readonly contextLength: number;
  readonly goodAt: readonly string[];
  readonly abilities: readonly string[];
  readonly shape: {
    readonly layers: number;
    readonly width: number;
    readonly vocabulary: number;
    readonly kvHeads: number;
    readonly headSize: number;
    readonly experts?: number | undefined;
    readonly expertsUsed?: number | undefined;
    /** Tokens that all but one of `windowPattern` layers see. */
    readonly window?: number | undefined;
    readonly windowPattern?: number | undefined;
  };
  readonly quantisations: readonly CatalogQuantisation[];
  /** Day that each source was written. */
  readonly sources: readonly { readonly url: string; readonly date: string; readonly facts: readonly string[] }[];
}

/** A model and the kind of file of it that suits this computer best. */
export interface Choice {
  readonly entry: CatalogEntry;
  readonly quantisation: CatalogQuantisation;
  readonly fit: Fit;
}

/** What is predicted for a model that is not here, from what is known of it. */
function fitModelOf({ contextLength, parameters, activeParameters, shape }: CatalogEntry, { bytes }: CatalogQuantisation): FitModel {
  const { layers, width, vocabulary, kvHeads, headSize, experts, expertsUsed, window, windowPattern = 1 } = shape;
  const bytesPerWeight = bytes / parameters;
  const outputBytes = Math.min(bytes / 2, vocabulary * width * bytesPerWeight);
  const layerBytes = bytes - outputBytes;
  const perLayer = 2 * 2 * kvHeads * headSize;
  const full = window === undefined ? layers : Math.floor(layers / windowPattern);
  const isMixture = experts !== undefined && expertsUsed !== undefined && activeParameters !== undefined;
  // Of a mixture's weights, those outside its experts are read for every token; the rest follows from what is active.
  const inactive = isMixture ? ((parameters - activeParameters) * bytesPerWeight) / (1 - expertsUsed / experts) : 0;
  return {
    contextLength,
    tensorBytes: bytes,
    kvBytesPerToken: layers * perLayer,
    shape: {
      ...NO_SHAPE,
      layers,
      layerBytes,
      expertBytes: Math.min(layerBytes, inactive),
      ...(isMixture ? { experts: { count: experts, used: expertsUsed } } : {}),
      otherBytes: outputBytes,
      embeddingBytes: outputBytes,
      outputBytes,
      fullBytesPerToken: full * perLayer,
      ...(window === undefined ? {} : { window: { tokens: window, bytesPerToken: (layers - full) * perLayer } }),
      width,
      vocabulary,
      feedForward: 4 * width,
    },
  };
}

/** For each model the largest kind of file that fits, or else its smallest; best first: what fits before what is slow, then more parameters. */
export function rankForMachine(entries: readonly CatalogEntry[], predict: (model: FitModel) => Fit): readonly Choice[] {
  const choices = entries.flatMap((entry): Choice[] => {
    const sized = [...entry.quantisations]
      .sort((a, b) => b.bytes - a.bytes)
      .map((quantisation) => ({ entry, quantisation, fit: predict(fitModelOf(entry, quantisation)) }));
    const best = ['fits', 'slow'].map((verdict) => sized.find(({ fit }) => fit.verdict === verdict)).find((choice) => choice !== undefined);
    const chosen = best ?? sized.at(-1);
    return chosen === undefined ? [] : [chosen];
  });
  return choices.sort(
    (a, b) =>
      ORDER[a.fit.verdict] - ORDER[b.fit.verdict] ||
      b.entry.parameters - a.entry.parameters ||
      (b.entry.sources[0]?.date ?? '').localeCompare(a.entry.sources[0]?.date ?? '') ||
      (a.entry.id < b.entry.id ? -1 : 1),
  );
}

const ORDER = { fits: 0, slow: 1, 'wont-fit': 2 } as const;

/** The best model for chatting on this computer, of those good at a purpose where one is named; undefined where none fits. */
export function chooseForMachine(
  entries: readonly CatalogEntry[],
  predict: (model: FitModel) => Fit,
  purpose?: string,
): Choice | undefined {
  const suited = entries.filter(({ kind, goodAt }) => kind === 'chat' && (purpose === undefined || goodAt.includes(purpose)));
  const [best] = rankForMachine(suited, predict);
  return best?.fit.verdict === 'fits' ? best : undefined;
}
