import { ALPHANUMERIC, DIGITS, HEX, type Random, UPPER } from '../random.ts';
import { type Kinds, kindsOf } from '../value.ts';
import { digitsOf, luhnDigit } from './checksums.ts';

const hex = (length: number) => (random: Random) => random.text(length, HEX);

function uuid(random: Random): string {
  const digits = random.text(32, HEX);
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, `$1-$2-4$3-${random.text(1, '89ab')}$4-$5`);
}

/** Sixteen digits that fail the Luhn check. */
function orderNumber(random: Random): string {
  const digits = random.text(1, '123456789') + random.text(14);
  return digits + String((Number(luhnDigit(digits)) + random.int(1, 9)) % 10);
}

function ean(random: Random): string {
  const digits = random.pick(['978', '400', '500', '871', '590']) + random.text(9);
  const sum = digitsOf(digits).reduce((total, digit, at) => total + digit * (at % 2 === 0 ? 1 : 3), 0);
  return digits + String((10 - (sum % 10)) % 10);
}
const isbn = (random: Random) => ean(random).replace(/^...(.)(....)(....)(.)$/, '978-$1-$2-$3-$4');

const wrapped = (random: Random, lines: number) =>
  Array.from({ length: lines }, () => Buffer.from(random.bytes(48)).toString('base64')).join('\n');

const two = (random: Random, low: number, high: number) => String(random.int(low, high)).padStart(2, '0');
const time = (random: Random) => `${two(random, 0, 23)}:${two(random, 0, 59)}:${two(random, 0, 59)}`;
const day = (random: Random) => `20${two(random, 18, 26)}-${two(random, 1, 12)}-${two(random, 1, 28)}`;

export const LOOK_ALIKES: Kinds = kindsOf(null, {
  uuid,
  order: orderNumber,
  ean,
  isbn,
  md5: hex(32),
  sha1: hex(40),
  sha256: hex(64),
  commit: hex(7),
  colour: (random) => `#${random.text(6, HEX)}`,
  integrity: (random) => `sha512-${Buffer.from(random.bytes(64)).toString('base64')}`,
  version: (random) => `${random.int(0, 24)}.${random.int(0, 40)}.${random.int(0, 30)}`,
  build: (random) => `${random.int(1, 12)}.${random.int(0, 9)}.${random.int(1000, 30000)}.${random.int(300, 2000)}`,
  epoch: (random) => String(random.int(1_600_000_000, 1_790_000_000)),
  'epoch-ms': (random) => `${random.int(1_600_000_000, 1_790_000_000)}${random.text(3)}`,
  latitude: (random) => `${random.int(36, 64)}.${random.text(6)}`,
  longitude: (random) => `${random.int(2, 24)}.${random.text(6)}`,
  ups: (random) => `1Z${random.text(6, UPPER + DIGITS)}${random.text(10)}`,
  parcel: (random) => `JJD0${random.text(16)}`,
  imei: (random) => {
    const digits = `35${random.text(12)}`;
    return digits + luhnDigit(digits);
  },
  amount: (random) => `${random.int(1, 900)},${random.text(3)}.${random.text(2)}`,
  ticket: (random) => `${random.pick(['OPS', 'WEB', 'LNT', 'CORE'])}-${random.int(100, 99_999)}`,
  sku: (random) => `${random.text(3, UPPER)}-${random.text(5)}-${random.text(2, UPPER)}`,
  number: (random) => random.text(1, '123456789') + random.text(random.int(3, 6)),
  id: (random) => random.text(1, '123456789') + random.text(random.pick([17, 18])),
  slug: (random) => random.text(11, ALPHANUMERIC),
  'public-key': (random) => `-----BEGIN PUBLIC KEY-----\n${wrapped(random, 3)}\n-----END PUBLIC KEY-----`,
  certificate: (random) => `-----BEGIN CERTIFICATE-----\n${wrapped(random, 6)}\n-----END CERTIFICATE-----`,
  'ssh-public': (random) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${random.text(43, ALPHANUMERIC)}`,
  image: (random) => `data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA${Buffer.from(random.bytes(90)).toString('base64')}`,
  document: (random) => `https://docs.google.com/document/d/1${random.text(43, ALPHANUMERIC)}/edit`,
  arn: (random) => `arn:aws:iam::${random.text(12)}:role/deploy`,
  instance: (random) => `i-0${random.text(16, HEX)}`,
  pod: (random) => `shop-${random.text(10, 'bcdf4567890')}-${random.text(5, 'bcdfghjklmnp456789')}`,
  'stripe-object': (random) => `${random.pick(['cus', 'price', 'prod', 'evt'])}_${random.text(14, ALPHANUMERIC)}`,
  isin: (random) => `${random.pick(['US', 'IE00', 'LU'])}${random.text(8, UPPER + DIGITS)}`,
  doi: (random) => `10.${random.int(1000, 9999)}/j.${random.text(4, 'abcdefgh')}.20${random.int(10, 24)}.${random.text(6)}`,
  arxiv: (random) => `${random.int(17, 25)}${two(random, 1, 12)}.${random.text(5)}`,
  dimensions: (random) => `${random.int(20, 300)} x ${random.int(20, 300)} x ${random.int(20, 300)} mm`,
  range: (random) => `${random.int(1950, 1999)}-${random.int(2000, 2026)}`,
  'invalid-ssn': (random) => `${random.pick(['000', '666'])}-${random.text(2)}-${random.text(4)}`,
  'wrong-card': (random) => {
    const digits = `4${random.text(14)}`;
    const wrong = digits + String((Number(luhnDigit(digits)) + random.int(1, 9)) % 10);
    return wrong.replace(/^(....)(....)(....)(....)$/, '$1 $2 $3 $4');
  },
  score: (random) => `${random.int(0, 7)}-${random.int(0, 7)}, ${random.int(0, 7)}-${random.int(0, 7)}`,
  oid: (random) => `1.3.6.1.4.1.${random.int(1000, 60_000)}.${random.int(1, 9)}.${random.int(1, 9)}`,
  'hex-dump': (random) => Array.from({ length: 8 }, () => random.text(4, HEX)).join(' '),
  time,
  day,
  stamp: (random) => `${day(random)}T${time(random)}.${random.text(3)}Z`,
});
