import { DIGITS, type Random, UPPER } from '../random.ts';
import { type Kinds, kindsOf } from '../value.ts';
import { birthday } from './birthday.ts';
import { digitsOf, hybridDigit, luhnDigit, remainder, weighted } from './checksums.ts';

const grouped = (text: string, ...sizes: number[]) => {
  let rest = text;
  const parts = sizes.map((size) => {
    const part = rest.slice(0, size);
    rest = rest.slice(size);
    return part;
  });
  return parts.join(' ');
};

/** Tries until the scheme has a check digit for it: about one in eleven has none. */
function until(make: () => string | undefined): string {
  for (;;) {
    const made = make();
    if (made !== undefined) return made;
  }
}

function nino(random: Random): string {
  const prefix = until(() => {
    const letters = random.text(1, 'ABCEGHJKLMNOPRSTWXYZ') + random.text(1, 'ABCEGHJKLMNPRSTWXYZ');
    return /BG|GB|KN|NK|NT|TN|ZZ/.test(letters) ? undefined : letters;
  });
  const number = prefix + random.text(6) + random.text(1, 'ABCD');
  return random.pick([number, grouped(number, 2, 2, 2, 2, 1)]);
}

function nhs(random: Random): string {
  const number = until(() => {
    const digits = random.pick(['4', '6', '7', '9']) + random.text(8);
    const check = 11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
    return check === 10 ? undefined : digits + String(check % 11);
  });
  return random.pick([number, grouped(number, 3, 3, 4), grouped(number, 3, 3, 4).replaceAll(' ', '-')]);
}

