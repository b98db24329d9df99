import { luhn, weighted } from '../checksum.ts';
import { checked, type NumberFormat, rightBefore, shaped, words } from '../format.ts';

const between = (value: number, from: number, to: number) => value >= from && value <= to;

/** Areas, groups and serials of Social Security numbers that were never given out (SSA, Program Operations Manual RM 10201.035). */
const isSsn = (value: string) =>
  !value.startsWith('000') && !value.startsWith('666') && !value.startsWith('9') && value.slice(3, 5) !== '00' && !value.endsWith('0000');

/** Groups of an ITIN (IRS, Publication 4757). */
function isItin(value: string): boolean {
  const group = Number(value.slice(3, 5));
  return value.startsWith('9') && (between(group, 50, 65) || between(group, 70, 88) || between(group, 90, 92) || between(group, 94, 99));
}

// Campuses that give out employer numbers; these were never one (IRS, EIN prefixes).
const NO_CAMPUS = new Set(['00', '07', '08', '09', '17', '18', '19', '28', '29', '49', '69', '70', '78', '79', '89', '96', '97']);

function isDea(value: string): boolean {
  const digits = value.slice(2);
  const sum = weighted(digits, [1, 2, 1, 2, 1, 2]);
  return /^[A-HJ-NP-UX]/.test(value) && /^.[A-Z9]/.test(value) && sum % 10 === digits.charCodeAt(6) - 48;
}

// Letters but S, L, O, I, B and Z (CMS, Medicare beneficiary identifier format).
const MBI = /^[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y]{2}\d\d$/;

function isRouting(value: string): boolean {
  const district = Number(value.slice(0, 2));
  const isDistrict = between(district, 0, 12) || between(district, 21, 32) || between(district, 61, 72) || district === 80;
  return isDistrict && weighted(value, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0;
}

const SSN = words(
  'ssn',
  's\\.s\\.n\\.?',
  'social[ _-]?security',
  'soc(?:ial)?\\.? sec\\.?',
  'social(?: number)? (?:is|:)',
  'ss#',
  'número de seguro social',
);
const ACCOUNT = words(
  ...[
    'bank account',
    '(?:checking|chequing|savings|current|deposit) account',
    'routing',
    'sort code',
    'bank acct',
    'a/c(?: no\\.?| number)?',
    'transit(?: number| no)?(?=[ :#]{0,2}\\d)',
    'acct\\.? ?(?:no|num|number|#)\\.?',
    'direct deposit',
  ],
  ...['account (?:number|no\\.?|#|num)', 'acc(?:oun)?t[_ ]?(?:no|number)', 'accountnumber', 'beneficiary', rightBefore('acct')],
);

export const UNITED_STATES: readonly NumberFormat[] = [
  shaped(
    'national-id',
    'us-ssn',
    { '000-00-0000': 0.9, '000.00.0000': 0.7, '000 00 0000': 0.65, '000000000': 0, '000-000000': 0, '00000-0000': 0 },
    isSsn,
    SSN,
  ),
  shaped(
    'tax-id',
    'us-itin',
    { '000-00-0000': 0.9, '000 00 0000': 0.65, '000000000': 0 },
    isItin,
    words('itin', 'individual taxpayer', 'tax(?:payer)?[ _-]?id'),
  ),
  shaped(
    'tax-id',
    'us-ein',
    { '00-0000000': 0.5, '000000000': 0 },
    (value) => !NO_CAMPUS.has(value.slice(0, 2)),
    words('(?-i:EIN)', 'ein(?= ?(?:[:#=]|number|no\\b))', 'fein', 'employer id\\w*', 'federal tax', 'tax[ _-]?id'),
  ),
  checked(
    'health-id',
    'us-npi',
    { '0000000000': 0 },
    (value) => /^[12]/.test(value) && luhn(`80840${value}`),
    words('npi', 'national provider'),
  ),
  checked(
    'health-id',
    'us-dea',
    { AA0000000: 0.5, A00000000: 0 },
    isDea,
    words('(?-i:DEA)', 'dea(?= ?(?:[:#=]|number|no\\b|registration))', 'drug enforcement', 'prescriber'),
  ),
  shaped(
    'health-id',
    'us-mbi',
    { '0AX0-AX0-AA00': 0.95, '0AX0AX0AA00': 0.85, '0AX0 AX0 AA00': 0.9 },
    (value) => MBI.test(value),
    words('mbi', 'medicare', 'beneficiary'),
  ),
  checked(
    'bank-account',
    'us-aba',
    { '000000000': -1, '0000-0000-0': 0.5 },
    isRouting,
    words('aba', 'routing', 'rtn', 'transit', 'fedwire', 'ach'),
  ),
  ...[6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17].map((length) =>
    shaped('bank-account', 'context', { ['0'.repeat(length)]: 0 }, () => true, ACCOUNT),
  ),
  shaped(
    'bank-account',
    'context',
    { '0000~0000': 0, '0000~0000~00': 0, '0000~0000~0000': 0, '000~000~000': 0, '000~000~0000': 0 },
    () => true,
    words('(?:account|acct\\.?) (?:number|no\\.?|#|num)'),
  ),
];
