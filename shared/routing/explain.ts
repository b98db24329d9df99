import { ZONE_NAMES } from '../privacy/zones.ts';
import type { Ceiling } from './ceiling.ts';
import type { Candidate, Refusal } from './plan.ts';
import type { Traits } from './traits.ts';

/** Why this plan came out as it did, in one or two sentences a person reads. */
export function explain(traits: Traits, ceiling: Ceiling, permitted: readonly Candidate[], refused: readonly Refusal[]): string {
  const best = permitted[0];
  if (best === undefined) {
    if (refused.length === 0) return 'Nothing can answer: there is no model yet. Put a GGUF file into the models folder.';
    return `Nothing permitted can answer. ${refused.map((refusal) => `${refusal.name}: ${refusal.reason}`).join(' ')}`;
  }
  const causes = ceiling.because.join(', and ');
  const verb = best.zone === 'device' ? 'Stayed on this device' : `Goes to ${ZONE_NAMES[best.zone]}`;
  if (causes !== '' && ceiling.zone === 'device') return `${verb} because ${causes}.`;
  const bounds = causes === '' ? '' : ` It may go no further than ${ZONE_NAMES[ceiling.zone]} because ${causes}.`;
  return `${verb}${choice(traits, best, permitted.length, refused.length)}.${bounds}`;
}

/** Why this target and not another. */
function choice(traits: Traits, { name }: Candidate, permitted: number, refused: number): string {
  if (traits.model !== 'auto') return ` because you asked for ${name}`;
  if (permitted > 1) return `: ${name} is the best of ${permitted} permitted models`;
  return refused === 0 ? ` because ${name} is the only model you have` : ` because only ${name} can take it`;
}
