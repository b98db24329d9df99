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
  const verb = best.zone === 'device' ? 'Stayed on this device' : `Goes to ${ZONE_NAMES[best.zone]}`;
  const because = ceiling.because.join(', and ');
  if (because !== '' && best.zone === 'device') return `${verb} because ${because}.`;
  if (traits.model !== 'auto') return `${verb} because you asked for ${best.name}.`;
  if (permitted.length === 1 && refused.length === 0) return `${verb} because ${best.name} is the only model you have.`;
  if (permitted.length === 1) return `${verb} because only ${best.name} can take it.`;
  const bounds = because === '' ? '' : ` It may go no further than ${ZONE_NAMES[ceiling.zone]}: ${because}.`;
  return `${verb}: ${best.name} is the best of ${permitted.length} permitted models.${bounds}`;
}
