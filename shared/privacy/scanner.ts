import type { Finding } from './finding.ts';
import { type Scan, scan } from './scan.ts';

/** What remembering a text takes beside its characters, counted as characters: many short ones take more room than they say. */
const OF_EACH = 200;

/** Scans texts, remembering those seen lately. */
export type Scanner = (text: string) => readonly Finding[];

/**
 * A scanner that keeps the findings of recent texts, so a long conversation costs only its new turn.
 * Keyed by the text itself: a hash that collided would hide a finding.
 * @param search what to scan with, such as a scan that knows the user's own terms
 * @param budget most characters of text to remember, each text counted with what remembering it takes; the last half of them is
 *   always remembered
 */
export function createScanner(search: Scan = scan, budget = 8_000_000): Scanner {
  // Two generations: forgetting the oldest one by one would search for it among all that was forgotten before it.
  let recent = new Map<string, readonly Finding[]>();
  let earlier = recent;
  let held = 0;
  return (text) => {
    const known = recent.get(text);
    if (known !== undefined) return known;
    const findings = earlier.get(text) ?? search(text);
    const length = text.length + OF_EACH;
    if (length > budget / 2) return findings;
    if (held + length > budget / 2) {
      earlier = recent;
      recent = new Map();
      held = 0;
    }
    recent.set(text, findings);
    held += length;
    return findings;
  };
}
