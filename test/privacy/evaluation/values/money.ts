import { createHash } from 'node:crypto';
import { HEX, type Random } from '../random.ts';
import { type Kinds, kindsOf, type Language } from '../value.ts';
import { lettersAsNumbers, luhnDigit, remainder } from './checksums.ts';

const BBAN: Readonly<Record<string, (random: Random) => string>> = {
  DE: (random) => random.text(1, '1234567') + random.text(17),
  FR: (random) => random.pick(['30004', '20041', '10278', '30003']) + random.text(18),
  ES: (random) => random.pick(['2100', '0049', '0182', '2085']) + random.text(16),
  IT: (random) => random.text(1, 'ABDFHKMPQRTX') + random.text(22),
  PL: (random) => random.pick(['1020', '1140', '1050', '2490']) + random.text(20),
  PT: (random) => random.pick(['0035', '0033', '0018']) + random.text(17),
  NL: (random) => random.pick(['INGB', 'RABO', 'ABNA', 'TRIO']) + random.text(10),
  GB: (random) => random.pick(['NWBK', 'BARC', 'LOYD', 'MIDL']) + random.text(14),
  IE: (random) => random.pick(['AIBK', 'BOFI']) + random.text(14),
  BE: (random) => random.text(12),
  AT: (random) => random.text(16),
  CH: (random) => random.text(17),
};
const COUNTRIES: Record<Language, readonly [string, ...string[]]> = {
  en: ['GB', 'GB', 'IE', 'DE', 'FR', 'NL'],
  de: ['DE', 'DE', 'DE', 'AT', 'CH'],
  fr: ['FR', 'FR', 'BE', 'CH'],
  es: ['ES'],
  it: ['IT', 'IT', 'CH'],
  pl: ['PL', 'PL', 'DE'],
  pt: ['PT'],
  nl: ['NL', 'NL', 'BE'],
};

function iban(random: Random, language: Language): string {
  const country = random.pick(COUNTRIES[language]);
  const bban = BBAN[country]?.(random) ?? '';
  const check = String(98 - remainder(lettersAsNumbers(`${bban + country}00`), 97)).padStart(2, '0');
  const compact = country + check + bban;
  const spaced = compact.replace(/(.{4})(?=.)/g, '$1 ');
  return random.pick([spaced, spaced, compact, compact, compact.toLowerCase(), compact.replace(/(.{4})(?=.)/g, '$1-')]);
}

const CARDS: readonly [readonly [string, number], ...(readonly [string, number])[]] = [
  ['4', 16],
  ['4', 16],
  ['51', 16],
  ['55', 16],
  ['2223', 16],
  ['2720', 16],
  ['34', 15],
  ['37', 15],
  ['6011', 16],
  ['3530', 16],
  ['36', 14],
];

function card(random: Random): string {
  const [prefix, length] = random.pick(CARDS);
  const digits = prefix + random.text(length - prefix.length - 1);
  const number = digits + luhnDigit(digits);
  const groups = length === 16 ? /^(....)(....)(....)(....)$/ : length === 15 ? /^(....)(......)(.....)()$/ : /^(....)(......)(....)()$/;
  return random.pick([number, number.replace(groups, '$1 $2 $3 $4').trimEnd(), number.replace(groups, '$1-$2-$3-$4').replace(/-$/, '')]);
}

// The codes that banks publish for themselves.
const BICS = [
  'DEUTDEFF',
  'COBADEFFXXX',
  'BNPAFRPP',
  'BNPAFRPPXXX',
  'SOGEFRPP',
  'AGRIFRPP',
  'CAIXESBBXXX',
  'BBVAESMM',
  'BSCHESMM',
  'UNCRITMM',
  'BCITITMMXXX',
  'BPKOPLPW',
  'BREXPLPWXXX',
  'CGDIPTPL',
  'BCOMPTPL',
  'INGBNL2A',
  'RABONL2U',
  'ABNANL2AXXX',
  'BARCGB22',
  'NWBKGB2LXXX',
  'CHASUS33',
  'BOFAUS3N',
  'UBSWCHZH80A',
  'GIBAATWWXXX',
  'NDEASESS',
] as const;

const bic = (random: Random) => random.pick(BICS);

