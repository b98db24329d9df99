import type { FindingType } from '../finding.ts';

/** One value and what stands for it. */
export interface MaskEntry {
  /** Such as `[PERSON_1]`, or an invented value that looks like one. */
  readonly placeholder: string;
  readonly value: string;
  readonly type: FindingType;
}

/** What stands for what in a conversation. It grows, and never leaves this device. */
export interface MaskMap {
  readonly entries: readonly MaskEntry[];
}

/** `placeholders`: `[PERSON_1]`. `surrogates`: invented names, cards, dates, where such can be told from real ones. */
export type MaskStyle = 'placeholders' | 'surrogates';
