import { isMonthDay } from '../calendar.ts';
import { luhn, weighted } from '../checksum.ts';
import { checked, type NumberFormat, shaped, words, wordsWithin } from '../format.ts';

/** Turkey: the tenth digit checks nine, the eleventh ten. */
function isTckn(value: string): boolean {
  const tenth = (weighted(value, [7, -1, 7, -1, 7, -1, 7, -1, 7]) + 40) % 10;
  const eleventh = weighted(value, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) % 10;
  return !value.startsWith('0') && tenth === value.charCodeAt(9) - 48 && eleventh === value.charCodeAt(10) - 48;
}

// Powers of two modulo 9, from the ninth on.
const VKN_WEIGHTS = [8, 4, 2, 1, 5, 7, 8, 4, 2];

function isVkn(value: string): boolean {
  let sum = 0;
  for (let index = 0; index < 9; index++) {
    const first = (value.charCodeAt(index) - 48 + 9 - index) % 10;
    sum += first === 9 ? 9 : (first * (VKN_WEIGHTS[index] ?? 0)) % 9;
  }
  return (10 - (sum % 10)) % 10 === value.charCodeAt(9) - 48;
}

/** South Africa: a date, a citizenship (2 of refugees), Luhn. */
const isSouthAfrican = (value: string) => isMonthDay(value, 2) && /^.{10}[012]/.test(value) && luhn(value);

/** Egypt: a century, a date, a governorate. */
const isEgyptian = (value: string) => /^[23]\d{6}(?:0[1-4]|1[1-9]|2[1-9]|3[1-5]|88)/.test(value) && isMonthDay(value, 3);

export const AFRICA_MIDDLE_EAST: readonly NumberFormat[] = [
  checked(
    'national-id',
    'tr-tckn',
    { '00000000000': 0.5 },
    isTckn,
    words('t\\.?c\\.?', 'tckn', 'kimlik\\w{0,5}', 't\\.?c\\.? ?kimlik\\w{0,5}', 'turkish id\\w{0,8}'),
  ),
  checked('tax-id', 'tr-vkn', { '0000000000': -1 }, isVkn, words('vkn', 'vergi\\w{0,3}')),
  checked(
    'national-id',
    'il-id',
    { '000000000': -1, '00000000-0': -1 },
    luhn,
    wordsWithin('teudat', 'תעודת זהות', 'ת\\.ז', 'ת"ז', 'מספר זהות', 'israeli id'),
  ),
  checked(
    'national-id',
    'za-id',
    { '0000000000000': 0.5, '000000 0000 000': 0.8, '000000 0000 00 0': 0.8 },
    isSouthAfrican,
    words('south african? id\\w{0,8}', '(?:rsa|sa) id', 'id (?:number|no)', 'identity (?:number|no)', 'refugee id'),
  ),
  shaped('national-id', 'eg-id', { '00000000000000': 0.5 }, isEgyptian, wordsWithin('الرقم القومي', 'بطاقة', 'egyptian (?:national )?id')),
  shaped(
    'national-id',
    'ae-id',
    { '000-0000-0000000-0': 0.95, '000000000000000': 0 },
    (value) => value.startsWith('784'),
    wordsWithin('emirates id', 'هوية'),
  ),
  checked(
    'national-id',
    'sa-id',
    { '0000000000': -1 },
    (value) => /^[12]/.test(value) && luhn(value),
    wordsWithin('الهوية', 'هوية', 'إقامة', 'iqama', 'saudi id'),
  ),
  shaped(
    'national-id',
    'ng-nin',
    { '00000000000': 0, '000 0000 0000': 0 },
    () => true,
    words('(?-i:NIN)', 'nin(?= ?(?:[:#=]|number|no\\b))', 'bvn', 'national identification'),
  ),
  shaped('tax-id', 'ng-tin', { '00000000-0000': 0 }, () => true, words('(?-i:TIN)', 'firs', 'tax[ _-]?id\\w*')),
  shaped('tax-id', 'ke-pin', { A000000000A: 0.7 }, (value) => /^[AP]/.test(value), words('kra', 'kra pin', '(?-i:PIN)')),
  shaped('national-id', 'gh-card', { 'AAA-000000000-0': 0.9 }, (value) => value.startsWith('GHA'), words('ghana card')),
];
