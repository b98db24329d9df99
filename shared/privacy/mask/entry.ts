import type { FindingType } from '../finding.ts';

/** One value and what stands for it. A conversation's entries only grow, and never leave this device. */
export interface MaskEntry {
  /** Such as `[PERSON_1]`, or an invented value that looks like one. */
  readonly placeholder: string;
  readonly value: string;
  readonly type: FindingType;
}

/** `placeholders`: `[PERSON_1]`. `surrogates`: invented names, cards, dates, where such can be told from real ones. */
export type MaskStyle = 'placeholders' | 'surrogates';
