import { luhn, remainder, weighted } from '../checksum.ts';
import { checked, type NumberFormat, shaped, words } from '../format.ts';

const isTfn = (value: string) =>
  value.length === 9
    ? weighted(value, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0
    : [
        [10, 7, 8, 4, 6, 3, 5, 1],
        [1, 4, 3, 7, 5, 8, 6, 9],
      ].some((weights) => weighted(value, weights) % 11 === 0);

/** One less on the first digit, weights 10, 1, 3, 5…, modulus 89. */
const isAbn = (value: string) => (weighted(value, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 === 0;

const isAcn = (value: string) => (10 - (weighted(value, [8, 7, 6, 5, 4, 3, 2, 1]) % 10)) % 10 === value.charCodeAt(8) - 48;

const isMedicare = (value: string) => /^[2-6]/.test(value) && weighted(value, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === value.charCodeAt(8) - 48;

/** Inland Revenue: weights 3 to 2, and others where those leave 10. */
function isIrd(value: string): boolean {
  const digits = value.padStart(9, '0');
  const check = (weights: readonly number[]) => (11 - (weighted(digits, weights) % 11)) % 11;
  let last = check([3, 2, 7, 6, 5, 4, 3, 2]);
  if (last === 10) last = check([7, 4, 3, 2, 5, 2, 7, 6]);
  return remainder(value, 1_000_000_000) > 10_000_000 && last === value.charCodeAt(value.length - 1) - 48;
}

const BSB = words('bsb', '(?-i:BSB)(?: code| number)?');
const INSTITUTION = words('transit', 'institution', 'direct deposit', 'void cheque');

export const CANADA_OCEANIA: readonly NumberFormat[] = [
  checked(
    'national-id',
    'ca-sin',
    { '000 000 000': 0, '000-000-000': 0, '000000000': 0 },
    luhn,
    words('(?-i:SIN)', 'sin(?= ?(?:[:#=]|number|no\\b|is \\d))', 'social insurance', 'assurance sociale', '(?-i:NAS)'),
  ),
  checked(
    'tax-id',
    'ca-bn',
    { '000000000AA0000': 0.9, '000000000 AA0000': 0.9, '000000000 AA 0000': 0.9 },
    (value) => /^\d{9}R[CMPTRZ]/.test(value) && luhn(value.slice(0, 9)),
    words('business number', '(?-i:BN)', 'gst', 'hst'),
  ),
  checked(
    'health-id',
    'ca-ohip',
    { '0000 000 000': -1, '0000-000-000': -1, '0000000000': -1, '0000-000-000-AA': 0.7, '0000 000 000 AA': 0.7 },
    (value) => luhn(value.slice(0, 10)),
    words('ohip', 'health card', 'carte sant[eé]'),
  ),
  shaped('bank-account', 'ca-transit', { '00000-000': 0, '00000 000': 0 }, () => true, INSTITUTION),
  checked(
    'tax-id',
    'au-tfn',
    { '000 000 000': 0, '000-000-000': 0, '000000000': 0, '00000000': 0, '000 000 00': 0 },
    isTfn,
    words('tfn', 'tax file'),
  ),
  checked('tax-id', 'au-abn', { '00 000 000 000': 0.8, '00-000-000-000': 0.7, '00000000000': 0 }, isAbn, words('abn', 'business number')),
  checked('tax-id', 'au-acn', { '000 000 000': -1, '000000000': -1 }, isAcn, words('acn', 'company number')),
  checked(
    'health-id',
    'au-medicare',
    { '0000 00000 0': 0.8, '0000 00000 0-0': 0.9, '0000 00000 0/0': 0.9, '0000000000': 0, '00000000000': 0, '0000-00000-0': 0.7 },
    isMedicare,
    words('medicare'),
  ),
  shaped('bank-account', 'au-bsb', { '000-000': 0, '000 000': 0, '000000': 0 }, () => true, BSB),
  shaped(
    'bank-account',
    'au-account',
    { '00000000': 0, '000000000': 0, '0000000': 0, '000000': 0, '0000 00000': 0, '0000 0000': 0 },
    () => true,
    words('bsb(?: code| number)?', 'account(?: number| no)?\\.?(?= ?[:#])', 'acct\\.? ?(?:no|num|number|#)\\.?'),
  ),
  checked(
    'tax-id',
    'nz-ird',
    { '00-000-000': -1, '000-000-000': -1, '00000000': -1, '000000000': -1 },
    isIrd,
    words('ird(?: number| no)?', 'inland revenue'),
  ),
  shaped(
    'bank-account',
    'nz-account',
    { '00-0000-0000000-00': 0.85, '00-0000-0000000-000': 0.9 },
    (value) => /^(?:0[1-9]|[1-3]\d)/.test(value),
    words('account', 'bank'),
  ),
  shaped('health-id', 'nz-nhi', { AAA0000: 0, AAA00AA: 0 }, (value) => !/[IO]/.test(value), words('nhi', 'national health index')),
];
