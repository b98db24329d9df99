import { isDay, isDayMonth, pair } from '../calendar.ts';
import { luhn, remainder, weighted } from '../checksum.ts';
import { checked, type NumberFormat, shaped, words } from '../format.ts';

/** Sweden: Luhn over the last ten digits; coordination numbers have 60 added to the day. */
function isPersonnummer(value: string): boolean {
  const digits = value.slice(-10);
  const day = pair(digits, 4);
  return (value.length === 10 || /^(?:18|19|20)/.test(value)) && isDay(pair(digits, 2), day > 60 ? day - 60 : day) && luhn(digits);
}

const isOrgnummer = (value: string) => pair(value, 2) >= 20 && luhn(value);

/** Norway: two check digits; D-numbers have 40 added to the day, H-numbers 40 to the month. */
function isFodselsnummer(value: string): boolean {
  const [day, month] = [pair(value, 0), pair(value, 2)];
  const isBorn = isDay(month > 40 ? month - 40 : month, day > 40 ? day - 40 : day);
  const first = (11 - (weighted(value, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
  const second = (11 - (weighted(value, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return isBorn && first === value.charCodeAt(9) - 48 && second === value.charCodeAt(10) - 48;
}

const isNorwegianBody = (value: string) => (11 - (weighted(value, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === value.charCodeAt(8) - 48;

/** Finland: the remainder of all nine digits by 31 picks the last sign. */
const isHetu = (value: string) => {
  const digits = value.replace(/(?<=^\d{6})[A-FU-Y]/, '');
  return isDayMonth(digits, 0) && '0123456789ABCDEFHJKLMNPRSTUVWXY'[remainder(digits.slice(0, 9), 31)] === digits[9];
};

export function isYTunnus(value: string): boolean {
  const rest = weighted(value, [7, 9, 10, 5, 8, 4, 2]) % 11;
  return rest !== 1 && (rest === 0 ? 0 : 11 - rest) === value.charCodeAt(7) - 48;
}

function isKennitala(value: string): boolean {
  const check = (11 - (weighted(value, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return /[890]$/.test(value) && isDayMonth(value, 0) && check === value.charCodeAt(8) - 48;
}

const HETU = words('hetu\\w{0,3}', 'henkil[oö]tunnu\\w{0,6}', 'sosiaaliturvatunnu\\w{0,6}', 'personbeteckning\\w{0,3}');
const CPR = words('cpr(?:[ -]?(?:nr|nummer))?\\.?', 'personnummer', 'f[oø]dselsnummer', 'personal identification');

export const NORDICS: readonly NumberFormat[] = [
  checked(
    'national-id',
    'se-personnummer',
    { '000000-0000': 0.8, '00000000-0000': 0.95, '000000000000': 0.5, '0000000000': 0, '00000000 0000': 0 },
    isPersonnummer,
    words(
      'pers(?:on|\\.)?-? ?(?:nummer|nr)\\w{0,2}',
      'samordningsnummer',
      'swedish (?:personal )?id(?:entity)?\\w*',
      'pnr',
      'personal (?:identity )?number',
    ),
  ),
  checked(
    'tax-id',
    'se-orgnr',
    { '000000-0000': 0.5, '0000000000': -1 },
    isOrgnummer,
    words('org(?:anisations)?\\.?-?(?:nummer|nr)\\w{0,2}', 'f[oö]retag\\w*'),
  ),
  checked(
    'national-id',
    'no-fnr',
    { '00000000000': 0.85, '000000 00000': 0.97, '000000-00000': 0.97 },
    isFodselsnummer,
    words('f[oø]dselsnummer\\w{0,2}', 'fnr', 'personnummer\\w{0,2}', 'd-nummer\\w{0,2}'),
  ),
  checked(
    'tax-id',
    'no-orgnr',
    { '000000000': -1, '000 000 000': -1 },
    isNorwegianBody,
    words('org(?:anisasjons)?\\.?-?(?:nummer|nr)\\w{0,2}', 'mva'),
  ),
  shaped('national-id', 'dk-cpr', { '000000-0000': 0.5, '000000 0000': 0, '0000000000': 0 }, (value) => isDayMonth(value, 0), CPR),
  checked('national-id', 'fi-hetu', { '000000-000X': 0.97, '000000A000X': 0.95 }, isHetu, HETU),
  checked('tax-id', 'fi-ytunnus', { '0000000-0': 0.5 }, isYTunnus, words('y-?tunnu\\w{0,5}', 'fo-nummer', 'business id')),
  checked(
    'national-id',
    'is-kennitala',
    { '000000-0000': 0.8, '0000000000': -1, '000000 0000': -1 },
    isKennitala,
    words('kennital\\w{0,3}', 'kt\\.?'),
  ),
  checked(
    'tax-id',
    'dk-cvr',
    { '00000000': -1, '00 00 00 00': -1 },
    (value) => weighted(value, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
    words('cvr(?:-?(?:nr|nummer))?', 'se-nr'),
  ),
];
