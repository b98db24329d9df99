import type { ProviderDialect, ProviderModel } from './provider.ts';

/** Where something can be read, and the day it was, as `2026-01-31`. */
export interface Source {
  readonly source: string;
  readonly date: string;
}

/** Something that a provider says of itself. */
export interface Fact extends Source {
  readonly text: string;
}

/** How a key goes along with a request. */
export interface KeyForm {
  /** Name of the header. */
  readonly header: string;
  /** What stands before the key there, such as `Bearer`. */
  readonly scheme?: string;
  /** Variables of the environment that usually hold it. */
  readonly variables: readonly string[];
  /** Where a person makes one. */
  readonly page?: string;
  readonly required: boolean;
}

/** A kind of provider that Lintel knows: a row of `resources/providers.json`. */
export interface ProviderKind {
  readonly id: string;
  readonly name: string;
  readonly dialect: ProviderDialect;
  /** `server`: somebody runs it on their own computer. */
  readonly place: 'cloud' | 'server';
  /** Of a cloud; it may hold `{region}` or `{resource}`, which the user fills in. */
  readonly baseUrl?: string;
  /** Of a server: the port it usually listens at. */
  readonly port?: number;
  readonly key: KeyForm;
  /** What lists the models without cost, below the base URL or at the address’s root; absent: nothing does. */
  readonly list?: { readonly path: string; readonly from?: 'origin'; readonly headers?: Readonly<Record<string, string>> };
  /** Whether it trains on what is sent, and how long it keeps it, in its own terms. */
  readonly training?: Fact;
  readonly retention?: Fact;
  readonly regions?: Source & { readonly names: readonly string[] };
  /** `unverified`: not read at the provider itself, and to be checked before it is relied upon. */
  readonly confidence: 'verified' | 'unverified';
  readonly models: readonly (ProviderModel & Source)[];
}

/** A provider's list of models as it was at a time, in milliseconds since the epoch. */
export interface ModelList {
  readonly at: number;
  readonly models: readonly ProviderModel[];
}
