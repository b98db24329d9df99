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
  time,
  day,
  stamp: (random) => `${day(random)}T${time(random)}.${random.text(3)}Z`,
});
