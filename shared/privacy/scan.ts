import { LintelError } from '../chat/error.ts';
import { say } from '../chat/said.ts';
import { NUMBERS } from './detectors/numbers/numbers.ts';
import { PEOPLE } from './detectors/people/people.ts';
import { SECRETS } from './detectors/secrets/secrets.ts';
import type { Detector, Finding, FindingType } from './finding.ts';
import { type Candidate, resolved, withOwnTerms } from './overlaps.ts';
import { MOST_TERMS, type OwnTerm } from './own-terms.ts';
import { createPatternSearch } from './own-terms-patterns.ts';
import { createWordSearch } from './own-terms-words.ts';
import { encodedIn, NOTHING_HIDDEN, type Reading, readingsOf } from './readings.ts';

/** Finds what is sensitive in a text: by position, none overlapping another, no start or end within a surrogate pair. */
export type Scan = (text: string) => readonly Finding[];

type Search = (text: string) => Finding[];

export const DETECTORS: readonly Detector[] = [...SECRETS, ...NUMBERS, ...PEOPLE];

/** How deep what is hidden is searched for more that is hidden. */
const DEEPEST = 4;

/** What is said of what is still encoded so deep: that somebody hides it, and that it may be anything. */
const ENCODED = { type: 'secret', confidence: 0.6, validator: 'encoded' } as const;

/** Fewest of the surest findings' confidence: what two lines hold together is found only where a check or a shape confirms it. */
const SURE = 0.9;
/** Types that words tell rather than a check or a shape: no two lines make one. */
const OF_WORDS: ReadonlySet<FindingType> = new Set<FindingType>(['person', 'street-address', 'date-of-birth', 'health']);

/**
 * A search for all that the detectors know and for the user's own terms. Where terms with different tags overlap, the
 * one listed first stays. Throws `bad-request` for a pattern that is none: searching without it would let it through.
 */
export function createScan(terms: readonly OwnTerm[]): Scan {
  if (terms.length > MOST_TERMS) throw new LintelError('bad-request', say`There can be at most ${MOST_TERMS} terms of your own.`);
  const searches: Search[] = DETECTORS.map((detector) => detector.find);
  if (terms.some(({ match }) => match.kind === 'words')) searches.push(createWordSearch(terms));
  for (const term of terms) if (term.match.kind === 'pattern') searches.push(createPatternSearch(term));
  const tags = [...new Set(terms.map(({ tag }) => tag))].reverse();
  return (text) => {
    const candidates = searchDeep(searches, text, 0);
    const isOwn = ({ finding }: Candidate) => finding.type === 'own-term';
    let findings: readonly Finding[] = resolved(tags.length === 0 ? candidates : candidates.filter((candidate) => !isOwn(candidate)), text);
    for (const tag of tags) {
      const own = candidates.filter((candidate) => isOwn(candidate) && candidate.finding.tag === tag);
      findings = withOwnTerms(findings, resolved(own, text), text);
    }
    return findings;
  };
}

/** The search without terms of the user's own. */
export const scan: Scan = createScan([]);

/** What all searches find in a text and in what is hidden in it. */
function searchDeep(searches: readonly Search[], text: string, depth: number): Candidate[] {
  const { stretches, joined, isRewritten } = depth < DEEPEST ? readingsOf(text) : NOTHING_HIDDEN;
  const hidden: Candidate[] = [];
  // What a plainer reading breaks is broken here, too.
  const broken = new Set<string>();
  for (const stretch of stretches)
    for (const { finding, isBroken } of searchDeep(searches, stretch.text, depth + 1)) {
      if (stretch.isCut(finding.start, finding.end)) continue;
      const candidate = { finding: inOriginal(finding, stretch), isBroken };
      if (isBroken) broken.add(keyOf(candidate.finding));
      hidden.push(candidate);
    }
  // What one line holds alone comes first.
  for (const stretch of joined)
    for (const search of searches)
      for (const finding of search(stretch.text))
        if (isSureOfJoint(finding, stretch)) hidden.push({ finding: inOriginal(finding, stretch), isBroken: true });
  if (depth === DEEPEST)
    for (const { start, end } of encodedIn(text)) hidden.push({ finding: { ...ENCODED, start, end }, isBroken: false });
  const isBroken = (finding: Finding) => isRewritten(finding.start, finding.end) || (broken.size > 0 && broken.has(keyOf(finding)));
  const found: Candidate[] = [];
  for (const search of searches)
    for (const finding of search(text)) {
      const whole = withWholePairs(finding, text);
      found.push({ finding: whole, isBroken: isBroken(whole) });
    }
  return hidden.length === 0 ? found : found.concat(hidden);
}

function inOriginal(finding: Finding, stretch: Reading): Finding {
  const [start, end] = stretch.origin(finding.start, finding.end);
  return { ...finding, start, end };
}

function isSureOfJoint({ type, confidence, validator, start, end }: Finding, stretch: Reading): boolean {
  // A value goes on where its line does: what is assigned on one has a name there, and the next line another.
  if (confidence < SURE || OF_WORDS.has(type) || validator.startsWith('assigned-')) return false;
  return stretch.spans(start, end) && !stretch.isCut(start, end);
}

const keyOf = ({ type, start, end }: Finding) => `${type} ${start} ${end}`;

const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000;
const isInPair = (text: string, index: number) => isLow(text.charCodeAt(index)) && isHigh(text.charCodeAt(index - 1));

function withWholePairs(finding: Finding, text: string): Finding {
  const start = isInPair(text, finding.start) ? finding.start - 1 : finding.start;
  const end = isInPair(text, finding.end) ? finding.end + 1 : finding.end;
  return start === finding.start && end === finding.end ? finding : { ...finding, start, end };
}
