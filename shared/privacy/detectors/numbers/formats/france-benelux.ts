import { isDay, isMonthDay, pair } from '../calendar.ts';
import { luhn, remainder, verhoeff, weighted } from '../checksum.ts';
import { checked, type NumberFormat, shaped, words } from '../format.ts';

/** INSEE: 97 less the remainder of the thirteen digits; Corsica's 2A and 2B count as 19 and 18. */
function isNir(value: string): boolean {
  const digits = value.replace('2A', '19').replace('2B', '18');
  if (!/^[123478]\d{12}(?:\d\d)?$/.test(digits)) return false;
  const month = pair(digits, 3);
  const isMonth = (month >= 1 && month <= 12) || (month >= 20 && month <= 42);
  return isMonth && (digits.length === 13 || 97 - remainder(digits.slice(0, 13), 97) === Number(digits.slice(13)));
}

const isFrenchTax = (value: string) => /^[0-3]/.test(value) && remainder(value.slice(0, 10), 511) === Number(value.slice(10));

/** The eleven test: weights 9 to 2, and -1. */
export function isBsn(value: string): boolean {
  return !value.startsWith('00') && weighted(value, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;
}

/** Belgium: two digits of 97 less the remainder; a 2 goes before the digits of those born since 2000. */
function isBelgian(value: string): boolean {
  // Registered foreigners have 20 or 40 added to the month.
  const month = pair(value, 2) % 20;
  const isBorn = pair(value, 2) <= 52 && (isDay(month, pair(value, 4)) || (month === 0 && pair(value, 4) <= 31));
  const check = Number(value.slice(9));
  return isBorn && [value.slice(0, 9), `2${value.slice(0, 9)}`].some((digits) => 97 - remainder(digits, 97) === check);
}

function isLuxembourgish(value: string): boolean {
  return /^(?:1[89]|20)/.test(value) && isMonthDay(value, 4) && luhn(value.slice(0, 12)) && verhoeff(value.slice(0, 11) + value.slice(12));
}

const NIR = words(
  'nir',
  'num[eé]ro de s[eé]curit[eé] sociale',
  's[eé]curit[eé] sociale',
  's[eé]cu',
  'insee',
  'n° ?(?:de )?ss',
  'carte vitale',
  'num[eé]ro ss',
);

export const FRANCE_BENELUX: readonly NumberFormat[] = [
  checked(
    'national-id',
    'fr-nir',
    {
      '000000000000000': 0.85,
      '0 00 00 00 000 000 00': 0.98,
      '0 00 00 0A 000 000 00': 0.98,
      '000000A00000000': 0.95,
      '0000000000000 00': 0.95,
      '0-00-00-00-000-000-00': 0.98,
      '0.00.00.00.000.000.00': 0.98,
    },
    isNir,
    NIR,
  ),
  shaped('national-id', 'fr-nir', { '0000000000000': 0 }, isNir, NIR),
  checked(
    'tax-id',
    'fr-spi',
    { '0000000000000': 0, '00 00 000 000 000': 0.85, '0 000 000 000 000': 0 },
    isFrenchTax,
    words('num[eé]ro fiscal\\w*', '(?:r[eé]f[eé]rence|identifiant) fiscale?', '(?-i:SPI)', 'imp[oô]t', 'n° fiscal'),
  ),
  checked('tax-id', 'fr-siren', { '000000000': -1, '000 000 000': -1 }, luhn, words('siren', 'rcs')),
  checked('tax-id', 'fr-siret', { '00000000000000': -1, '000 000 000 00000': 0.6 }, luhn, words('siret')),
  checked(
    'national-id',
    'nl-bsn',
    { '000000000': 0, '0000.00.000': 0.5, '000 000 000': 0, '0000 00 000': 0 },
    isBsn,
    words('bsn(?:[ -]?nummer)?', 'burgerservicenummer', 'sofi-?nummer', 'citizen service number', 'burger service nummer'),
  ),
  checked(
    'national-id',
    'be-nn',
    {
      '00.00.00-000.00': 0.98,
      '00000000000': 0.8,
      '00 00 00 000 00': 0.95,
      '000000-000-00': 0.95,
      '000000 000 00': 0.9,
      '00.00.00 000.00': 0.95,
    },
    isBelgian,
    words(
      'rijksregister\\w*',
      'registre national',
      'num[eé]ro national',
      'niss',
      'insz',
      'national (?:register )?number',
      'nationalregister\\w*',
    ),
  ),
  checked(
    'national-id',
    'lu-matricule',
    { '0000000000000': 0.9, '0000 00 00 000 00': 0.95 },
    isLuxembourgish,
    words('matricule', 'num[eé]ro d.identification', 'cns'),
  ),
];
