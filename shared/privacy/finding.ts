import { type Said, say } from '../chat/said.ts';

/** What a detector can find. */
export const FINDING_TYPES = [
  'secret',
  'payment-card',
  'iban',
  'bic',
  'bank-account',
  'national-id',
  'tax-id',
  'health-id',
  'passport',
  'driving-licence',
  'email',
  'phone',
  'ip-address',
  'mac-address',
  'street-address',
  'date-of-birth',
  'person',
  'health',
  'crypto-wallet',
  'own-term',
] as const;

export type FindingType = (typeof FINDING_TYPES)[number];

/** Something sensitive in a text. Offsets are UTF-16 code units, `end` exclusive. */
export interface Finding {
  readonly type: FindingType;
  readonly start: number;
  readonly end: number;
  /** 0 to 1: how sure the detector is. */
  readonly confidence: number;
  /** The check that confirmed it, such as `luhn`, `mod-97` or `us-ssn`. */
  readonly validator: string;
  /** The tag that the user gave this word or pattern; only of `own-term`. */
  readonly tag?: string;
  /** What else this place may be, where it can be shown as one thing only: each still adds its tag. */
  readonly also?: readonly { readonly type: FindingType; readonly confidence: number }[];
}

/** A pure, linear-time search for one kind of finding. */
export interface Detector {
  /** What it looks for, such as `iban`; one of a kind. */
  readonly name: string;
  find(text: string): Finding[];
}

/** The words a person reads for each type. */
export const FINDING_NAMES: Record<FindingType, Said> = {
  secret: say`a key or password`,
  'payment-card': say`a payment card number`,
  iban: say`an IBAN`,
  bic: say`a bank’s code`,
  'bank-account': say`a bank account number`,
  'national-id': say`a national ID number`,
  'tax-id': say`a tax number`,
  'health-id': say`a health insurance number`,
  passport: say`a passport number`,
  'driving-licence': say`a driving licence number`,
  email: say`an e-mail address`,
  phone: say`a phone number`,
  'ip-address': say`an IP address`,
  'mac-address': say`a device’s network address`,
  'street-address': say`a street address`,
  'date-of-birth': say`a date of birth`,
  person: say`a person’s name`,
  health: say`somebody’s health`,
  'crypto-wallet': say`a crypto wallet`,
  'own-term': say`one of your own words`,
};
