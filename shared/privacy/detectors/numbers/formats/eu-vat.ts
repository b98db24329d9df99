import { luhn, mod11And10, remainder, weighted } from '../checksum.ts';
import { checked, type NumberFormat, words } from '../format.ts';
import { isPps } from './britain-ireland.ts';
import { isNip } from './central-europe.ts';
import { isBsn } from './france-benelux.ts';
import { isAfm, isCif, isDni, isNie, isPartitaIva, isPortugueseTax } from './iberia-italy.ts';
import { isYTunnus } from './nordics.ts';

const digitAt = (value: string, index: number) => value.charCodeAt(index) - 48;

/** Austria: Luhn with 4 added. */
function isAustrian(value: string): boolean {
  let sum = 4;
  for (let index = 0; index < 7; index++) {
    const digit = digitAt(value, index + 1) * (index % 2 === 0 ? 1 : 2);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return value.startsWith('U') && (10 - (sum % 10)) % 10 === digitAt(value, 8);
}

const FRENCH_KEYS = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Two digits that follow from the company's number, or since they ran out two signs that do by another formula. */
function isFrench(value: string): boolean {
  const company = Number(value.slice(2));
  if (!luhn(value.slice(2))) return false;
  if (/^\d\d/.test(value)) return (12 + 3 * (company % 97)) % 97 === Number(value.slice(0, 2));
  const [first, second] = [FRENCH_KEYS.indexOf(value.charAt(0)), FRENCH_KEYS.indexOf(value.charAt(1))];
  if (first < 0 || second < 0) return false;
  const key = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100;
  return (company + 1 + Math.floor(key / 11)) % 11 === key % 11;
}

function isBulgarian(value: string): boolean {
  let check = weighted(value, [1, 2, 3, 4, 5, 6, 7, 8]) % 11;
  if (check === 10) check = (weighted(value, [3, 4, 5, 6, 7, 8, 9, 10]) % 11) % 10;
  return check === digitAt(value, 8);
}

function isLithuanian(value: string): boolean {
  let check = weighted(value, [1, 2, 3, 4, 5, 6, 7, 8]) % 11;
  if (check === 10) check = (weighted(value, [3, 4, 5, 6, 7, 8, 9, 1]) % 11) % 10;
  return value[7] === '1' && check === digitAt(value, 8);
}

/** Cyprus: digits in odd places count by a table, and the sum picks the letter. */
function isCypriot(value: string): boolean {
  let sum = 0;
  for (let index = 0; index < 8; index++)
    sum += index % 2 === 0 ? ([1, 0, 5, 7, 9, 13, 15, 17, 19, 21][digitAt(value, index)] ?? 0) : digitAt(value, index);
  return !value.startsWith('12') && value.charCodeAt(8) - 65 === sum % 26;
}

/** The Netherlands: the eleven test, or since 2020 the whole modulo 97 with letters as two digits. */
const isDutch = (value: string) =>
  value[9] === 'B' && (isBsn(value.slice(0, 9)) || remainder(`2321${value.slice(0, 9)}11${value.slice(10)}`, 97) === 1);

const isCzech = (value: string) => {
  const rest = weighted(value, [8, 7, 6, 5, 4, 3, 2]) % 11;
  return (rest === 0 ? 1 : rest === 1 ? 0 : 11 - rest) === digitAt(value, 7);
};

const isSlovene = (value: string) => {
  const check = 11 - (weighted(value, [8, 7, 6, 5, 4, 3, 2]) % 11);
  return (check === 10 ? 0 : check) === digitAt(value, 7);
};

const isRomanian = (value: string) => {
  const digits = value.padStart(10, '0');
  return ((weighted(digits, [7, 5, 3, 2, 1, 7, 5, 3, 2]) * 10) % 11) % 10 === digitAt(digits, 9);
};

// What follows the country's letters, and its check (European Commission, VIES, VAT identification numbers).
const COUNTRIES: readonly (readonly [country: string, shapes: readonly string[], alone: number, holds: (value: string) => boolean])[] = [
  ['AT', ['A00000000', 'A 00000000'], 0.85, isAustrian],
  [
    'BE',
    ['0000000000', '~0000~000~000', ' 0000.000.000', ' 0000000000'],
    0.9,
    (value) => 97 - remainder(value.slice(0, 8), 97) === Number(value.slice(8)),
  ],
  ['BG', ['000000000', ' 000000000'], 0.7, isBulgarian],
  ['CY', ['00000000A', ' 00000000A'], 0.85, isCypriot],
  ['CZ', ['00000000', ' 00000000'], 0.7, isCzech],
  ['DE', ['000000000', '~000~000~000', ' 000000000'], 0.75, (value) => !value.startsWith('0') && mod11And10(value)],
  ['DK', ['00000000', ' 00 00 00 00', ' 00000000'], 0.7, (value) => weighted(value, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0],
  ['EE', ['000000000'], 0.7, (value) => weighted(value, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0],
  ['EL', ['000000000', ' 000000000'], 0.7, isAfm],
  [
    'ES',
    ['A00000000', 'A0000000A', '00000000A'],
    0.85,
    (value) => (/^\d|^[XYZ]/.test(value) ? isDni(value) || isNie(value) : isCif(value)),
  ],
  ['FI', ['00000000', ' 00000000'], 0.7, isYTunnus],
  ['FR', ['00000000000', ' 00 000000000', ' 00 000 000 000', ' 00000000000', 'XX000000000', ' XX 000000000'], 0.95, isFrench],
  ['HR', ['00000000000'], 0.8, mod11And10],
  ['HU', ['00000000'], 0.7, (value) => weighted(value, [9, 7, 3, 1, 9, 7, 3, 1]) % 10 === 0],
  ['IE', ['0000000A', '0000000AA', ' 0000000A'], 0.85, isPps],
  ['IT', ['00000000000', ' 00000000000'], 0.95, isPartitaIva],
  ['LT', ['000000000', ' 000000000'], 0.8, isLithuanian],
  ['LU', ['00000000', ' 00000000'], 0.8, (value) => remainder(value.slice(0, 6), 89) === Number(value.slice(6))],
  ['LV', ['00000000000'], 0.7, (value) => /^[4-9]/.test(value) && weighted(value, [9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 === 3],
  ['MT', ['00000000'], 0.8, (value) => weighted(value, [3, 4, 6, 7, 8, 9, 10, 1]) % 37 === 0],
  ['NL', ['000000000A00', ' 000000000A00', ' 0000.00.000.A00'], 0.97, isDutch],
  ['PL', ['0000000000', ' 0000000000', ' 000-000-00-00'], 0.8, isNip],
  ['PT', ['000000000', ' 000000000', ' 000 000 000'], 0.75, isPortugueseTax],
  ['RO', ['00000000', '0000000', '000000000'], 0, isRomanian],
  ['SE', ['000000000000', ' 000000000000'], 0.85, (value) => value.endsWith('01') && luhn(value.slice(0, 10))],
  ['SI', ['00000000'], 0.7, isSlovene],
  ['SK', ['0000000000'], 0.8, (value) => /^[1-9].[2-47-9]/.test(value) && remainder(value, 11) === 0],
];

const VAT = words(
  ...[
    'vat',
    'vat[ _-]?(?:id|no|number|reg\\w*)',
    'vatin',
    'ust-?id\\w*\\.?(?:-?nr\\.?)?',
    'umsatzsteuer\\w*',
    'mwst\\w*',
    'uid(?:-nr\\.?)?',
    'tva',
    'iva',
    'btw\\w*',
  ],
  ...['nif', 'nip', 'moms\\w*', 'alv\\w*', 'd[ip][cč]h?', 'partita iva', 'intracommunautaire', 'tax[ _-]?id'],
);

/** VAT numbers of the European Union as they are written abroad, with the country's letters. */
export const EU_VAT: readonly NumberFormat[] = COUNTRIES.map(([country, shapes, alone, holds]) =>
  checked(
    'tax-id',
    `${country.toLowerCase()}-vat`,
    Object.fromEntries(shapes.map((shape) => [`AA${shape}`, alone])),
    (value) => value.startsWith(country) && holds(value.slice(2)),
    VAT,
  ),
);
