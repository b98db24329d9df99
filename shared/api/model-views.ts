import type { Said } from '../chat/said.ts';
import type { Fit } from '../models/fit.ts';
import type { HubVariantView } from '../models/hub.ts';
import type { LibraryModelView } from './views.ts';

/** A prediction for settings that are not kept. */
export interface SupposedFitView extends Fit {
  /** Why they could not be kept, in a sentence. */
  readonly refusal?: string;
  readonly refusalSaid?: Said;
}

/** What one round of a benchmark measured. */
export interface BenchmarkView {
  /** Tokens of the prompt that were evaluated, and of the answer. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Tokens per second; absent where too few were evaluated or generated to tell. */
  readonly promptTokensPerSecond?: number;
  readonly tokensPerSecond?: number;
  /** Milliseconds; 0: it was loaded already. */
  readonly loadMs: number;
}

/** A folder with models. */
export interface ModelPlaceView {
  readonly source: LibraryModelView['source'];
  readonly path: string;
  readonly isThere: boolean;
  /** Models of it in the library, and their bytes. */
  readonly models: number;
  readonly bytes: number;
}

export interface ModelPlacesView {
  /** Those of apps that are switched off are among them, without models. */
  readonly places: readonly ModelPlaceView[];
  /** Host of the hub, and whether it is this computer’s own: a mirror here. */
  readonly hub: { readonly host: string; readonly isHere: boolean };
  /** Where downloads go. */
  readonly downloadsTo: string;
  /** Free on that disk, in bytes; absent where the system does not say. */
  readonly freeBytes?: number;
}

/** A model of a repository with what it would need here: bytes of memory, tokens per second. Absent: nothing is predicted. */
export interface HubFitView extends HubVariantView {
  readonly verdict?: Fit['verdict'];
  readonly memoryBytes?: number;
  readonly tokensPerSecond?: number;
}

/** The models in a repository on the hub. */
export interface HubVariantsView {
  /** Its terms must be accepted on its page first. */
  readonly gated: boolean;
  readonly variants: readonly HubFitView[];
  /** Why nothing is predicted, in a sentence. */
  readonly unpredicted?: string;
  readonly said?: Said;
}
