import type { FindingType } from '../finding.ts';

/** One value and what stands for it where it left masked. */
export interface MaskEntry {
  readonly placeholder: string;
  readonly value: string;
  readonly type: FindingType;
}
