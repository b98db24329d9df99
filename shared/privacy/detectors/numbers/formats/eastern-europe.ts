import { isMonthDay } from '../calendar.ts';
import { weighted } from '../checksum.ts';
import { checked, type NumberFormat, wordsWithin } from '../format.ts';

const lastOf = (digits: string, weights: readonly number[]) => (weighted(digits, weights) % 11) % 10;

/** Federal Tax Service of Russia: ten digits for bodies, twelve for people. */
function isInn(value: string): boolean {
  if (value.length === 10) return lastOf(value, [2, 4, 10, 3, 5, 9, 4, 6, 8]) === value.charCodeAt(9) - 48;
  return (
    lastOf(value, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) === value.charCodeAt(10) - 48 &&
    lastOf(value, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) === value.charCodeAt(11) - 48
  );
}

/** Weights 9 to 1, modulus 101. */
const isSnils = (value: string) => (weighted(value, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100 === Number(value.slice(9));

const isUkrainian = (value: string) => lastOf(value, [-1, 5, 7, 9, 4, 6, 10, 5, 7]) === value.charCodeAt(9) - 48;

function isKazakh(value: string): boolean {
  let check = weighted(value, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11;
  if (check === 10) check = weighted(value, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11;
  return isMonthDay(value, 2) && check === value.charCodeAt(11) - 48;
}

export const EASTERN_EUROPE: readonly NumberFormat[] = [
  checked(
    'tax-id',
    'ru-inn',
    { '0000000000': -1, '000000000000': 0.5 },
    isInn,
    wordsWithin('(?<![а-я])инн(?![а-я])', '\\binn\\b', 'налогоплательщик'),
  ),
  checked(
    'national-id',
    'ru-snils',
    { '000-000-000 00': 0.95, '000-000-000-00': 0.9, '00000000000': 0.5 },
    isSnils,
    wordsWithin('снилс', '\\bsnils\\b'),
  ),
  checked(
    'tax-id',
    'ua-rnokpp',
    { '0000000000': -1 },
    isUkrainian,
    wordsWithin('рнокпп', 'іпн', 'инн', 'ідентифікаційний', 'податков', '\\brnokpp\\b'),
  ),
  checked('national-id', 'kz-iin', { '000000000000': 0.5 }, isKazakh, wordsWithin('иин', 'жсн', '\\biin\\b')),
];
