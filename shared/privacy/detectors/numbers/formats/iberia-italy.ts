import { isDayMonth } from '../calendar.ts';
import { luhn, rank, remainder, weighted } from '../checksum.ts';
import { checked, type NumberFormat, words, wordsWithin } from '../format.ts';

const letterOf = (digits: string) => 'TRWAGMYFPDXBNJZSQVHLCKE'[remainder(digits, 23)];

export const isDni = (value: string) => letterOf(value.slice(0, -1)) === value.at(-1);

/** X, Y and Z count as 0, 1 and 2. */
export function isNie(value: string): boolean {
  const first = 'XYZ'.indexOf(value.charAt(0));
  return first >= 0 && letterOf(first + value.slice(1, 8)) === value[8];
}

/** Orden EHA/451/2008: Luhn over seven digits, ending in a digit, a letter or either by the kind of body. */
export function isCif(value: string): boolean {
  const kind = value.charAt(0);
  if (!'ABCDEFGHJNPQRSUVW'.includes(kind)) return false;
  const check = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].find((digit) => luhn(value.slice(1, 8) + digit)) ?? 0;
  const isDigit = value[8] === String(check);
  const isLetter = value[8] === 'JABCDEFGHI'[check];
  return 'ABEH'.includes(kind) ? isDigit : 'NPQRSW'.includes(kind) ? isLetter : isDigit || isLetter;
}

/** A province, a number, and both modulo 97; some leave out the number's first zero. */
const isSpanishInsured = (value: string) =>
  /^(?:0[1-9]|[1-4]\d|5[0-3]|66)/.test(value) &&
  [value.slice(0, 10), value.slice(0, 2) + value.slice(2, 10).replace(/^0/, '')].some(
    (digits) => remainder(digits, 97) === Number(value.slice(10)),
  );

/** Luhn, with the tax office of a province before the check digit. */
export const isPartitaIva = (value: string) =>
  !value.startsWith('0000000') && /^\d{7}(?:0\d\d|100|12[01]|888|999)/.test(value) && luhn(value);

// Decree of 23 December 1976: what a digit or letter counts in an odd place. In an even one it counts its rank.
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
// Where two people would have the same code, digits become these letters.
const DIGIT_PLACES = [6, 7, 9, 10, 12, 13, 14];
const DIGIT_LETTERS = 'LMNPQRSTUV';

/** The sum of digits and letters, as the decree counts them in odd places, beginning with the first, and in even ones. */
export function oddAndEven(value: string): number {
  let sum = 0;
  for (let index = 0; index < value.length; index++) {
    const place = rank(value, index);
    const order = place > 9 ? place - 10 : place;
    sum += index % 2 === 0 ? (ODD[order] ?? 0) : order;
  }
  return sum;
}

function isCodiceFiscale(value: string): boolean {
  const plain = [...value];
  for (const place of DIGIT_PLACES) {
    const digit = DIGIT_LETTERS.indexOf(value.charAt(place));
    if (digit >= 0) plain[place] = String(digit);
  }
  if (!/^[A-Z]{6}\d\d[A-EHLMPRST](?:0[1-9]|[1256]\d|[37][01]|4[1-9])[A-Z]\d{3}[A-Z]$/.test(plain.join(''))) return false;
  return oddAndEven(value.slice(0, 15)) % 26 === value.charCodeAt(15) - 65;
}