function utr(random: Random): string {
  const digits = random.text(9);
  const number = '21987654321'.charAt(weighted(digits, [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11) + digits;
  return random.pick([number, grouped(number, 5, 5)]);
}

function steuerId(random: Random): string {
  const ten = until(() => {
    const nine = random.shuffle([...DIGITS]).slice(0, 9);
    const digits = random.shuffle([...nine, nine[0] ?? '1']).join('');
    return digits.startsWith('0') || /(.)\1\1/.test(digits) ? undefined : digits;
  });
  const number = ten + hybridDigit(ten);
  return random.pick([number, grouped(number, 2, 3, 3, 3)]);
}

function kvnr(random: Random): string {
  const letter = random.int(1, 26);
  const digits = random.text(8);
  const sum = digitsOf(String(letter).padStart(2, '0') + digits)
    .map((digit, at) => digit * (at % 2 === 0 ? 1 : 2))
    .reduce((total, product) => total + (product > 9 ? product - 9 : product), 0);
  return UPPER.charAt(letter - 1) + digits + String(sum % 10);
}

function nir(random: Random): string {
  const { yy, mm } = birthday(random);
  const department = until(() => {
    const code = String(random.int(1, 95)).padStart(2, '0');
    return code === '20' ? undefined : code;
  });
  const number =
    random.pick(['1', '2']) +
    yy +
    mm +
    department +
    String(random.int(1, 600)).padStart(3, '0') +
    String(random.int(1, 500)).padStart(3, '0');
  const full = number + String(97 - remainder(number, 97)).padStart(2, '0');
  return random.pick([full, grouped(full, 1, 2, 2, 2, 3, 3, 2)]);
}

const dniLetter = (digits: string) => 'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(Number(digits) % 23);

function dni(random: Random): string {
  const digits = String(random.int(10_000_000, 79_999_999));
  return digits + random.pick(['', '-']) + dniLetter(digits);
}

function nie(random: Random): string {
  const first = random.int(0, 2);
  const digits = random.text(7);
  const dash = random.pick(['', '-']);
  return 'XYZ'.charAt(first) + dash + digits + dash + dniLetter(String(first) + digits);
}

function cif(random: Random): string {
  const digits = `${random.int(1, 5)}${random.text(6)}`;
  const sum = digitsOf(digits).reduce((total, digit, at) => total + (at % 2 === 1 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2), 0);
  return random.pick(['A', 'B']) + digits + String((10 - (sum % 10)) % 10);
}

const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
const rank = (character: string) => (character >= 'A' ? character.charCodeAt(0) - 65 : Number(character));

function codiceFiscale(random: Random): string {
  const { yy, dd } = birthday(random);
  const day = random.pick([dd, String(Number(dd) + 40)]);
  const body =
    random.text(6, 'BCDFGLMNPRSTVZ') +
    yy +
    random.text(1, 'ABCDEHLMPRST') +
    day +
    random.text(1, 'ABCDEFGHIL') +
    String(random.int(1, 999)).padStart(3, '0');
  const sum = [...body].reduce((total, character, at) => total + (at % 2 === 0 ? (ODD[rank(character)] ?? 0) : rank(character)), 0);
  return body + UPPER.charAt(sum % 26);
}

function partitaIva(random: Random): string {
  const digits = `0${random.int(1, 9)}${random.text(5)}${String(random.int(1, 99)).padStart(3, '0')}`;
  return digits + luhnDigit(digits);
}

function pesel(random: Random): string {
  const { year, yy, mm, dd } = birthday(random);
  const digits = yy + (year >= '2000' ? String(Number(mm) + 20) : mm) + dd + random.text(4);
  return digits + String((10 - (weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10);
}

function nip(random: Random): string {
  const number = until(() => {
    const digits = random.pick(['5', '6', '7', '8', '9']) + random.text(1, '123456789') + random.text(1, '123456789') + random.text(6);
    const check = weighted(digits, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11;
    return check === 10 ? undefined : digits + String(check);
  });
  return random.pick([number, number.replace(/^(...)(...)(..)(..)$/, '$1-$2-$3-$4')]);
}

function bsn(random: Random): string {
  return until(() => {
    const digits = random.pick(['1', '2', '3', '8']) + random.text(7);
    const check = weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    return check === 10 ? undefined : digits + String(check);
  });
}

function personnummer(random: Random): string {
  const { year, yy, mm, dd } = birthday(random);
  const digits = yy + mm + dd + random.text(3);
  const full = digits + luhnDigit(digits);
  return random.pick([
    `${full.slice(0, 6)}-${full.slice(6)}`,
    `${year.slice(0, 2)}${full.slice(0, 6)}-${full.slice(6)}`,
    year.slice(0, 2) + full,
  ]);
}

function cpr(random: Random): string {
  return until(() => {
    const { yy, mm, dd } = birthday(random, 1940, 1999);
    const digits = dd + mm + yy + random.text(1, '0123') + random.text(2);
    const check = (11 - (weighted(digits, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
    return check === 10 ? undefined : `${digits.slice(0, 6)}-${digits.slice(6)}${check}`;
  });
}

function hetu(random: Random): string {
  const { year, yy, mm, dd } = birthday(random);
  const serial = String(random.int(2, 899)).padStart(3, '0');
  const check = '0123456789ABCDEFHJKLMNPRSTUVWXY'.charAt(Number(dd + mm + yy + serial) % 31);
  return dd + mm + yy + (year >= '2000' ? 'A' : '-') + serial + check;
}

function fodselsnummer(random: Random): string {
  return until(() => {
    const { yy, mm, dd } = birthday(random, 1940, 1999);
    const digits = dd + mm + yy + String(random.int(0, 499)).padStart(3, '0');
    const first = (11 - (weighted(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
    const second = (11 - (weighted(digits + String(first), [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
    return first === 10 || second === 10
      ? undefined
      : random.pick([`${digits}${first}${second}`, `${digits.slice(0, 6)} ${digits.slice(6)}${first}${second}`]);
  });
}

function ahv(random: Random): string {
  const digits = `756${random.text(9)}`;
  const check = (10 - (weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10;
  return `${digits}${check}`.replace(/^(...)(....)(....)(..)$/, '$1.$2.$3.$4');
}

function rijksregister(random: Random): string {
  const { year, yy, mm, dd } = birthday(random);
  const digits = yy + mm + dd + String(random.int(1, 997)).padStart(3, '0');
  const check = 97 - remainder((year >= '2000' ? '2' : '') + digits, 97);
  return `${yy}.${mm}.${dd}-${digits.slice(6)}.${String(check).padStart(2, '0')}`;
}

function nif(random: Random): string {
  const digits = random.pick(['1', '2', '3']) + random.text(7);
  const check = 11 - (weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  const number = digits + String(check > 9 ? 0 : check);
  return random.pick([number, grouped(number, 3, 3, 3)]);
}

export const IDENTITY_EUROPE: Kinds = {
  ...kindsOf('national-id', { nino, nir, dni, nie, pesel, bsn, personnummer, cpr, hetu, fodselsnummer, ahv, rijksregister }),
  ...kindsOf('tax-id', { utr, 'steuer-id': steuerId, cif, 'codice-fiscale': codiceFiscale, 'partita-iva': partitaIva, nip, 'nif-pt': nif }),
  ...kindsOf('health-id', { nhs, kvnr }),
};
