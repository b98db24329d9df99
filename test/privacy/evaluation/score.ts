import type { Finding, FindingType } from '../../../shared/privacy/finding.ts';
import type { Case, Label, Span } from './case.ts';
import { CHECKED, familyOf } from './families.ts';

/** From which confidence on a finding counts. */
const CONFIDENCE = 0.6;

/** How one text went: what was found, what was missed, and what was found though it is not there. */
export interface Verdict {
  readonly subject: Case;
  readonly found: readonly FindingType[];
  readonly missed: readonly (Label | FindingType)[];
  readonly stray: readonly Finding[];
}

const shared = (a: Span, b: Span) => Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
const isHalfIn = (inner: Span, outer: Span) => shared(inner, outer) * 2 >= inner.end - inner.start;
const isSameFamily = (a: FindingType, b: FindingType) => familyOf(a) === familyOf(b);

/** Same family, at least half of the label's core covered, and at least half of the finding inside the label. */
const isMatch = (finding: Finding, label: Label) =>
  isSameFamily(finding.type, label.type) && isHalfIn(label.core, finding) && isHalfIn(finding, label);

/** Holds findings against what is known of a text. A second finding inside a label already met is no error. */
export function judge(subject: Case, findings: readonly Finding[]): Verdict {
  const sure = findings.filter((finding) => finding.confidence >= CONFIDENCE && finding.type !== 'own-term');
  const met = subject.labels.filter((label) => sure.some((finding) => isMatch(finding, label)));
  const sighted = subject.somewhere.filter((type) => sure.some((finding) => isSameFamily(finding.type, type)));
  return {
    subject,
    found: [...met.map((label) => label.type), ...sighted],
    missed: [...subject.labels.filter((label) => !met.includes(label)), ...subject.somewhere.filter((type) => !sighted.includes(type))],
    stray: sure.filter(
      (finding) =>
        !met.some((label) => isSameFamily(label.type, finding.type) && isHalfIn(finding, label)) &&
        !sighted.some((type) => isSameFamily(type, finding.type)) &&
        !subject.neutral.some((span) => isHalfIn(finding, span)),
    ),
  };
}

export interface Tally {
  texts: number;
  found: number;
  stray: number;
  missed: number;
}

/** Shares between 0 and 1; 1 where there was nothing to get wrong. */
export interface Quality extends Tally {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);

const quality = (tally: Tally): Quality => ({
  ...tally,
  precision: share(tally.found, tally.found + tally.stray),
  recall: share(tally.found, tally.found + tally.missed),
  f1: share(2 * tally.found, 2 * tally.found + tally.stray + tally.missed),
});

const typeOf = (missed: Label | FindingType) => (typeof missed === 'string' ? missed : missed.type);

/** Counts over the texts, of the types that `counts` lets through; only texts that such a type is or was found in. */
export function measure(verdicts: readonly Verdict[], counts: (type: FindingType) => boolean = () => true): Quality {
  const tally: Tally = { texts: 0, found: 0, stray: 0, missed: 0 };
  for (const { found, missed, stray } of verdicts) {
    const now = {
      found: found.filter(counts).length,
      stray: stray.filter(({ type }) => counts(type)).length,
      missed: missed.filter((miss) => counts(typeOf(miss))).length,
    };
    if (now.found + now.stray + now.missed > 0) tally.texts++;
    tally.found += now.found;
    tally.stray += now.stray;
    tally.missed += now.missed;
  }
  return quality(tally);
}

export const measureChecked = (verdicts: readonly Verdict[]): Quality => measure(verdicts, (type) => CHECKED.has(type));

/** Texts that hold nothing, and how many of a thousand of them something was found in all the same. */
export function falseAlarms(verdicts: readonly Verdict[]): { clean: number; perThousand: number } {
  const clean = verdicts.filter(({ subject }) => subject.labels.length + subject.somewhere.length + subject.neutral.length === 0);
  const alarmed = clean.filter(({ stray }) => stray.length > 0).length;
  return { clean: clean.length, perThousand: clean.length === 0 ? 0 : (alarmed / clean.length) * 1000 };
}
