import { isDay, isMonthDay, pair } from '../calendar.ts';
import { luhn, rank, verhoeff, weighted } from '../checksum.ts';
import { checked, type NumberFormat, shaped, words, wordsWithin } from '../format.ts';

const isAadhaar = (value: string) => /^[2-9]/.test(value) && verhoeff(value);

/** The fourth letter says of whom: a person, a company, a trust… */
const isPan = (value: string) => 'ABCEFGHJLPTK'.includes(value.charAt(3)) && !value.includes('0000');

const GSTIN = /^(?:0[1-9]|[12]\d|3[0-8]|9[79])[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[\dA-Z]$/;

/** Goods and Services Tax Network: Luhn modulo 36. */
function isGstin(value: string): boolean {
  if (!GSTIN.test(value)) return false;
  let sum = 0;
  for (let index = 0; index < 14; index++) {
    const product = rank(value, index) * (index % 2 === 0 ? 1 : 2);
    sum += Math.floor(product / 36) + (product % 36);
  }
  return (36 - (sum % 36)) % 36 === rank(value, 14);
}

/** GB 11643: ISO 7064 MOD 11-2, a region, a date. */
function isResident(value: string): boolean {
  const check = weighted(value, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11;
  return /^[1-9]\d{5}(?:18|19|20)\d{9}[\dX]$/.test(value) && isMonthDay(value, 10) && '10X98765432'[check] === value[17];
}

/** Since October 2020 the last digits are drawn at random, so only the date and the digit for sex and century are looked at. */
const isRrn = (value: string) => isMonthDay(value, 2) && /^.{6}[1-8]/.test(value);

function isMyNumber(value: string): boolean {
  const rest = weighted(value, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return (rest < 2 ? 0 : 11 - rest) === value.charCodeAt(11) - 48;
}

/** Singapore: weights 2, 7, 6, 5, 4, 3, 2; 4 or 3 added by the letter. */
function isNric(value: string): boolean {
  const kind = value.charAt(0);
  const sum = weighted(value.slice(1), [2, 7, 6, 5, 4, 3, 2]) + (kind === 'M' ? 3 : 'TG'.includes(kind) ? 4 : 0);
  const signs = { S: 'JZIHGFEDCBA', T: 'JZIHGFEDCBA', F: 'XWUTRQPNMLK', G: 'XWUTRQPNMLK', M: 'XWUTRQPNJLK' }[kind];
  return signs?.[kind === 'M' ? 10 - (sum % 11) : sum % 11] === value[8];
}

/** Hong Kong: letters from 10, a blank before a single one counts 36; an A stands for 10. */
function isHkid(value: string): boolean {
  const full = value.length === 8 ? `[${value}` : value;
  let sum = 0;
  for (let index = 0; index < 8; index++) sum += (full[index] === '[' ? 36 : rank(full, index)) * (9 - index);
  return (11 - (sum % 11)) % 11 === rank(value, value.length - 1);
}

// Taiwan gives each county's letter two digits.
const COUNTIES = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';

function isTaiwanese(value: string): boolean {
  const county = COUNTIES.indexOf(value.charAt(0)) + 10;
  const sum = Math.floor(county / 10) + (county % 10) * 9 + weighted(value.slice(1), [8, 7, 6, 5, 4, 3, 2, 1, 1]);
  return /^.[1289]/.test(value) && sum % 10 === 0;
}

const isThai = (value: string) =>
  /^[1-8]/.test(value) && (11 - (weighted(value, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === value.charCodeAt(12) - 48;

/** Indonesia: a region, a date with 40 added to a woman's day. */
const isNik = (value: string) => /^[1-9]/.test(value) && isDay(pair(value, 8), pair(value, 6) % 40);

export const ASIA: readonly NumberFormat[] = [
  checked(
    'national-id',
    'in-aadhaar',
    { '0000 0000 0000': 0.5, '0000-0000-0000': 0.5, '000000000000': 0 },
    isAadhaar,
    wordsWithin('aa?dhaa?r', 'uidai?\\b', 'आधार'),
  ),
  shaped('tax-id', 'in-pan', { AAAAA0000A: 0.9 }, isPan, words('(?-i:PAN)', 'pan(?= ?(?:[:#=]|card|number|no\\b))', 'permanent account')),
  checked('tax-id', 'in-gstin', { '00AAAAA0000AXAX': 0.97 }, isGstin, words('gst(?:in)?', 'goods and services')),
  shaped('tax-id', 'in-gstin', { '00AAAAA0000AXAX': 0 }, (value) => GSTIN.test(value), words('gst(?:in)?')),
  shaped('national-id', 'in-voter', { AAA0000000: 0 }, () => true, words('voter(?: id)?', 'epic')),
  shaped('bank-account', 'in-ifsc', { AAAAXXXXXXX: 0 }, (value) => /^[A-Z]{4}0[A-Z\d]{6}$/.test(value), words('ifsc', 'neft', 'rtgs')),
  checked(
    'national-id',
    'cn-resident',
    { '00000000000000000X': 0.97, '000000 00000000 000X': 0.98 },
    isResident,
    wordsWithin('身份证', '身份證', 'resident id', 'chinese id'),
  ),
  shaped(
    'national-id',
    'kr-rrn',
    { '000000-0000000': 0.9, '0000000000000': 0 },
    isRrn,
    wordsWithin('주민', '외국인등록', '\\brrn\\b', '\\bfrn\\b', 'resident registration', 'foreigner registration'),
  ),
  checked(
    'national-id',
    'jp-my-number',
    { '000000000000': 0, '0000 0000 0000': 0, '0000-0000-0000': 0 },
    isMyNumber,
    wordsWithin('マイナンバー', '個人番号', '\\bmy ?number\\b', 'individual number'),
  ),
  checked('national-id', 'sg-nric', { A0000000A: 0.9 }, isNric, words('nric', '(?-i:FIN)', 'identity card', 'ic(?: number| no)')),
  checked(
    'national-id',
    'hk-hkid',
    { 'A000000(X)': 0.95, 'AA000000(X)': 0.95, A000000X: -1, 'A000000-X': -1 },
    isHkid,
    wordsWithin('hkid', 'hong kong id', '身份證', '身份证'),
  ),
  checked(
    'national-id',
    'tw-id',
    { A000000000: 0.5 },
    isTaiwanese,
    wordsWithin('身分證', '身份證', '統一編號', '居留證', 'taiwan\\w* (?:national )?id'),
  ),
  checked(
    'national-id',
    'th-id',
    { '0-0000-00000-00-0': 0.95, '0 0000 00000 00 0': 0.95, '0000000000000': 0 },
    isThai,
    wordsWithin('บัตรประชาชน', 'ประจำตัวประชาชน', 'thai (?:national )?id', '\\btnin\\b', 'ผู้เสียภาษี'),
  ),
  shaped(
    'national-id',
    'my-nric',
    { '000000-00-0000': 0.85, '000000000000': 0 },
    (value) => isMonthDay(value, 2),
    words('nric', 'mykad', 'kad pengenalan', '(?-i:IC)(?: number| no)?', 'ic (?:number|no)'),
  ),
  shaped(
    'national-id',
    'id-nik',
    { '0000000000000000': 0, '000000.000000.0000': 0.6, '000000-000000-0000': 0.6 },
    isNik,
    words('nik', 'ktp', 'induk kependudukan'),
  ),
  checked('tax-id', 'id-npwp', { '00.000.000.0-000.000': 0.95, '000000000000000': -1 }, (value) => luhn(value.slice(0, 9)), words('npwp')),
  shaped(
    'tax-id',
    'ph-tin',
    { '000-000-000-000': 0, '000-000-000': 0, '000-000-000-00000': 0, '000000000000': 0, '000000000': 0 },
    () => true,
    words('(?-i:TIN)', 'tin(?= ?(?:[:#=]|number|no\\b))', 'tax[ _-]?id'),
  ),
  shaped('national-id', 'ph-sss', { '00-0000000-0': 0 }, () => true, words('sss', 'social security system')),
  shaped(
    'national-id',
    'vn-cccd',
    { '000000000000': 0, '000000000': 0 },
    (value) => /^0/.test(value) || value.length === 9,
    words('cccd', 'cmnd', 'c[aă]n c[uư][oớ]c', 'ch[uứ]ng minh'),
  ),
  shaped(
    'national-id',
    'pk-cnic',
    { '00000-0000000-0': 0.85, '0000000000000': 0 },
    (value) => /^[1-9]/.test(value),
    words('cnic', 'nadra', 'nicop'),
  ),
  shaped(
    'national-id',
    'lk-nic',
    { '000000000A': 0, '000000000000': 0 },
    (value) => /(?:[VX]|\d)$/.test(value) && (Number(value.slice(-8, -5)) % 500 <= 366 || value.length === 12),
    words('nic', 'sri lankan? id'),
  ),
  shaped('national-id', 'bd-nid', { '0000000000': 0, '0000000000000': 0, '00000000000000000': 0 }, () => true, words('nid', 'জাতীয়')),
  shaped('bank-account', 'id-rekening', { '0000000000': 0 }, () => true, words('rekening', 'no\\.? ?rek')),
];
