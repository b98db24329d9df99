import type { Finding, FindingType } from './finding.ts';

/** A finding, and whether its text is written otherwise in part, so that it may not be all that is there. */
export interface Candidate {
  readonly finding: Finding;
  readonly isBroken: boolean;
}

/** What may be found in part: the rest of a name or an address still tells, the rest of a number tells nothing. */
const DIVISIBLE: ReadonlySet<FindingType> = new Set<FindingType>(['secret', 'person', 'street-address', 'health', 'own-term']);

/** Steps of sureness. Within one the longer finding wins, since what hides it hides the shorter one, too; a secret
 * is kept before these, and the user's own word before all. */
function step({ type, confidence }: Finding): number {
  if (type === 'own-term') return 5;
  if (confidence >= 0.9) return type === 'secret' ? 4 : 3;
  return confidence >= 0.6 ? 2 : 1;
}

/**
 * Of findings that overlap, those to keep, by position. The surer stays; among equals the one that reads hidden writing,
 * then the longer, then the more confident. Of a loser that can be divided, what nothing better covers stays when it is
 * half of it or more, without the space at its ends, so a short finding never uncovers the long one around it. Sorts what it
 * is given.
 */
export function resolved(found: Candidate[], text: string): Finding[] {
  found.sort((a, b) => a.finding.start - b.finding.start);
  const kept: Finding[] = [];
  for (let first = 0; first < found.length; ) {
    let next = first + 1;
    let end = found[first]?.finding.end ?? 0;
    for (let other = found[next]?.finding; other !== undefined && other.start < end; other = found[++next]?.finding)
      end = Math.max(end, other.end);
    const alone = next - first === 1 ? found[first]?.finding : undefined;
    if (alone !== undefined) kept.push(alone);
    else for (const finding of winners(found.slice(first, next), end, text)) kept.push(finding);
    first = next;
  }
  return kept;
}

/** Marks what is taken, so that it costs the length of the findings and not the square of their number. */
function winners(stretch: readonly Candidate[], end: number, text: string): Finding[] {
  const from = stretch[0]?.finding.start ?? 0;
  const taken = new Uint8Array(end - from);
  const kept: Finding[] = [];
  const lost: Finding[] = [];
  for (const { finding } of [...stretch].sort(byMerit)) {
    const free = largestFree(taken, finding.start - from, finding.end - from);
    const length = free.end - free.start;
    const isWhole = length === finding.end - finding.start;
    if (!isWhole && (!DIVISIBLE.has(finding.type) || length * 2 < finding.end - finding.start)) {
      lost.push(finding);
      continue;
    }
    kept.push(isWhole ? finding : { ...finding, ...withoutSpace(text, from + free.start, from + free.end) });
    taken.fill(1, free.start, free.end);
  }
  kept.sort((a, b) => a.start - b.start);
  return lost.length === 0 ? kept : withLost(kept, lost);
}

/** A stretch without the space at its ends: what is put in its place is to stand apart as it did. */
function withoutSpace(text: string, start: number, end: number): { start: number; end: number } {
  const part = text.slice(start, end);
  const first = part.search(/\S/);
  return first < 0 ? { start, end } : { start: start + first, end: start + part.trimEnd().length };
}

/** What was dropped is named where it was, so that no rule about it is lost. Each once, at the first that lies over it. */
function withLost(kept: readonly Finding[], lost: readonly Finding[]): Finding[] {
  const also = new Map<Finding, Map<FindingType, number>>();
  for (const { start, end, ...finding } of lost) {
    const over = kept[firstAfter(kept, start)];
    if (over === undefined || over.start >= end) continue;
    for (const { type, confidence } of [finding, ...(finding.also ?? [])]) {
      if (over.type === type && over.confidence >= confidence) continue;
      const types = also.get(over) ?? new Map(over.also?.map((other) => [other.type, other.confidence]));
      also.set(over, types.set(type, Math.max(confidence, types.get(type) ?? 0)));
    }
  }
  return kept.map((finding) => {
    const types = also.get(finding);
    return types === undefined ? finding : { ...finding, also: [...types].map(([type, confidence]) => ({ type, confidence })) };
  });
}

/** The first of some by position, none overlapping another, that ends after a place. */
function firstAfter(sorted: readonly Finding[], place: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.end ?? 0) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}

function byMerit(a: Candidate, b: Candidate): number {
  return (
    step(b.finding) - step(a.finding) ||
    Number(a.isBroken) - Number(b.isBroken) ||
    b.finding.end - b.finding.start - (a.finding.end - a.finding.start) ||
    b.finding.confidence - a.finding.confidence
  );
}

function largestFree(taken: Uint8Array, start: number, end: number): { start: number; end: number } {
  let best = { start, end: start };
  for (let index = start; index < end; index++) {
    if (taken[index] === 1) continue;
    const first = index;
    while (index < end && taken[index] === 0) index++;
    if (index - first > best.end - best.start) best = { start: first, end: index };
  }
  return best;
}

/**
 * Findings with the user's own terms laid over them: these always stay, as their tags are the user's word, and what
 * they lie in stays around them. What they cover whole is named with the first of them: it may be kept nearer than they
 * are. Both lists by position, none overlapping another of its list.
 */
export function withOwnTerms(findings: readonly Finding[], own: readonly Finding[], text: string): readonly Finding[] {
  if (own.length === 0) return findings;
  const all: Finding[] = [];
  const covered: Finding[] = [];
  let next = 0;
  for (const finding of findings) {
    while ((own[next]?.end ?? Number.POSITIVE_INFINITY) <= finding.start) next++;
    let start = finding.start;
    let isSeen = false;
    for (let index = next; start < finding.end; index++) {
      const term = own[index];
      const end = Math.min(finding.end, term?.start ?? finding.end);
      if (end > start && /[\p{L}\p{N}]/u.test(text.slice(start, end))) {
        all.push({ ...finding, start, end });
        isSeen = true;
      }
      start = Math.max(start, term?.end ?? finding.end);
    }
    if (!isSeen) covered.push(finding);
  }
  all.push(...(covered.length === 0 ? own : withLost(own, covered)));
  return all.sort((a, b) => a.start - b.start);
}
