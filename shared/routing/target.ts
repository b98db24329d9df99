import type { Zone } from '../privacy/zones.ts';

/** What a target may be able to do. */
export const ABILITIES = ['chat', 'tools', 'images', 'json', 'logprobs', 'reasoning', 'choices', 'embeddings', 'rerank'] as const;

export type Ability = (typeof ABILITIES)[number];

/** One model at one place, with the live state that deciding needs. */
export interface Target {
  readonly id: string;
  /** What a person reads. */
  readonly name: string;
  readonly zone: Zone;
  /** Most tokens of prompt and answer together. */
  readonly contextWindow: number;
  readonly abilities: readonly Ability[];
  /** Parameters of the model, as a first stand-in for how good its answers are. */
  readonly parameters: number;
  readonly loaded: boolean;
  /** Requests running or queued at it now. */
  readonly inFlight: number;
  /** Why it cannot work at all, in a sentence a person reads; absent when it can. */
  readonly fault?: string;
}
