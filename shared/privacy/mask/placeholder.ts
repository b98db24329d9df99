import type { FindingType } from '../finding.ts';

/** What a model reads in brackets. */
const NAMES: Record<FindingType, string> = {
  secret: 'SECRET',
  'payment-card': 'CARD',
  iban: 'IBAN',
  bic: 'BIC',
  'bank-account': 'ACCOUNT',
  'national-id': 'ID',
  'tax-id': 'TAX_ID',
  'health-id': 'HEALTH_ID',
  passport: 'PASSPORT',
  'driving-licence': 'LICENCE',
  email: 'EMAIL',
  phone: 'PHONE',
  'ip-address': 'IP',
  'mac-address': 'MAC',
  'street-address': 'ADDRESS',
  'date-of-birth': 'DATE_OF_BIRTH',
  person: 'PERSON',
  health: 'HEALTH',
  'crypto-wallet': 'WALLET',
  'own-term': 'TERM',
};

/** A finding, or text of the user's that would be taken for a placeholder. */
export type MaskedKind = FindingType | 'text';

export function nameOf(kind: MaskedKind): string {
  return kind === 'text' ? 'TEXT' : NAMES[kind];
}

/** What lies between a placeholder's brackets, taken apart: `PERSON_1B` is the second further form of `PERSON_1`. */
export interface Key {
  readonly name: string;
  readonly number: number;
  readonly form: string;
}

const KEY = new RegExp(`^(${[...Object.values(NAMES), 'TEXT'].join('|')})_([1-9]\\d{0,5})([A-Z]{0,2})$`);

/** The key of a text without brackets such as `PERSON_1`; nothing where it is none. */
export function parseKey(text: string): Key | undefined {
  const [, name, number, form] = KEY.exec(text) ?? [];
  return name === undefined || number === undefined ? undefined : { name, number: Number(number), form: form ?? '' };
}

/** What lies between the brackets of an exact `[PERSON_1]`; nothing for a surrogate. */
export function keyOf(placeholder: string): string | undefined {
  if (!placeholder.startsWith('[') || !placeholder.endsWith(']')) return undefined;
  const inner = placeholder.slice(1, -1);
  return parseKey(inner) === undefined ? undefined : inner;
}

/** A, B … Z, AA, AB … ZZ: as many forms of one value as are told apart. Nothing past the last. */
export function formLetters(count: number): string | undefined {
  const letter = (index: number) => String.fromCharCode(65 + index);
  if (count < 26) return letter(count);
  const high = Math.floor(count / 26) - 1;
  return high < 26 ? letter(high) + letter(count % 26) : undefined;
}
