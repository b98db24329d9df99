import type { LintelErrorShape } from '../chat/error.ts';
import { listed, type Said, type SaidList, say, together, verbatim } from '../chat/said.ts';
import { FINDING_NAMES } from '../privacy/finding.ts';
import { ZONE_NAMES } from '../privacy/zones.ts';
import type { Ceiling } from './ceiling.ts';
import { OBJECTIVE_NAMES, type Objective } from './objective.ts';
import type { Candidate, Plan, Prediction, Refusal } from './plan.ts';
import type { Choice } from './rank.ts';
import { saidRefused } from './refusal.ts';
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
export function explain(decision: Decision): Said {
  const { traits, ceiling, permitted, refused, denied } = decision;
  const best = permitted[0];
  if (denied !== undefined) return verbatim(denied);
  if (best === undefined) {
    if (refused.length === 0) return say`Nothing can answer: there is no model yet. Put a GGUF file into the models folder.`;
    return saidRefused(refused);
  }
  const verb = best.zone === 'device' ? STAYED : say`Goes to ${ZONE_NAMES[best.zone]}`;
  const more = [waitWords(best, decision), ...capWords(decision)];
  if (best.masked === true) return together(withReason(say`${verb} with ${findingWords(traits)} masked`, choice(decision, best)), ...more);
  const { because, bounds } = limits(ceiling);
  if (because === undefined) return together(withReason(verb, choice(decision, best)), bounds, ...more);
  return together(
    say`${verb} because ${because}.`,
    permitted.length > 1 ? say`${{ first: standing(decision, best) }}.` : undefined,
    ...more,
  );
}

/** Why one target and not another: the only one that could, or what it is among several. */
type Why = { readonly only: Said } | { readonly standing: Said };

/** What happens, and why it does so here. */
const withReason = (what: Said, why: Why): Said => ('only' in why ? say`${what} because ${why.only}.` : say`${what}: ${why.standing}.`);

/** A target that could not answer, so that another had to. */
export interface FailedTarget {
  readonly candidate: Candidate;
  readonly error: LintelErrorShape;
}

/** Why the answer came from this target: what the plan said, unless others of the plan failed before it, or it is a replica of the plan's first. */
export function explainAnswer(
  { ceiling, sentence, said, permitted }: Pick<Plan, 'ceiling' | 'sentence' | 'said' | 'permitted'>,
  failed: readonly FailedTarget[],
  answered: Candidate,
): Said | string {
  const [first] = permitted;
  if (failed.length === 0 && (first === undefined || first.targetId === answered.targetId)) return said ?? sentence;
  const went = say`Went to ${ZONE_NAMES[answered.zone]}`;
  const verb = answered.zone === 'device' ? STAYED : answered.masked === true ? say`${went}, masked` : went;
  const { because, bounds } = answered.masked === true ? NO_LIMITS : limits(ceiling);
  const failures = failed.map(({ candidate, error }) => say`${candidate.name} could not answer (${failureWords(error.code)})`);
  const story =
    failures.length > 0
      ? say`${listed(failures, ', and ')}, so ${answered.name} did.`
      : say`${answered.name} answered in place of ${first?.name ?? say`others`}, which is the same model.`;
  return because === undefined ? together(say`${verb}: ${story}`, bounds) : together(say`${verb} because ${because}.`, story);
}

const STAYED = say`Stayed on this device`;

interface Limits {
  readonly because?: SaidList;
  readonly bounds?: Said;
}

const NO_LIMITS: Limits = {};

/** “2 findings”, or the one by its name. */
function findingWords({ findings = [] }: Traits): Said {
  const [first] = findings;
  const count = findings.reduce((sum, found) => sum + found.count, 0);
  return count === 1 && first !== undefined ? FINDING_NAMES[first.type] : say`${count} findings`;
}

/** What the ceiling says: the reason itself where nothing may leave, an addition where only some places are out of reach. */
function limits({ zone, because, said, lowered }: Ceiling): Limits {
  if (because.length === 0) return NO_LIMITS;
  const causes = listed(said ?? because, ', and ');
  if (zone === 'device' || lowered !== undefined) return { because: causes };
  return { bounds: say`It may go no further than ${ZONE_NAMES[zone]} because ${causes}.` };
}

