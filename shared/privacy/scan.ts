import { NUMBERS } from './detectors/numbers/numbers.ts';
import { PEOPLE } from './detectors/people/people.ts';
import { SECRETS } from './detectors/secrets/secrets.ts';
import type { Detector, Finding } from './finding.ts';

export const DETECTORS: readonly Detector[] = [...SECRETS, ...NUMBERS, ...PEOPLE];

/** Findings in one text, by position; where two overlap, the more confident one stays, then the longer. */
export function scan(text: string): readonly Finding[] {
  const found = DETECTORS.flatMap((detector) => detector.find(text));
  if (found.length < 2) return found;
  found.sort((a, b) => a.start - b.start);
  const kept: Finding[] = [];
  for (let first = 0; first < found.length; ) {
    let next = first + 1;
    let end = found[first]?.end ?? 0;
    for (let finding = found[next]; finding !== undefined && finding.start < end; finding = found[++next]) {
      end = Math.max(end, finding.end);
    }
    for (const finding of next - first === 1 ? found.slice(first, next) : winners(found.slice(first, next), end)) kept.push(finding);
    first = next;
  }
  return kept;
}

/**
 * Of findings that form one unbroken stretch up to `end`, those that no better one overlaps. Marks
 * what is taken, so that it costs the length of the findings and not the square of their number.
 */
function winners(stretch: readonly Finding[], end: number): Finding[] {
  const from = stretch[0]?.start ?? 0;
  const taken = new Uint8Array(end - from);
  return [...stretch]
    .sort((a, b) => b.confidence - a.confidence || b.end - b.start - (a.end - a.start))
    .filter((finding) => {
      const isFree = !taken.subarray(finding.start - from, finding.end - from).includes(1);
      if (isFree) taken.fill(1, finding.start - from, finding.end - from);
      return isFree;
    })
    .sort((a, b) => a.start - b.start);
}
