import type { LintelErrorShape } from '../chat/error.ts';
import { FINDING_NAMES } from '../privacy/finding.ts';
import { ZONE_NAMES } from '../privacy/zones.ts';
import type { Ceiling } from './ceiling.ts';
import { OBJECTIVE_NAMES, type Objective } from './objective.ts';
import type { Candidate, Plan, Prediction, Refusal } from './plan.ts';
import type { Choice } from './rank.ts';
import { failureWords } from './run/failure-words.ts';
import { type Strain, strainCause } from './score.ts';
import type { Hardware } from './situation.ts';
import type { Traits } from './traits.ts';

type Permitted = Candidate & { readonly expected: Prediction };

/** All that a decision followed from. */
interface Decision {
  readonly traits: Traits;
  readonly ceiling: Ceiling;
  readonly objective: Objective;
  readonly hardware: Hardware;
  readonly permitted: readonly Permitted[];
  readonly refused: readonly Refusal[];
  /** What put the first of them there, if not its score. */
  readonly choice?: Choice;
  /** What a rule says that refuses the request. */
  readonly denied?: string;
}

/** Why this plan came out as it did, in one or two sentences a person reads. */
export function explain(decision: Decision): string {
  const { traits, ceiling, permitted, refused, denied } = decision;
  const best = permitted[0];
  if (denied !== undefined) return denied;
  if (best === undefined) {
    if (refused.length === 0) return 'Nothing can answer: there is no model yet. Put a GGUF file into the models folder.';
    return `Nothing permitted can answer. ${refused.map((refusal) => `${refusal.name}: ${refusal.reason}`).join(' ')}`;
  }
  const verb = best.zone === 'device' ? STAYED : `Goes to ${ZONE_NAMES[best.zone]}`;
  const wait = waitWords(best, decision);
  if (best.masked === true) return `${verb} with ${findingWords(traits)} masked${choice(decision, best)}.${wait}`;
  const { because, bounds } = limits(ceiling);
  if (because === '') return `${verb}${choice(decision, best)}.${bounds}${wait}`;
  return `${verb}${because}.${permitted.length > 1 ? ` ${capitalised(standing(decision, best))}.` : ''}${wait}`;
}

/** A target that could not answer, so that another had to. */
export interface FailedTarget {
  readonly candidate: Candidate;
  readonly error: LintelErrorShape;
}

/** Why the answer came from this target: what the plan said, unless others of the plan failed before it. */
export function explainAnswer(
  { ceiling, sentence }: Pick<Plan, 'ceiling' | 'sentence'>,
  failed: readonly FailedTarget[],
  answered: Candidate,
): string {
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
function choice(decision: Decision, best: Permitted): string {
  const { traits, permitted, refused } = decision;
  if (traits.model !== 'auto') return ` because you asked for ${best.name}`;
  if (permitted.length > 1) return `: ${standing(decision, best)}`;
  return refused.length === 0 ? ` because ${best.name} is the only model you have` : ` because only ${best.name} can take it`;
}

/** What it is among the permitted ones, by the user's objective. */
function standing(
  { traits, objective, hardware, permitted, choice: chosen }: Decision,
  { name, zone, targetId, expected }: Permitted,
): string {
  const others = `${permitted.length} permitted models`;
  if (chosen !== undefined) return `your rules ${chosen === 'split' ? 'chose' : 'prefer'} ${name}, of ${others}`;
  if (traits.cachedAt?.targetId === targetId && expected.cachedTokens > 0)
    return `${name}, of ${others}, still has this conversation in its memory`;
  const spared = zone !== 'device' && permitted.some((other) => other.zone === 'device') ? strainWords(hardware) : '';
  return `${spared}${name} is ${rankWords(objective, expected, permitted)} of ${others}`;
}

/** Why this computer is spared, to be followed by who works instead. */
function strainWords(hardware: Hardware): string {
  const cause = strainCause(hardware);
  return cause === undefined ? '' : `${STRAINS[cause]}, and `;
}

const STRAINS: Record<Strain, string> = { busy: 'this computer is busy', battery: 'the battery is low', hot: 'this computer is hot' };

/** A superlative where it is true; what is weighed against other goods is only first. */
function rankWords(objective: Objective, best: Prediction, permitted: readonly Permitted[]): string {
  const all = permitted.map(({ expected }) => expected);
  if (objective === 'cheapest' && all.every(({ costNanoDollars }) => costNanoDollars >= best.costNanoDollars)) return 'the cheapest';
  if (objective === 'fastest' && all.every(({ totalMs }) => totalMs >= best.totalMs)) return 'the fastest';
  if (objective === 'best-answer' && all.every(({ quality }) => quality <= best.quality)) return 'the likeliest to answer well';
  if (objective === 'private-first') return 'the nearest home';
  if (objective === 'balanced') return 'the best balance';
  return typeof objective === 'string' ? `the first by “${OBJECTIVE_NAMES[objective]}”` : 'the best by your weights';
}

/** Waits from which on they are announced, in seconds: measured ones, and guesses, which may be far off. */
const LONG_WAIT = 15;
const LONG_GUESS = 45;
const MS_PER_SECOND = 1000;
const SECONDS_PER_MINUTE = 60;

/** How long an answer on this device will take where that is long, and more than a guess or a reason to say so. */
function waitWords({ zone, expected }: Permitted, { hardware }: Decision): string {
  const seconds = expected.totalMs / MS_PER_SECOND;
  const strain = strainCause(hardware);
  if (zone !== 'device' || seconds < (expected.basis === 'measured' || strain !== undefined ? LONG_WAIT : LONG_GUESS)) return '';
  const time = seconds < SECONDS_PER_MINUTE ? `${Math.round(seconds)} s` : `${Math.round(seconds / SECONDS_PER_MINUTE)} min`;
  const why = strain === undefined ? '' : `, since ${STRAINS[strain]}`;
  return ` It will take about ${time} (estimate)${why}.`;
}

const capitalised = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