/** Portugal: weights 9 to 2, modulus 11. */
export function isPortugueseTax(value: string): boolean {
  const check = 11 - (weighted(value, [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return !/^(?:0|4[0-46-9])/.test(value) && (check > 9 ? 0 : check) === value.charCodeAt(8) - 48;
}

/** The citizen card: Luhn, a letter counts from 10. */
function isCitizenCard(value: string): boolean {
  let sum = 0;
  for (let index = 0; index < 12; index++) {
    const doubled = rank(value, index) * (index % 2 === 0 ? 2 : 1);
    sum += index % 2 === 0 && doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const isNiss = (value: string) =>
  /^[12]/.test(value) && 9 - (weighted(value, [29, 23, 19, 17, 13, 11, 7, 5, 3, 2]) % 10) === value.charCodeAt(10) - 48;

/** Greece: powers of two, modulus 11. */
export const isAfm = (value: string) => (weighted(value, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === value.charCodeAt(8) - 48;

const DNI = words('dni', 'nif', 'd\\.n\\.i\\.?', 'n\\.i\\.f\\.?', 'documento nacional', 'documento de identidad', 'identidad');

export const IBERIA_ITALY: readonly NumberFormat[] = [
  checked(
    'national-id',
    'es-dni',
    { '00000000A': 0.8, '00000000-A': 0.85, '00000000 A': 0.6, '00.000.000-A': 0.95, '00.000.000A': 0.9, '0000000-A': 0, '0000000A': 0 },
    isDni,
    DNI,
  ),
  checked(
    'national-id',
    'es-nie',
    { A0000000A: 0.85, 'A-0000000-A': 0.95, 'A-0000000A': 0.9, 'A0000000-A': 0.9 },
    isNie,
    words('nie', 'n[uú]mero de extranjero', 'extranjer[oa]s?'),
  ),
  checked(
    'tax-id',
    'es-cif',
    { A00000000: 0, 'A-00000000': 0.5, A0000000A: 0.5, 'A-0000000-A': 0.6, 'A-0000000A': 0.5 },
    isCif,
    words('cif', 'nif', 'c\\.i\\.f\\.?', 'n\\.i\\.f\\.?', 'identificaci[oó]n fiscal', 'raz[oó]n social'),
  ),
  checked(
    'national-id',
    'es-nss',
    { '000000000000': 0, '00/00000000/00': 0.95, '00 00000000 00': 0.8, '00/0000000000': 0.9, '00-00000000-00': 0.9 },
    isSpanishInsured,
    words('seguridad social', 'nss', 'nuss', 'naf', 'afiliaci[oó]n'),
  ),
  checked(
    'national-id',
    'it-codice-fiscale',
    { AAAAAAXXAXXAXXXA: 0.98, 'AAA AAA XXAXX AXXXA': 0.98, 'AAA-AAA-XXAXX-AXXXA': 0.98 },
    isCodiceFiscale,
    words('codice fiscale', 'c\\.?f\\.?', 'cod\\.? ?fisc\\.?', 'fiscal code'),
  ),
  checked('tax-id', 'it-partita-iva', { '00000000000': 0.5 }, isPartitaIva, words('partita iva', 'p\\.? ?iva', 'vat', 'codice fiscale')),
  checked(
    'tax-id',
    'pt-nif',
    { '000000000': 0, '000 000 000': 0, '000.000.000': 0 },
    isPortugueseTax,
    words('nif', 'nipc', 'n\\.i\\.f\\.?', 'contribuinte', 'identifica[cç][aã]o fiscal', 'n\\.?º? fiscal'),
  ),
  checked(
    'national-id',
    'pt-cc',
    { '00000000 0 AA0': 0.95, '000000000AA0': 0.9, '00000000-0-AA0': 0.95, '00000000 0AA0': 0.9, '00000000-0AA0': 0.9 },
    isCitizenCard,
    words('cart[aã]o (?:de|do) cidad[aã]o', 'bilhete de identidade', 'cidad[aã]o', '(?-i:CC)'),
  ),
  checked('national-id', 'pt-niss', { '00000000000': -1, '000 000 000 00': -1 }, isNiss, words('niss', 'seguran[cç]a social')),
  checked('tax-id', 'gr-afm', { '000000000': -1 }, isAfm, wordsWithin('ΑΦΜ', 'Α\\.Φ\\.Μ', '\\bafm\\b', 'φορολογικ')),
  checked(
    'national-id',
    'gr-amka',
    { '00000000000': -1 },
    (value) => isDayMonth(value, 0) && luhn(value),
    wordsWithin('ΑΜΚΑ', '\\bamka\\b', 'κοινωνικής ασφάλισης'),
  ),
];
