import { costOf } from '../../money/price.ts';
import type { Prediction } from '../plan.ts';
import type { Hardware } from '../situation.ts';
import { type Speed, speedAt } from '../speed.ts';
import type { Target } from '../target.ts';
import { inputTokensFor } from '../tokens/fits.ts';
import type { Traits } from '../traits.ts';
import { qualityOf } from './capability.ts';
import { expectedSpeed } from './expected-speed.ts';

/** Bytes a second that a model is read from disk with, where its loading was never measured. */
const LOAD_BYTES_PER_SECOND = 500e6;
const BYTES_PER_PARAMETER = 0.6;
/** Those before it are half done on average. */
const HALF_DONE = 0.5;
/** Watts that one busy core takes: a common laptop's. */
const CORE_WATTS = 6;
/** Watts that waiting for an answer over the network takes. */
const WAITING_WATTS = 0.5;
const MS_PER_SECOND = 1000;

/** All that is expected of a target but the score: cost, time, quality and energy, each by a documented estimate. */
export type Expectation = Omit<Prediction, 'score'>;

/** Prompt tokens that a target still has in its cache: only the one that answered this conversation last has any. */
function cachedTokensAt({ id, loaded }: Target, { cachedAt }: Traits): number {
  return cachedAt?.targetId === id && loaded ? cachedAt.tokens : 0;
}

function loadMsOf({ loaded, loadMs, zone, parameters }: Target): number {
  if (loaded || zone !== 'device') return 0;
  return loadMs ?? ((parameters * BYTES_PER_PARAMETER) / LOAD_BYTES_PER_SECOND) * MS_PER_SECOND;
}

/** From its own measurements, at this load or scaled to it; else from its kind. */
function speedOf(target: Target, hardware: Hardware): { speed: Speed; basis: Prediction['basis'] } {
  const known = target.speed && speedAt(target.speed, hardware.cpuOthers, hardware.cores, target.threads ?? 0);
  return known === undefined ? { speed: expectedSpeed(target, hardware), basis: 'estimated' } : { speed: known.speed, basis: 'measured' };
}

/** Of this computer, while a target works for so long: its cores' on this device, else what waiting takes. */
export const energyJoules = ({ zone, threads = 1 }: Pick<Target, 'zone' | 'threads'>, ms: number): number =>
  (ms / MS_PER_SECOND) * (zone === 'device' ? CORE_WATTS * threads : WAITING_WATTS);

/** Pure: from what was measured before, or from what kind of place it is. */
export function predict(target: Target, traits: Traits, hardware: Hardware): Expectation {
  const { speed, basis } = speedOf(target, hardware);
  const { outputTokens: asked, task, choices = 1 } = traits;
  const inputTokens = inputTokensFor(traits, target);
  const outputTokens = asked > 0 ? Math.min(asked, task.outputTokens) : task.outputTokens;
  const cachedTokens = Math.min(cachedTokensAt(target, traits), inputTokens);
  const promptMs = ((inputTokens - cachedTokens) / speed.promptTokensPerSecond) * MS_PER_SECOND;
  const answerMs = (outputTokens / speed.tokensPerSecond) * MS_PER_SECOND;
  const queueMs = target.zone === 'device' ? target.inFlight * HALF_DONE * (promptMs + answerMs) : 0;
  const firstTokenMs = queueMs + loadMsOf(target) + speed.overheadMs + promptMs;
  const seconds = (promptMs + answerMs) / MS_PER_SECOND;
  return {
    costNanoDollars: costOf(target.price, { inputTokens, cachedInputTokens: cachedTokens, outputTokens: outputTokens * choices }),
    firstTokenMs,
    totalMs: firstTokenMs + answerMs,
    quality: qualityOf(target, task),
    energyJoules: energyJoules(target, seconds * MS_PER_SECOND),
    outputTokens: outputTokens * choices,
    cachedTokens,
    basis,
  };
}
