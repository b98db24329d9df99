import type { Target } from '../target.ts';
import type { Task, TaskKind } from '../task.ts';

/** Parameters as a power of ten: a model of 10^8 can do next to nothing, one of 10^12 all there is. Our own rough scale. */
const LEAST_EXPONENT = 8;
const MOST_EXPONENT = 12;

/** A model beyond this device of which nobody said how good it is: what providers sell is large. */
const UNKNOWN_REMOTE = 0.8;
const UNKNOWN_LOCAL = 0.3;

/** How sharply the chance falls once a task is harder than a model is good. */
const STEEPNESS = 6;

/** The hardest tasks take models that are this good for an even chance; what is beyond that makes up for it. */
const HARDEST = 0.75;

/** Some tasks take more than their length shows, and some less. */
const HARDER: Partial<Record<TaskKind, number>> = {
  maths: 0.15,
  code: 0.1,
  tools: 0.1,
  classification: -0.1,
  extraction: -0.1,
  summary: -0.05,
  translation: -0.05,
};

/** How good a model is, 0 to 1: what somebody said, else what its size suggests. */
function capabilityOf({ quality, parameters, zone }: Target): number {
  if (quality !== undefined) return quality;
  if (parameters <= 0) return zone === 'device' ? UNKNOWN_LOCAL : UNKNOWN_REMOTE;
  return Math.min(1, Math.max(0, (Math.log10(parameters) - LEAST_EXPONENT) / (MOST_EXPONENT - LEAST_EXPONENT)));
}

/** The chance that an answer serves, 0 to 1: an estimate from how good the model is and how hard the task. */
export function qualityOf(target: Target, { kind, difficulty }: Task): number {
  const needed = HARDEST * Math.min(1, Math.max(0, difficulty + (HARDER[kind] ?? 0)));
  return 1 / (1 + Math.exp(-STEEPNESS * (capabilityOf(target) - needed)));
}
