import type { LintelErrorShape } from '../chat/error.ts';
import { FINDING_NAMES } from '../privacy/finding.ts';
import { ZONE_NAMES } from '../privacy/zones.ts';
import type { Ceiling } from './ceiling.ts';
import type { Candidate, Plan, Refusal } from './plan.ts';
import { failureWords } from './run/failure-words.ts';
import type { Traits } from './traits.ts';

/** Why this plan came out as it did, in one or two sentences a person reads. */
export function explain(traits: Traits, ceiling: Ceiling, permitted: readonly Candidate[], refused: readonly Refusal[]): string {
  const best = permitted[0];
  if (best === undefined) {
    if (refused.length === 0) return 'Nothing can answer: there is no model yet. Put a GGUF file into the models folder.';
    return `Nothing permitted can answer. ${refused.map((refusal) => `${refusal.name}: ${refusal.reason}`).join(' ')}`;
  }
  const verb = best.zone === 'device' ? STAYED : `Goes to ${ZONE_NAMES[best.zone]}`;
  if (best.masked === true) return `${verb} with ${findingWords(traits)} masked${choice(traits, best, permitted.length, refused.length)}.`;
  const { because, bounds } = limits(ceiling);
  if (because !== '') return `${verb}${because}.`;
  return `${verb}${choice(traits, best, permitted.length, refused.length)}.${bounds}`;
}

/** A target that could not answer, so that another had to. */
export interface FailedTarget {
  readonly candidate: Candidate;
  readonly error: LintelErrorShape;
}

/** Why the answer came from this target: what the plan said, unless others of the plan failed before it. */
export function explainAnswer({ ceiling, sentence }: Plan, failed: readonly FailedTarget[], answered: Candidate): string {
  if (failed.length === 0) return sentence;
  const how = answered.masked === true ? ', masked' : '';
  const verb = answered.zone === 'device' ? STAYED : `Went to ${ZONE_NAMES[answered.zone]}${how}`;
  const { because, bounds } = answered.masked === true ? NO_LIMITS : limits(ceiling);
  const failures = failed.map(({ candidate, error }) => `${candidate.name} could not answer (${failureWords(error.code)})`);
  const story = `${failures.join(', and ')}, so ${answered.name} did.`;
  return because === '' ? `${verb}: ${story}${bounds}` : `${verb}${because}. ${story}`;
}

const STAYED = 'Stayed on this device';

const NO_LIMITS = { because: '', bounds: '' };

/** “2 findings”, or the one by its name. */
function findingWords({ findings = [] }: Traits): string {
  const [first] = findings;
  const count = findings.reduce((sum, found) => sum + found.count, 0);
  return count === 1 && first !== undefined ? FINDING_NAMES[first.type] : `${count} findings`;
}

/** What the ceiling says: the reason itself where nothing may leave, an addition where only some places are out of reach. */
function limits({ zone, because, lowered }: Ceiling): { because: string; bounds: string } {
  const causes = because.join(', and ');
  if (causes === '') return NO_LIMITS;
  if (zone === 'device' || lowered !== undefined) return { because: ` because ${causes}`, bounds: '' };
  return { because: '', bounds: ` It may go no further than ${ZONE_NAMES[zone]} because ${causes}.` };
}

/** Why this target and not another. */
function choice(traits: Traits, { name }: Candidate, permitted: number, refused: number): string {
  if (traits.model !== 'auto') return ` because you asked for ${name}`;
  if (permitted > 1) return `: ${name} is the best of ${permitted} permitted models`;
  return refused === 0 ? ` because ${name} is the only model you have` : ` because only ${name} can take it`;
}
