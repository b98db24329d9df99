import type { FindingType } from '../finding.ts';
import { MAILBOXES, STREETS, TOWNS } from './invented.ts';
import { inventedName } from './invented-name.ts';

/**
 * A valid invented value for a type, the same for the same index; nothing where none can be told from a real one,
 * or none is left. Numbers are of ranges that are never given to anybody.
 * @param value what it stands for: grouped alike, but nothing of it is kept
 */
export function surrogateOf(type: FindingType, index: number, value: string): string | undefined {
  return MAKERS[type]?.(index, value);
}

const MAKERS: Partial<Record<FindingType, (index: number, value: string) => string | undefined>> = {
  person: inventedName,
  // Visa's range for tests.
  'payment-card': (index, value) => grouped(luhn(`411111${digits(index, 9)}`), value),
  // No German bank has the code 00000000.
  iban: (index, value) => grouped(germanIban(`00000000${digits(index + 1, 10)}`), value),
  // Domain of RFC 2606.
  email: (index) => `${MAILBOXES[index % MAILBOXES.length]}${10 + index}@example.org`,
  phone,
  // RFC 5737 and RFC 3849.
  'ip-address': (index, value) => {
    if (value.includes(':')) return `2001:db8::${(index + 0x10).toString(16)}`;
    const network = ['203.0.113', '198.51.100', '192.0.2'][Math.floor(index / 250)];
    return network === undefined ? undefined : `${network}.${(index % 250) + 2}`;
  },
  // RFC 7042, section 2.1.2.
  'mac-address': (index, value) => {
    if (index > 0xff) return undefined;
    const bytes = ['00', '00', '5E', '00', '53', index.toString(16).toUpperCase().padStart(2, '0')];
    return bytes.join(value.includes('-') ? '-' : ':');
  },
  'street-address': (index) =>
    `${(index % 89) + 10} ${STREETS[index % STREETS.length]}, ${TOWNS[(index + Math.floor(index / STREETS.length)) % TOWNS.length]}`,
  'date-of-birth': date,
  // Kept free by the Social Security Administration for advertisements.
  'national-id': (index, value) => (/^\d{3}-\d{2}-\d{4}$/.test(value) && index < 10 ? `987-65-432${index}` : undefined),
};

const digits = (number: number, length: number) => String(number).padStart(length, '0');

/** In groups of four, where the value is in groups. */
function grouped(number: string, value: string): string {
  const separator = /[ -]/.exec(value.trim())?.[0];
  return separator === undefined ? number : (number.match(/.{1,4}/g) ?? []).join(separator);
}

/** With its check digit (ISO/IEC 7812-1). */
function luhn(payload: string): string {
  let sum = 0;
  for (let index = 0; index < payload.length; index++) {
    const digit = Number(payload[payload.length - 1 - index]) * (index % 2 === 0 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return `${payload}${(10 - (sum % 10)) % 10}`;
}

/** With its check digits (ISO 13616); D and E count 13 and 14. */
function germanIban(account: string): string {
  const check = 98n - (BigInt(`${account}131400`) % 97n);
  return `DE${String(check).padStart(2, '0')}${account}`;
}

/** Ranges kept for films by the regulators of Britain, Germany and France; elsewhere those of North America. */
function phone(index: number, value: string): string | undefined {
  const country = /^\+(44|49|33)/.exec(value.replaceAll(/[\s()-]/g, ''))?.[1];
  if (country === '44') return index < 1_000 ? `+44 7700 900${digits(index, 3)}` : undefined;
  if (country === '49') return index < 1_000 ? `+49 30 23125 ${digits(index, 3)}` : undefined;
  if (country === '33') return index < 1_000 ? `+33 6 39 98 ${digits(Math.floor(index / 100), 2)} ${digits(index % 100, 2)}` : undefined;
  const area = [202, 303, 404, 505, 606, 707, 808, 909][Math.floor(index / 100)];
  return area === undefined ? undefined : `+1 ${area} 555 01${digits(index % 100, 2)}`;
}

/**
 * A date in the value's order, widths and separators; nothing for one with words in it. Its day and its month are both
 * 12 at most, so it is valid in either order, and nothing says which the value's was.
 */
function date(index: number, value: string): string | undefined {
  const numbers = value.match(/\d+/g) ?? [];
  const years = numbers.filter((number) => number.length === 4).length;
  if (/\p{L}/u.test(value) || numbers.length !== 3 || years !== 1) return undefined;
  const isPadded = numbers.every((number) => number.length > 1);
  const smaller = [(index * 5 + 4) % 12, (Math.floor(index / 12) + index * 7 + 7) % 12].map((month) => digits(month + 1, isPadded ? 2 : 1));
  return value.replaceAll(/\d+/g, (number) => (number.length === 4 ? String(1950 + ((index * 3 + 7) % 55)) : (smaller.shift() ?? number)));
}
