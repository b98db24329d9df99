import type { FindingType } from '../../../shared/privacy/finding.ts';

/** A stretch of a text, in UTF-16 code units, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is to be found. */
export interface Label extends Span {
  readonly type: FindingType;
  /** The part that has to be covered; the whole for most. */
  readonly core: Span;
}

/** One text to judge a scanner by. */
export interface Case {
  readonly id: string;
  readonly text: string;
  readonly labels: readonly Label[];
  /** Types that are somewhere in the text, where the corpus does not say where. */
  readonly somewhere: readonly FindingType[];
  /** What may be found or not. */
  readonly neutral: readonly Span[];
  /** What to report it under, such as `language: de`. */
  readonly groups: Readonly<Record<string, string>>;
}
