import type { Said } from '../chat/said.ts';
import type { ProviderKind } from '../providers/catalog.ts';
import type { OfferedModel } from '../providers/models-of.ts';
import type { Provider, ProviderModel } from '../providers/provider.ts';

/** A key as it may be shown. */
export interface ProviderKeyView {
  readonly id: string;
  /** Its last four characters; empty for one too short to show any. */
  readonly lastFour: string;
  /** Milliseconds since the epoch; absent for one that the environment gives. */
  readonly addedAt?: number;
  /** The variable of the environment that holds it. */
  readonly variable?: string;
}

export interface ProviderView extends Provider {
  /** The models it is used for, with all that is known of them. */
  readonly offered: readonly OfferedModel[];
  readonly keys: readonly ProviderKeyView[];
  /** When its list of models was fetched, in milliseconds since the epoch; absent: never. */
  readonly listedAt?: number;
  /** What keeps it from being used, or from counting as the zone it is said to be in, in a sentence. */
  readonly notice?: string;
  readonly said?: Said;
}

/** What a look at a provider showed. It cost nothing. */
export interface ProviderCheckView {
  readonly ok: boolean;
  readonly sentence: string;
  readonly said?: Said;
  /** Until it answered. */
  readonly ms: number;
  /** How many models it lists; absent where it lists none. */
  readonly models?: number;
}

/** The same, once for each of its keys. */
export interface ProviderTestView {
  readonly ok: boolean;
  readonly checks: readonly (ProviderCheckView & { readonly key?: ProviderKeyView })[];
}

export interface ProviderModelsView {
  readonly provider: ProviderView;
  /** All that it listed, used or not. */
  readonly listed: readonly ProviderModel[];
  /** Absent where it was not asked. */
  readonly check?: ProviderCheckView;
}

export interface AddedProviderView extends ProviderView {
  /** Absent where nothing was asked. */
  readonly check?: ProviderCheckView;
}

export interface AddedKeyView {
  readonly provider: ProviderView;
  readonly key: ProviderKeyView;
  readonly check: ProviderCheckView;
}

/** A variable of the environment that holds a key of a provider that Lintel knows. */
export interface ImportableKeyView {
  readonly variable: string;
  readonly kind: string;
  readonly name: string;
  readonly lastFour: string;
}

export type ProviderKindView = ProviderKind;

/** A server that was found. */
export interface FoundServerView {
  /** As `providers add --kind` takes it. */
  readonly kind: string;
  readonly name: string;
  readonly baseUrl: string;
  readonly version?: string;
  readonly models: readonly string[];
  /** Requests that run or wait there, where it publishes that. */
  readonly load?: number;
  /** Models that it has in memory, where it publishes that. */
  readonly inMemory?: readonly string[];
  /** It answers only with a key. */
  readonly needsKey?: true;
  /** The provider that it is already. */
  readonly providerId?: string;
}
