import { isDayMonth, pair } from '../calendar.ts';
import { mod11And10, rank, weighted } from '../checksum.ts';
import { checked, type NumberFormat, rightBefore, shaped, words } from '../format.ts';

/** VKVV § 4: a letter counts as two digits; the digits of each product are summed. */
function isPensionNumber(value: string): boolean {
  const letter = String(value.charCodeAt(8) - 64).padStart(2, '0');
  const digits = value.slice(0, 8) + letter + value.slice(9, 11);
  let sum = 0;
  for (const [index, weight] of [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1].entries()) {
    const product = (digits.charCodeAt(index) - 48) * weight;
    sum += Math.floor(product / 10) + (product % 10);
  }
  // Those given out without a known day have 00 in its place.
  return (isDayMonth(value, 2) || (value.slice(2, 4) === '00' && pair(value, 4) <= 12)) && sum % 10 === value.charCodeAt(11) - 48;
}

/** § 290 SGB V: the letter as two digits, weights 1 and 2 by turns, the digits of each product summed; the last digit is the sum's. */
function isHealthInsured(value: string): boolean {
  const digits = String(value.charCodeAt(0) - 64).padStart(2, '0') + value.slice(1, 9);
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const product = (digits.charCodeAt(index) - 48) * (index % 2 === 0 ? 1 : 2);
    sum += product > 9 ? product - 9 : product;
  }
  return sum % 10 === value.charCodeAt(9) - 48;
}

/** ICAO 9303: weights 7, 3, 1, a letter counts from 10. */
function isMachineRead(value: string): boolean {
  let sum = 0;
  for (let index = 0; index < value.length - 1; index++) sum += rank(value, index) * ([7, 3, 1][index % 3] ?? 0);
  return sum % 10 === value.charCodeAt(value.length - 1) - 48;
}

/** Hauptverband: the fourth digit checks the rest; months up to 15 are used when a day is full. */
function isAustrianInsured(value: string): boolean {
  const month = pair(value, 6);
  const isBorn = isDayMonth(value, 4) || (month >= 13 && month <= 15);
  return isBorn && !value.startsWith('0') && weighted(value, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === value.charCodeAt(3) - 48;
}

const isAhv = (value: string) =>
  value.startsWith('756') && (10 - (weighted(value, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10 === value.charCodeAt(12) - 48;

function isUid(value: string): boolean {
  const check = (11 - (weighted(value.slice(3), [5, 4, 3, 2, 7, 6, 5, 4]) % 11)) % 11;
  return value.startsWith('CHE') && check === value.charCodeAt(11) - 48;
}

const ID_CARD = words(
  'personalausweis\\w*',
  'ausweis(?:nummer|nr)\\.?',
  'perso',
  'id card',
  'identity card',
  'identit[aä]tskarte',
  'ausweis',
);
const KONTO = words(rightBefore('konto'), 'konto(?:nummer|nr\\.?|-nr\\.?)', 'kto\\.?(?:-?nr\\.?)?', 'bankverbindung');
/** “Konto” alone is as often an account of a book or of a user: short numbers take the whole word. */
const KONTO_NUMBER = words('konto(?:nummer|-nr\\.?)', 'kto\\.?(?:-?nr\\.?)', 'kto\\.?', 'bankverbindung');
const TAX_NUMBER = words('steuer-?nummer', 'steuernr', 'steuer-nr', 'st\\.?-?nr\\.?', 'finanzamt', 'tax (?:number|no)');

export const GERMANY_AUSTRIA_SWITZERLAND: readonly NumberFormat[] = [
  checked(
    'tax-id',
    'de-idnr',
    { '00 000 000 000': 0, '00000000000': 0 },
    (value) => !value.startsWith('0') && mod11And10(value),
    words(
      'steuer[ -]?id\\w{0,24}',
      'steueridentifikation\\w*',
      'steuerliche id\\w*',
      'id-?nr\\.?',
      'idnr',
      'steuer-?identifikations-?\\w*',
      'tax id\\w*',
      'tin',
    ),
  ),
  shaped(
    'tax-id',
    'de-stnr',
    {
      '000/000/00000': 0.6,
      '00/000/00000': 0.6,
      '000/0000/0000': 0.6,
      '000 000 00000': 0,
      '0000000000000': 0,
      '00000000000': 0,
      '0000000000': 0,
    },
    () => true,
    TAX_NUMBER,
  ),
  checked(
    'national-id',
    'de-svnr',
    { '00000000A000': 0.9, '00~000000~A~000': 0.95, '00 000000 A000': 0.9 },
    isPensionNumber,
    words('rvnr', 'svnr', 'sv-?nummer', '(?:sozial|renten)versicherung\\w*', 'versicherungsnummer'),
  ),
  checked(
    'health-id',
    'de-kvnr',
    { A000000000: 0.5, 'A 000 000 000': 0, 'A 000000000': 0, 'A000 000 000': 0, 'A-000000000': 0 },
    isHealthInsured,
    words(
      ...['kvnr', 'kv(?:-nummer|-nr\\.?)', 'krankenversicher\\w*', 'krankenkasse\\w*', 'versicherten-?(?:nummer|nr|id|ausweis)\\.?'],
      ...['versichertenkarte', '(?:elektronische )?gesundheitskarte', 'egk', 'health insurance(?: number)?', '(?:tk|aok|barmer|dak)'],
    ),
  ),
  shaped(
    'national-id',
    'de-id-card',
    { XXXXXXXXX: -1 },
    (value) => /^[LMNPRTVWXY][0-9CFGHJ-NPRTV-Z]*\d[0-9CFGHJ-NPRTV-Z]*$/.test(value),
    ID_CARD,
  ),
  checked('national-id', 'de-id-card', { XXXXXXXXX0: -1 }, (value) => /^[LMNPRTVWXY]/.test(value) && isMachineRead(value), ID_CARD),
  shaped('bank-account', 'de-blz', { '00000000': 0, '000 000 00': 0 }, (value) => /^[1-8]/.test(value), words('blz', 'bankleitzahl')),
  ...[4, 5, 6, 7, 8, 9, 10].map((length) =>
    shaped('bank-account', 'de-konto', { ['0'.repeat(length)]: 0 }, () => true, length < 7 ? KONTO_NUMBER : KONTO),
  ),
  checked(
    'national-id',
    'at-svnr',
    { '0000 000000': 0.7, '0000-000000': 0.7, '0000000000': 0 },
    isAustrianInsured,
    words('sozialversicherung\\w*', 'svnr', 'sv-?(?:nummer|nr)\\.?', 'versicherungsnummer', 'e-?card'),
  ),
  checked(
    'national-id',
    'ch-ahv',
    { '000.0000.0000.00': 0.97, '000 0000 0000 00': 0.95, '0000000000000': 0.7 },
    isAhv,
    words('ahv\\w*', 'avs', 'ahv-?nr\\.?', 'sozialversicherung\\w*', 'num[eé]ro avs', 'navs13', 'oasi'),
  ),
  checked(
    'tax-id',
    'ch-uid',
    { 'AAA-000.000.000': 0.95, AAA000000000: 0.9, 'AAA 000 000 000': 0.9 },
    isUid,
    words('uid', 'mwst', 'tva', 'iva', 'ide'),
  ),
];