/** Why this target and not another. */
function choice(decision: Decision, best: Permitted): Why {
  const { traits, permitted, refused } = decision;
  if (traits.model !== 'auto') return { only: say`you asked for ${best.name}` };
  if (permitted.length > 1) return { standing: standing(decision, best) };
  if (refused.some(({ constraint }) => constraint !== 'guide')) return { only: say`only ${best.name} can take it` };
  return {
    only:
      refused.length === 0
        ? say`${best.name} is the only model you have`
        : say`${best.name} is the only model you have besides the built-in guide`,
  };
}

/** What it is among the permitted ones, by the user's objective. */
function standing(
  { traits, objective, hardware, permitted, choice: chosen }: Decision,
  { name, zone, targetId, expected }: Permitted,
): Said {
  const count = permitted.length;
  if (chosen === 'split') return say`your rules chose ${name}, of ${count} permitted models`;
  if (chosen !== undefined) return say`your rules prefer ${name}, of ${count} permitted models`;
  if (traits.cachedAt?.targetId === targetId && expected.cachedTokens > 0)
    return say`${name}, of ${count} permitted models, still has this conversation in its memory`;
  const rank = rankWords(objective, expected, permitted);
  const strain = zone !== 'device' && permitted.some((other) => other.zone === 'device') ? strainCause(hardware) : undefined;
  return strain === undefined
    ? say`${name} is ${rank} of ${count} permitted models`
    : say`${STRAINS[strain]}, and ${name} is ${rank} of ${count} permitted models`;
}

const STRAINS: Record<Strain, Said> = {
  busy: say`this computer is busy`,
  battery: say`the battery is low`,
  hot: say`this computer is hot`,
};

/** A superlative where it is true; what is weighed against other goods is only first. */
function rankWords(objective: Objective, best: Prediction, permitted: readonly Permitted[]): Said {
  const all = permitted.map(({ expected }) => expected);
  if (objective === 'cheapest' && all.every(({ costNanoDollars }) => costNanoDollars >= best.costNanoDollars)) return say`the cheapest`;
  if (objective === 'fastest' && all.every(({ totalMs }) => totalMs >= best.totalMs)) return say`the fastest`;
  if (objective === 'best-answer' && all.every(({ quality }) => quality <= best.quality)) return say`the likeliest to answer well`;
  if (objective === 'private-first') return say`the nearest home`;
  if (objective === 'balanced') return say`the best balance`;
  return typeof objective === 'string' ? say`the first by “${OBJECTIVE_NAMES[objective]}”` : say`the best by your weights`;
}

/** Waits from which on they are announced, in seconds: measured ones, and guesses, which may be far off. */
const LONG_WAIT = 15;
const LONG_GUESS = 45;
const MS_PER_SECOND = 1000;
const SECONDS_PER_MINUTE = 60;

/** How long an answer on this device will take where that is long, and more than a guess or a reason to say so. */
function waitWords({ zone, expected }: Permitted, { hardware }: Decision): Said | undefined {
  const seconds = expected.totalMs / MS_PER_SECOND;
  const strain = strainCause(hardware);
  if (zone !== 'device' || seconds < (expected.basis === 'measured' || strain !== undefined ? LONG_WAIT : LONG_GUESS)) return undefined;
  const time = seconds < SECONDS_PER_MINUTE ? say`${Math.round(seconds)} s` : say`${Math.round(seconds / SECONDS_PER_MINUTE)} min`;
  return strain === undefined
    ? say`It will take about ${time} (estimate).`
    : say`It will take about ${time} (estimate), since ${STRAINS[strain]}.`;
}

/** Whom a budget kept out of it, where the choice was Lintel's. */
function capWords({ traits, refused }: Decision): readonly Said[] {
  const [first, ...others] = refused.filter(({ constraint }) => constraint === 'budget');
  if (first === undefined || traits.model !== 'auto') return [];
  const { name, reason, said = reason } = first;
  const told = say`${name} was not asked: ${{ after: said }}`;
  if (others.length === 0) return [told];
  return [told, others.length === 1 ? say`Nor was another.` : say`Nor were ${others.length} others.`];
}
