import { FINDING_TYPES } from '../../privacy/finding.ts';
import type { Found } from '../traits.ts';

/**
 * How many findings of each type there are, as a condition reads them: `findings.iban`. A type that was not found
 * counts 0, from the prototype, so that a rule about it does not fail; only what was found is an object's own.
 */
export class FindingCounts {
  constructor(findings: readonly Found[]) {
    const counts = this as unknown as Record<string, number>;
    for (const { type, count } of findings) counts[type] = (counts[type] ?? 0) + count;
  }
}

for (const type of FINDING_TYPES) Object.defineProperty(FindingCounts.prototype, type, { value: 0, writable: true });
