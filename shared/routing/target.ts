import type { Said } from '../chat/said.ts';
import { MEDIA } from '../chat/work.ts';
import type { Price } from '../money/price.ts';
import type { Zone } from '../privacy/zones.ts';
import { isStale } from './days.ts';
import type { SpeedCurve } from './speed.ts';
import type { TokenizerFamily } from './tokens/family.ts';

/** What a target may be able to do. */
export const ABILITIES = [
  'chat',
  'tools',
  'images',
  'audio',
  'documents',
  'json',
  'logprobs',
  'reasoning',
  'choices',
  'embeddings',
  'rerank',
  ...MEDIA,
] as const;

export type Ability = (typeof ABILITIES)[number];

/** What a provider promised, as the user recorded it. */
export interface Ground {
  readonly promise: 'zero-retention' | 'no-training' | 'region';
  /** Where that can be read: a contract, a page. */
  readonly source: string;
  /** The day it was read, as `2026-01-31`. */
  readonly date: string;
}

/** Why a target is left alone for a while. It works by itself again. */
export interface Rest {
  readonly why: 'failed' | 'rate-limited';
  /** Milliseconds until it is asked again. */
  readonly opensInMs: number;
  /** The same for a person. */
  readonly sentence: string;
  readonly said?: Said;
}

/** One model at one place, with the live state that deciding needs. */
export interface Target {
  readonly id: string;
  /** What a person reads. */
  readonly name: string;
  readonly zone: Zone;
  /** Why it may be trusted more than any other place in the cloud. Without one, `trusted` counts as `cloud`. */
  readonly ground?: Ground;
  /** The ground was read too long ago to count. */
  readonly groundIsStale?: true;
  /** Where it is processed, such as `EU`; absent: nobody said. */
  readonly region?: string;
  /** Most tokens of prompt and answer together. */
  readonly contextWindow: number;
  /** How it cuts text into tokens; absent: nobody said. */
  readonly tokenizer?: TokenizerFamily;
  readonly abilities: readonly Ability[];
  /** It comes with Lintel and knows Lintel alone, so it answers only what no other may. */
  readonly guide?: true;
  /** Targets of one pool are the same model at several places: whichever is least busy is asked. Absent: it stands alone. */
  readonly pool?: string;
  /** Who runs it, such as `openai`; absent: nobody but the user. */
  readonly provider?: string;
  /** It may think without showing all of it, as most clouds' own models do. */
  readonly thinksUnseen?: true;
  /** The dialect its place speaks, such as `anthropic`; absent: it is a model of this device. */
  readonly speaks?: string;
  /** Parameters of the model, as a first stand-in for how good its answers are; 0: unknown. */
  readonly parameters: number;
  /** How good its answers are, 0 to 1, where somebody said; else it follows from the parameters. */
  readonly quality?: number;
  /** Absent: it costs nothing. */
  readonly price?: Price;
  /** The day from which its provider serves it no more, as `2026-01-31`; absent: none was announced. */
  readonly endsOn?: string;
  /** What was measured; absent: nothing yet. */
  readonly speed?: SpeedCurve;
  /** Milliseconds that loading takes, as far as known; 0 where it is always loaded. */
  readonly loadMs?: number;
  /** Memory of this computer that it takes once it is loaded, in bytes, as predicted; absent: none, or not known. */
  readonly bytes?: number;
  /** Cores it computes on; 0 or absent: not this computer's. */
  readonly threads?: number;
  readonly loaded: boolean;
  /** Requests running or queued at it now. */
  readonly inFlight: number;
  /** Why it cannot work at all, in a sentence a person reads; absent when it can. */
  readonly fault?: string;
  readonly faultSaid?: Said;
  /** It works, but not just now; absent when it may be asked. */
  readonly rests?: Rest;
}

/** The zone a target counts as: one that is called trusted without a recorded and fresh ground is no more than the cloud. */
export const zoneOf = ({ zone, ground, groundIsStale }: Pick<Target, 'zone' | 'ground' | 'groundIsStale'>): Zone =>
  zone === 'trusted' && (ground === undefined || groundIsStale === true) ? 'cloud' : zone;

/**
 * The target as it counts on a day: with what its provider promised too long ago marked as stale.
 * @param today as `2026-01-31`
 */
export function asOf<Place extends Pick<Target, 'zone' | 'ground' | 'groundIsStale'>>(
  target: Place,
  today: string,
  countForDays: number,
): Place {
  if (target.zone !== 'trusted' || target.ground === undefined || !isStale(target.ground.date, today, countForDays)) return target;
  return { ...target, groundIsStale: true };
}