const aba = (random: Random): string => {
  const digits = random.pick(['02', '06', '11', '12', '26', '32']) + random.text(6);
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * ([3, 7, 1][at % 3] ?? 0), 0);
  return digits + String((10 - (sum % 10)) % 10);
};
const nrb = (random: Random): string => {
  const body = random.pick(['1020', '1140', '1050', '1090']) + random.text(20);
  return (String(98 - remainder(`${body}252100`, 97)).padStart(2, '0') + body).replace(
    /^(..)(....)(....)(....)(....)(....)(....)$/,
    '$1 $2 $3 $4 $5 $6 $7',
  );
};
const ccc = (random: Random): string => {
  const digit = (digits: string) => {
    const check = 11 - ([1, 2, 4, 8, 5, 10, 9, 7, 3, 6].reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11);
    return check === 11 ? '0' : check === 10 ? '1' : String(check);
  };
  const bank = random.pick(['2100', '0049', '0182']) + random.text(4);
  const account = random.text(10);
  return `${bank.slice(0, 4)} ${bank.slice(4)} ${digit(`00${bank}`)}${digit(account)} ${account}`;
};

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** Base58Check: the version byte, 20 bytes of hash and four of checksum. */
function base58Address(random: Random, version: number): string {
  const payload = Buffer.concat([Buffer.from([version]), random.bytes(20)]);
  const bytes = Buffer.concat([payload, sha256(sha256(payload)).subarray(0, 4)]);
  let number = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (; number > 0n; number /= 58n) text = BASE58.charAt(Number(number % 58n)) + text;
  for (const byte of bytes) {
    if (byte !== 0) break;
    text = `1${text}`;
  }
  return text;
}

const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** BIP 173 (version 0) and BIP 350 (version 1) segregated-witness addresses. */
function bech32Address(random: Random, prefix: string, version: 0 | 1): string {
  const words = version === 0 ? 32 : 52;
  // A program's last word carries padding bits, which have to be zero: 20 bytes fill 32 words, 32 bytes leave four bits.
  const data = [
    version,
    ...Array.from({ length: words }, (_, at) => (version === 1 && at === words - 1 ? random.int(0, 1) * 16 : random.int(0, 31))),
  ];
  const expanded = [
    ...[...prefix].map((letter) => letter.charCodeAt(0) >> 5),
    0,
    ...[...prefix].map((letter) => letter.charCodeAt(0) & 31),
  ];
  let check = 1;
  for (const value of [...expanded, ...data, 0, 0, 0, 0, 0, 0]) {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ value;
    for (const [bit, term] of [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].entries()) if ((top >> bit) & 1) check ^= term;
  }
  check ^= version === 0 ? 1 : 0x2bc830a3;
  const sum = Array.from({ length: 6 }, (_, at) => (check >>> (5 * (5 - at))) & 31);
  return `${prefix}1${[...data, ...sum].map((word) => BECH32.charAt(word)).join('')}`;
}

export const MONEY: Kinds = {
  ...kindsOf('iban', { iban }),
  ...kindsOf('payment-card', { card }),
  ...kindsOf('bic', { bic }),
  ...kindsOf('bank-account', {
    aba,
    nrb,
    ccc,
    'account-us': (random) => random.text(1, '123456789') + random.text(random.int(8, 11)),
    'account-gb': (random) => random.text(8, '123456789'),
    'account-de': (random) => random.text(1, '123456789') + random.text(random.int(6, 9)),
    'account-nl': (random) => random.text(1, '123456789') + random.text(8),
    'sort-code': (random) => `${random.pick(['20', '30', '40', '60'])}-${random.text(2)}-${random.text(2)}`,
    bsb: (random) => `06${random.int(2, 7)}-${random.text(3)}`,
    blz: (random) => `${random.pick(['370', '500', '100', '200'])}${random.text(3)}00`,
  }),
  ...kindsOf('crypto-wallet', {
    bitcoin: (random) => base58Address(random, 0),
    'bitcoin-script': (random) => base58Address(random, 5),
    segwit: (random) => bech32Address(random, 'bc', 0),
    taproot: (random) => bech32Address(random, 'bc', 1),
    litecoin: (random) => base58Address(random, 48),
    tron: (random) => base58Address(random, 65),
    ethereum: (random) => `0x${random.text(40, HEX)}`,
    wallet: (random) =>
      random.pick([
        () => base58Address(random, 0),
        () => base58Address(random, 5),
        () => bech32Address(random, 'bc', 0),
        () => bech32Address(random, 'bc', 1),
        () => `0x${random.text(40, HEX)}`,
      ])(),
  }),
};
