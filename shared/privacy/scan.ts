import { email } from './detectors/email.ts';
import { iban } from './detectors/iban.ts';
import { paymentCard } from './detectors/payment-card.ts';
import { secret } from './detectors/secret.ts';
import type { Detector, Finding } from './finding.ts';

const DETECTORS: readonly Detector[] = [secret, iban, paymentCard, email];

/** Findings in one text, by position; where two overlap, the more confident one stays. */
export function scan(text: string): readonly Finding[] {
  const found = DETECTORS.flatMap((detector) => detector.find(text));
  if (found.length < 2) return found;
  found.sort((a, b) => b.confidence - a.confidence || b.end - b.start - (a.end - a.start));
  const kept: Finding[] = [];
  for (const finding of found) {
    if (!kept.some((other) => finding.start < other.end && other.start < finding.end)) kept.push(finding);
  }
  return kept.sort((a, b) => a.start - b.start);
}
