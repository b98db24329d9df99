import { isDayMonth } from '../calendar.ts';
import { weighted } from '../checksum.ts';
import { checked, type NumberFormat, shaped, words } from '../format.ts';

// Prefixes and letters that are not used (HMRC, National Insurance Manual NIM39110).
const NINO = /^(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]?$/;

/** NHS Data Dictionary: weights 10 to 2, modulus 11. */
function isNhs(value: string): boolean {
  const check = (11 - (weighted(value, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return check === value.charCodeAt(9) - 48;
}

/** HMRC: the first digit checks the other nine. */
const isUtr = (value: string) => '21987654321'[weighted(value.slice(1), [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11] === value[0];

/** HMRC: two check digits modulo 97, since 2010 also with 55 added. */
function isBritishVat(digits: string): boolean {
  const rest = (weighted(digits, [8, 7, 6, 5, 4, 3, 2]) + Number(digits.slice(7, 9))) % 97;
  return rest === 0 || rest === 42 || rest === 55;
}

/** Irish numbers end in a letter that checks the digits, and the second letter where there is one. */
export function isPps(value: string): boolean {
  const second = value.length > 8 && !/[WTX]$/.test(value) ? value.charCodeAt(8) - 64 : 0;
  return 'WABCDEFGHIJKLMNOPQRSTUV'[(weighted(value, [8, 7, 6, 5, 4, 3, 2]) + second * 9) % 23] === value[7];
}

const NINO_WORDS = words('nino', 'national insurance', '(?-i:NI)(?: number| no)?', 'ni (?:number|no)');
const SORT_CODE = words('sort[ -]?codes?', 'sortcode', 'sort_code');

export const BRITAIN_IRELAND: readonly NumberFormat[] = [
  shaped(
    'national-id',
    'gb-nino',
    { AA000000A: 0.9, 'AA~00~00~00~A': 0.95, 'AA 000000 A': 0.9, 'AA 000000A': 0.9, AA000000: 0, 'AA~00~00~00': 0 },
    (value) => NINO.test(value),
    NINO_WORDS,
  ),
  checked(
    'health-id',
    'gb-nhs',
    { '000 000 0000': 0, '000-000-0000': 0, '0000000000': 0 },
    isNhs,
    words('nhs', 'national health', 'patient(?: number| id| no)?', 'chi number', 'hospital number'),
  ),
  checked(
    'tax-id',
    'gb-utr',
    { '0000000000': 0, '00000 00000': 0, '00000-00000': 0 },
    isUtr,
    words('utr', 'unique taxpayer(?:.s)?(?: reference)?', 'self[ -]assessment'),
  ),
  checked('tax-id', 'gb-vat', { '000000000': -1, '000 0000 00': -1 }, isBritishVat, words('vat(?: reg\\w*)?(?: number| no)?')),
  checked(
    'tax-id',
    'gb-vat',
    { AA000000000: 0.9, 'AA 000 0000 00': 0.95, 'AA 000000000': 0.9 },
    (value) => value.startsWith('GB') && isBritishVat(value.slice(2)),
    words('vat'),
  ),
  shaped('bank-account', 'gb-sort-code', { '00-00-00': 0, '00 00 00': 0, '000000': 0 }, () => true, SORT_CODE),
  shaped(
    'bank-account',
    'gb-account',
    { '00000000': 0 },
    () => true,
    words('sort[ -]?code', 'sortcode', 'account(?: number| no)', 'a/c', 'acc no'),
  ),
  checked(
    'national-id',
    'ie-pps',
    { '0000000A': 0.5, '0000000AA': 0.6, '0000000 A': 0, '0000000 AA': 0 },
    (value) => /^[A-ITWX]?$/.test(value.slice(8)) && isPps(value),
    words('pps(?:n|[ -]?number| no)?', 'personal public service', '(?-i:PPS)'),
  ),
  checked(
    'health-id',
    'gb-chi',
    { '000000 0000': -1, '0000000000': -1 },
    (value) => isDayMonth(value, 0) && isNhs(value),
    words('(?-i:CHI)', 'chi number'),
  ),
];
