import type { FindingType } from '../../../shared/privacy/finding.ts';

/**
 * Types that count as one when a finding is held against a label: a codice fiscale, a BSN or a CPF names a person,
 * pays their taxes and is on their health card, so whichever of the three a scanner calls it is right.
 */
export const familyOf = (type: FindingType): FindingType => (type === 'tax-id' || type === 'health-id' ? 'national-id' : type);

/** Secrets, and the types most of whose numbers carry a check digit. */
export const CHECKED: ReadonlySet<FindingType> = new Set([
  'secret',
  'payment-card',
  'iban',
  'national-id',
  'tax-id',
  'health-id',
  'crypto-wallet',
]);
