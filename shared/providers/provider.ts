import type { Price } from '../money/price.ts';
import type { Zone } from '../privacy/zones.ts';
import type { Ability, Ground } from '../routing/target.ts';

/** How a provider is spoken to. */
export const DIALECTS = [
  'openai',
  'anthropic',
  'google',
  'vertex',
  'mistral',
  'cohere',
  'bedrock',
  'azure',
  'perplexity',
  'ollama',
] as const;

export type ProviderDialect = (typeof DIALECTS)[number];

/**
 * A place that runs models and is reached over the network: a cloud, a server on the local network, or another server
 * of this computer. Its keys are kept apart, in the secret store.
 */
export interface Provider {
  /** Lower-case letters, digits and hyphens; part of its targets' ids. */
  readonly id: string;
  /** What a person reads. */
  readonly name: string;
  /** A row of `resources/providers.json`, or `openai-compatible`. */
  readonly kind: string;
  readonly dialect: ProviderDialect;
  /** Without a slash at the end, such as `https://api.example.com/v1`. */
  readonly baseUrl: string;
  readonly zone: Zone;
  /** Why it may be trusted; only with one does the zone `trusted` count. */
  readonly ground?: Ground;
  /** Where it processes, such as `EU`. */
  readonly region?: string;
  /** The variable of the environment that holds its key, where it is not kept by Lintel. */
  readonly keyVariable?: string;
  /** Targets of one pool are the same model at several places: its models are those of the same id elsewhere in this pool. */
  readonly pool?: string;
  /** What its models cost of which nobody said it singly. */
  readonly price?: Price;
  /** The day on which the user looked through its prices and found them right, as `2026-01-31`: older ones count as of that day. */
  readonly pricesCheckedOn?: string;
  /** Those it is used for, as the user chose them; none: what it offers. */
  readonly models: readonly ProviderModel[];
  /** What the user knows better of single models than the provider's list or the catalogue. */
  readonly corrected?: readonly ProviderModel[];
  /** Kept, but not used. */
  readonly disabled?: true;
}

/** One model at a provider. What is absent is as the catalogue says, or unknown. */
export interface ProviderModel {
  /** As the provider calls it. */
  readonly id: string;
  readonly name?: string;
  /** Most tokens of prompt and answer together. */
  readonly contextWindow?: number;
  readonly maxOutputTokens?: number;
  readonly abilities?: readonly Ability[];
  readonly price?: Price;
  /** How good its answers are, 0 to 1. */
  readonly quality?: number;
  /** The day from which the provider serves it no more, as `2026-01-31`, where one was announced. */
  readonly endsOn?: string;
}

/** The id of a provider's model as a target. */
export const targetIdOf = (providerId: string, modelId: string): string => `${providerId}/${modelId}`;
