import type { Provider, ProviderModel } from './provider.ts';

/** A key of a provider as an engine gets it: the secret, and a name for it that may be logged. */
export interface ProviderKey {
  /** Opaque; the same for the same key. */
  readonly id: string;
  readonly secret: string;
}

/** What an engine for one model at one provider works with. */
export interface RemoteModel {
  readonly targetId: string;
  readonly provider: Provider;
  readonly model: ProviderModel;
  /** The keys in the order in which they are to be tried; none where the provider takes none. Reading costs no I/O. */
  keys(): readonly ProviderKey[];
}
