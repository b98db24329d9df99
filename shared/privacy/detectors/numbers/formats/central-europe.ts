import { isDay, isDayMonth, isMonthDay, pair } from '../calendar.ts';
import { mod11And10, rank, remainder, weighted } from '../checksum.ts';
import { checked, type NumberFormat, words, wordsWithin } from '../format.ts';

/** The month carries the century: 20, 40, 60 or 80 are added to it. */
const isPesel = (value: string) =>
  isDay(pair(value, 2) % 20, pair(value, 4)) &&
  (10 - (weighted(value, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === value.charCodeAt(10) - 48;

export const isNip = (value: string) => weighted(value, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === value.charCodeAt(9) - 48;

const isRegon = (value: string) => (weighted(value, [8, 9, 2, 3, 4, 5, 6, 7]) % 11) % 10 === value.charCodeAt(8) - 48;

/** The first digit after three letters checks the rest. */
function isDowod(value: string): boolean {
  let sum = 0;
  for (const [index, weight] of [7, 3, 1, 9, 7, 3, 1, 7, 3].entries()) sum += rank(value, index) * weight;
  return sum % 10 === 0;
}

/** Birth number: 50 is added to a woman's month, 20 or 70 where a day's numbers were used up. Before 1954 without a check digit. */
function isBirthNumber(value: string): boolean {
  const month = pair(value, 2) % 50;
  if (!isDay(month > 20 ? month - 20 : month, pair(value, 4))) return false;
  if (value.length === 9) return pair(value, 0) <= 53 && !value.endsWith('000');
  const check = remainder(value, 11);
  return check === 0 || (remainder(value.slice(0, 9), 11) === 10 && value.endsWith('0'));
}

function isIco(value: string): boolean {
  const rest = weighted(value, [8, 7, 6, 5, 4, 3, 2]) % 11;
  return (rest === 0 ? 1 : rest === 1 ? 0 : 11 - rest) === value.charCodeAt(7) - 48;
}

function isCnp(value: string): boolean {
  const check = weighted(value, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
  return (
    /^[1-9]\d{6}(?:0[1-9]|[1-4]\d|5[0-2]|[78]0)/.test(value) &&
    isMonthDay(value, 3) &&
    (check === 10 ? 1 : check) === value.charCodeAt(12) - 48
  );
}

function isEgn(value: string): boolean {
  const isBorn = isDay(pair(value, 2) % 20, pair(value, 4)) && pair(value, 2) <= 52;
  return isBorn && (weighted(value, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === value.charCodeAt(9) - 48;
}

/** JMBG of the former Yugoslavia, EMŠO in Slovenia. */
function isJmbg(value: string): boolean {
  const check = 11 - (weighted(value, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11);
  return isDayMonth(value, 0) && /^.{4}[09]/.test(value) && (check > 9 ? 0 : check) === value.charCodeAt(12) - 48;
}

const isHungarianTax = (value: string) =>
  value.startsWith('8') && weighted(value, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 === value.charCodeAt(9) - 48;
const isTaj = (value: string) => weighted(value, [3, 7, 3, 7, 3, 7, 3, 7]) % 10 === value.charCodeAt(8) - 48;

/** Estonia and Lithuania: weights from 1, and from 3 where that leaves 10. */
function isBaltic(value: string): boolean {
  let check = weighted(value, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  if (check === 10) check = (weighted(value, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11) % 10;
  return /^[1-8]/.test(value) && isMonthDay(value, 3) && check === value.charCodeAt(10) - 48;
}

/** Latvia: numbers since 2017 begin with 32 and hold no date. */
function isLatvian(value: string): boolean {
  const check = ((1101 - weighted(value, [1, 6, 3, 7, 9, 10, 5, 8, 4, 2])) % 11) % 10;
  return value.startsWith('32') || (isDayMonth(value, 0) && check === value.charCodeAt(10) - 48);
}

export const CENTRAL_EUROPE: readonly NumberFormat[] = [
  checked(
    'national-id',
    'pl-pesel',
    { '00000000000': 0.5, '000000 00000': 0, '000000-00000': 0 },
    isPesel,
    words('pesel\\w{0,3}', 'numer ewidencyjny', 'nr ewidencyjny'),
  ),
  checked(
    'tax-id',
    'pl-nip',
    { '000-000-00-00': 0.85, '000-00-00-000': 0.85, '0000000000': 0, '000 000 00 00': 0 },
    isNip,
    words('nip(?:-?u|-?em)?', 'n\\.i\\.p\\.?', 'identyfikacji podatkowej', 'podatnik\\w{0,3}'),
  ),
  checked('tax-id', 'pl-regon', { '000000000': -1, '000-000-000': -1 }, isRegon, words('regon\\w{0,3}')),
  checked(
    'national-id',
    'pl-dowod',
    { AAA000000: -1, 'AAA 000000': -1, 'AAA 00 00 00': -1 },
    isDowod,
    words('dow[oó]d\\w{0,4}', 'id card', 'identity card'),
  ),
  checked(
    'national-id',
    'cz-rc',
    { '000000/0000': 0.95, '0000000000': 0, '000000 0000': 0 },
    isBirthNumber,
    words('rodn[eéý]\\w{0,3} [cč][ií]sl\\w{0,2}', 'r\\.? ?[cč]\\.?', 'rc', 'birth number'),
  ),
  checked(
    'national-id',
    'cz-rc',
    { '000000/000': 0 },
    isBirthNumber,
    words('rodn[eéý]\\w{0,3} [cč][ií]sl\\w{0,2}', 'r\\.? ?[cč]\\.?', 'birth number'),
  ),
  checked('tax-id', 'cz-ico', { '00000000': -1 }, isIco, words('i[cč]o?', 'identifika[cč]n[ií] [cč][ií]slo')),
  checked('national-id', 'ro-cnp', { '0000000000000': 0.5 }, isCnp, words('cnp', 'cod numeric personal', 'cod(?:ul)? numeric')),
  checked('national-id', 'bg-egn', { '0000000000': 0 }, isEgn, wordsWithin('ЕГН', '\\begn\\b', 'единен граждански')),
  checked(
    'national-id',
    'jmbg',
    { '0000000000000': 0.5 },
    isJmbg,
    wordsWithin('\\bjmbg\\b', 'emšo', '\\bemso\\b', 'матични број', 'matični broj', 'ЈМБГ'),
  ),
  checked('tax-id', 'hr-oib', { '00000000000': -1 }, mod11And10, words('oib', 'osobni identifikacijski')),
  checked('tax-id', 'hu-adoazonosito', { '0000000000': -1 }, isHungarianTax, words('ad[oó]azonos[ií]t[oó]\\w*', 'ad[oó]sz[aá]m\\w*')),
  checked(
    'health-id',
    'hu-taj',
    { '000000000': -1, '000 000 000': -1, '000-000-000': -1 },
    isTaj,
    words('taj(?:-?sz[aá]m\\w*)?', 't[aá]rsadalombiztos[ií]t[aá]si'),
  ),
  checked(
    'national-id',
    'baltic-code',
    { '00000000000': 0.5 },
    isBaltic,
    words('isikukood\\w*', 'asmens kod\\w*', 'a\\.k\\.', 'personal code', 'personal identification code'),
  ),
  checked(
    'national-id',
    'lv-pk',
    { '000000-00000': 0.5, '00000000000': -1 },
    isLatvian,
    words('personas kod\\w*', 'pers\\. kod\\w*', 'personal code'),
  ),
];
