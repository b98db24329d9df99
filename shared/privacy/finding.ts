/** What a detector can find. */
export type FindingType = 'email' | 'iban' | 'payment-card' | 'secret';

/** Something sensitive in a text. Offsets are UTF-16 code units, `end` exclusive. */
export interface Finding {
  readonly type: FindingType;
  readonly start: number;
  readonly end: number;
  /** 0 to 1: how sure the detector is. */
  readonly confidence: number;
  /** The check that confirmed it, such as `luhn` or `mod-97`. */
  readonly validator: string;
}

/** A pure, linear-time search for one kind of finding. */
export interface Detector {
  readonly type: FindingType;
  find(text: string): Finding[];
}

/** The words a person reads for each type. */
export const FINDING_NAMES: Record<FindingType, string> = {
  email: 'an e-mail address',
  iban: 'an IBAN',
  'payment-card': 'a payment card number',
  secret: 'a key or password',
};
