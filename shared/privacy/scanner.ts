import type { Finding } from './finding.ts';
import { type Scan, scan } from './scan.ts';

/** Scans texts, remembering those seen lately. */
export type Scanner = (text: string) => readonly Finding[];

/**
 * A scanner that keeps the findings of recent texts, so a long conversation costs only its new turn.
 * Keyed by the text itself: a hash that collided would hide a finding.
 * @param search what to scan with, such as a scan that knows the user's own terms
 * @param budget most characters of text to remember
 */
export function createScanner(search: Scan = scan, budget = 4_000_000): Scanner {
  const seen = new Map<string, readonly Finding[]>();
  let held = 0;
  return (text) => {
    const known = seen.get(text);
    if (known !== undefined) {
      seen.delete(text);
      seen.set(text, known);
      return known;
    }
    const findings = search(text);
    if (text.length > budget) return findings;
    seen.set(text, findings);
    held += text.length;
    for (const oldest of seen.keys()) {
      if (held <= budget) break;
      seen.delete(oldest);
      held -= oldest.length;
    }
    return findings;
  };
}
