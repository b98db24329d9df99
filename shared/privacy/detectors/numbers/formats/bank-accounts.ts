import { rank, remainder, weighted } from '../checksum.ts';
import { checked, type NumberFormat, rightBefore, shaped, words, wordsWithin } from '../format.ts';
import { oddAndEven } from './iberia-italy.ts';

/** Poland, Narodowy Bank Polski, Zarządzenie 7/2017: the IBAN without its letters. */
const isNrb = (value: string) => remainder(`${value.slice(2)}2521${value.slice(0, 2)}`, 97) === 1;

/** Portugal, Banco de Portugal: ISO 7064 MOD 97-10. */
const isNib = (value: string) => remainder(value, 97) === 1 && !value.startsWith('0000');

/** Spain: one check digit for the bank and the branch, one for the account; 10 is written as 1. */
function isCcc(value: string): boolean {
  const check = (digits: string) => '01987654321'[weighted(digits, [1, 2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11];
  return check(`00${value.slice(0, 8)}`) === value[8] && check(value.slice(10)) === value[9];
}

// France: letters count from 1 to 9, and again, from S on from 2.
const FRENCH_LETTERS = '12345678912345678923456789';

/** France, Comité français d'organisation et de normalisation bancaires: 97 divides the account with its key. */
const isRib = (value: string) =>
  remainder(
    value.replace(/[A-Z]/g, (letter) => FRENCH_LETTERS[letter.charCodeAt(0) - 65] ?? '0'),
    97,
  ) === 0;

/** Italy: the CIN is the sum of the other signs, counted as in a codice fiscale. */
const isItalian = (value: string) => oddAndEven(value.slice(1)) % 26 === rank(value, 0) - 10;

/** Belgium, before IBAN: the first ten digits modulo 97, with 97 for 0. */
const isBelgian = (value: string) => (remainder(value.slice(0, 10), 97) || 97) === Number(value.slice(10));

const isNorwegian = (value: string) => (11 - (weighted(value, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === value.charCodeAt(10) - 48;

/** The Czech Republic and Slovakia: weights are powers of two modulo 11, for the prefix and for the number. */
function isCzech(value: string): boolean {
  const account = value.slice(0, -4).padStart(16, '0');
  const isZero = (digits: string) => weighted(digits, [6, 3, 7, 9, 10, 5, 8, 4, 2, 1]) % 11 === 0;
  return isZero(account.slice(0, 6).padStart(10, '0')) && isZero(account.slice(6));
}

/** Hungary: weights 9, 7, 3, 1 over the bank and branch, and over the account. */
function isHungarian(value: string): boolean {
  const isTen = (digits: string) =>
    weighted(
      digits,
      [...digits].map((_, index) => [9, 7, 3, 1][index % 4] ?? 0),
    ) %
      10 ===
    0;
  return isTen(value.slice(0, 8)) && isTen(value.slice(8));
}

const POLISH = words(
  ...['(?:numer\\w{0,3}|nr) (?:[a-zżźćńółęąś]{1,12} )?(?:konta|rachunku)', 'nrb', 'rachun\\w{1,4}(?: bankow\\w{1,4})?'],
  ...['kont[oaeu](?: bankow\\w{1,4})?', 'bank account', 'account(?: number| no)?'],
);
const SPANISH = words(
  ...['(?:n[uú]mero|n[ºo°]\\.?) de cuenta(?: bancaria| corriente)?', 'cuenta(?: bancaria| corriente| de ahorros?)?', 'ccc', 'c/c'],
  ...['c[oó]digo cuenta cliente', 'domiciliaci[oó]n', 'bank account', 'account(?: number| no)?'],
);
const SPANISH_ALONE = words(
  '(?:n[uú]mero|n[ºo°]\\.?) de cuenta(?: bancaria| corriente)?',
  'cuenta (?:bancaria|corriente)',
  rightBefore('cuenta'),
);
const PORTUGUESE = words('nib', '(?:n[uú]mero da )?conta(?: banc[aá]ria| corrente| poupan[cç]a)?', 'ag[eê]ncia', 'bank account');
const ITALIAN = words(
  ...['bban', 'coordinate bancarie', '(?:numero (?:di |del )?)?conto(?: corrente| bancario)?', 'c/c(?: n\\.?)?', 'cin', 'bank account'],
);
const FRENCH = words(
  ...['rib', 'cl[eé] rib', '(?:num[eé]ro|n[°o]\\.?) (?:de |du )?compte(?: bancaire| courant)?', 'compte(?: bancaire| courant| [eé]pargne)'],
  ...['relev[eé] d.identit[eé] bancaire', 'coordonn[eé]es bancaires', 'bank account'],
);
const DUTCH = words(
  'bankrekening(?:nummer|nr\\.?)?',
  'rekening(?:nummer|nr\\.?)',
  'rek\\.? ?n(?:umme)?r\\.?',
  'giro(?:rekening|nummer)',
  'bank account',
);
/** “Rekening” is a bill, too. */
const DUTCH_ALONE = words('bankrekening', '(?:bank)?rekening(?:nummer|nr\\.?)', rightBefore('rekening'));
const NORDIC = words(
  '(?:bank)?konto(?:nummer|nr\\.?)',
  rightBefore('(?:bank)?konto'),
  'bankgiro',
  'plusgiro',
  'postgiro',
  '(?-i:BG|PG)',
  'clearing(?:nummer|nr)?',
  'bank account',
);
const CZECH = words('[uú][cč](?:et|tu)', '[cč][ií]slo [uú][cč]tu', 'bankovn[ií]', 'konto', 'bank account', 'account number');
const HUNGARIAN = words('(?:bank)?sz[aá]mla(?:sz[aá]m\\w{0,3})?', 'bank account', 'account number');

const inAll = (name: RegExp, from: number, to: number, validator: string) =>
  Array.from({ length: to - from + 1 }, (_, index) =>
    shaped('bank-account', validator, { ['0'.repeat(from + index)]: 0 }, () => true, name),
  );

/** `123456-1234567890/0800`, with or without the first part, which may have two digits to six. */
const CZECH_SHAPES = Object.fromEntries(
  ['', '00-', '000-', '0000-', '00000-', '000000-'].flatMap((prefix) =>
    [6, 7, 8, 9, 10].map((length) => [`${prefix}${'0'.repeat(length)}/0000`, prefix !== '' && length === 10 ? 0.9 : 0.5]),
  ),
);

/** Accounts as banks wrote them before IBANs, and as they still do at home. */
export const BANK_ACCOUNTS: readonly NumberFormat[] = [
  checked('bank-account', 'pl-nrb', { '00~0000~0000~0000~0000~0000~0000': 0.97, '00000000000000000000000000': 0.85 }, isNrb, POLISH),
  shaped('bank-account', 'pl-nrb', { '00~0000~0000~0000~0000~0000~0000': 0, '00000000000000000000000000': 0 }, () => true, POLISH),
  checked(
    'bank-account',
    'es-ccc',
    { '0000~0000~00~0000000000': 0.95, '00000000000000000000': 0.5, '0000 0000 0000 0000 0000': 0.6 },
    isCcc,
    SPANISH,
  ),
  shaped('bank-account', 'es-ccc', { '0000~0000~00~0000000000': 0, '00000000000000000000': 0 }, () => true, SPANISH),
  checked(
    'bank-account',
    'pt-nib',
    {
      '0000~0000~00000000000~00': 0.97,
      '000000000000000000000': 0.85,
      '0000 0000 0000 0000 0000 0': 0.9,
      '0000.0000.0000.0000.0000.0': 0.95,
    },
    isNib,
    PORTUGUESE,
  ),
  checked(
    'bank-account',
    'it-bban',
    { 'A~00000~00000~XXXXXXXXXXXX': 0.95, A0000000000XXXXXXXXXXXX: 0.85 },
    (value) => /^[A-Z]\d{10}/.test(value) && isItalian(value),
    ITALIAN,
  ),
  shaped('bank-account', 'it-abi-cab', { '00000': 0 }, () => true, words('(?-i:ABI)', 'abi(?= ?[:=])', '(?-i:CAB)', 'cab(?= ?[:=])')),
  ...inAll(words('conto corrente', 'c/c(?: n\\.?)?', 'numero (?:di |del )?conto'), 6, 12, 'it-conto'),
  checked(
    'bank-account',
    'fr-rib',
    { '00000~00000~XXXXXXXXXXX~00': 0.95, '0000000000XXXXXXXXXXX00': 0.8 },
    (value) => /^\d{10}/.test(value) && isRib(value),
    FRENCH,
  ),
  ...inAll(FRENCH, 8, 11, 'fr-compte'),
  ...inAll(SPANISH_ALONE, 10, 10, 'es-cuenta'),
  checked('bank-account', 'be-account', { '000-0000000-00': 0.85, '000 0000000 00': 0.7, '000000000000': 0 }, isBelgian, DUTCH),
  ...inAll(DUTCH, 7, 8, 'nl-rekening'),
  ...inAll(DUTCH_ALONE, 9, 9, 'nl-rekening'),
  shaped('bank-account', 'nl-rekening', { '00.00.00.000': 0, '00 00 00 000': 0, '000.00.00.000': 0 }, () => true, DUTCH),
  shaped(
    'bank-account',
    'br-conta',
    { '0000-0': 0, '00000-0': 0, '000000-0': 0, '0000000-0': 0, '00000000-0': 0 },
    () => true,
    words('n[uú]mero da conta', 'conta (?:corrente|poupan[cç]a|banc[aá]ria)', rightBefore('conta'), rightBefore('ag[eê]ncia'), 'c/c'),
  ),
  checked('bank-account', 'no-account', { '0000.00.00000': 0.85, '0000 00 00000': 0.6, '00000000000': -1 }, isNorwegian, NORDIC),
  shaped(
    'bank-account',
    'nordic-account',
    {
      '000-0000': 0,
      '0000-0000': 0,
      '000000-0': 0,
      '0000-0000000': 0,
      '0000 0000000000': 0,
      '0000-0000000000': 0,
      '0000-0~000~000~000': 0,
    },
    () => true,
    NORDIC,
  ),
  checked('bank-account', 'cz-account', CZECH_SHAPES, isCzech, CZECH),
  checked('bank-account', 'hu-account', { '00000000-00000000': 0.8, '00000000-00000000-00000000': 0.97 }, isHungarian, HUNGARIAN),
  shaped(
    'bank-account',
    'ru-account',
    { '00000000000000000000': 0 },
    (value) => /^[34]/.test(value),
    wordsWithin('р/с', 'расч[её]тн\\S{0,3} сч[её]т', 'сч[её]т'),
  ),
  ...inAll(wordsWithin('口座番号', '普通預金', '当座預金', '口座'), 7, 7, 'jp-account'),
  ...inAll(wordsWithin('银行账[号户]', '銀行帳[號戶]', '银行卡号?', '开户', '账号', '계좌'), 10, 19, 'asian-account'),
  shaped(
    'bank-account',
    'kr-account',
    { '000-00-000000': 0, '000-000000-00-000': 0, '000000-00-000000': 0, '000-0000-0000-00': 0, '0000-000-000000': 0, '000-000-000000': 0 },
    () => true,
    wordsWithin('계좌', '은행'),
  ),
];
