import { DIGITS, type Random, UPPER } from '../random.ts';
import { type Kinds, kindsOf } from '../value.ts';
import { birthday } from './birthday.ts';
import { luhnDigit, verhoeffDigit, weighted } from './checksums.ts';

const four = (random: Random, low: number, high: number, width: number) => String(random.int(low, high)).padStart(width, '0');

function ssn(random: Random): string {
  const area = random.pick([random.int(1, 665), random.int(667, 899)]);
  return `${String(area).padStart(3, '0')}-${four(random, 1, 99, 2)}-${four(random, 1, 9999, 4)}`;
}

function itin(random: Random): string {
  const group = random.pick([random.int(50, 65), random.int(70, 88), random.int(90, 92), random.int(94, 99)]);
  return `9${random.text(2)}-${group}-${random.text(4)}`;
}

const EIN_PREFIXES = ['20', '26', '27', '45', '46', '47', '81', '82', '83', '84', '85', '36', '94'] as const;
const ein = (random: Random) => `${random.pick(EIN_PREFIXES)}-${random.text(7)}`;

/** Medicare Beneficiary Identifier: the letters leave out S, L, O, I, B and Z. */
function mbi(random: Random): string {
  const letter = () => random.text(1, 'ACDEFGHJKMNPQRTUVWXY');
  const either = () => random.text(1, `${DIGITS}ACDEFGHJKMNPQRTUVWXY`);
  const parts = [
    random.text(1, '123456789') + letter() + either() + random.text(1),
    letter() + either() + random.text(1),
    letter() + letter() + random.text(2),
  ];
  return parts.join(random.pick(['-', '']));
}

function cpf(random: Random): string {
  let digits = random.text(9);
  for (const length of [9, 10]) {
    const rest =
      weighted(
        digits,
        Array.from({ length }, (_, at) => length + 1 - at),
      ) % 11;
    digits += rest < 2 ? '0' : String(11 - rest);
  }
  return random.pick([digits, digits.replace(/^(...)(...)(...)(..)$/, '$1.$2.$3-$4')]);
}

function cnpj(random: Random): string {
  let digits = `${random.text(8)}0001`;
  for (const weights of [
    [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2],
    [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2],
  ]) {
    const rest = weighted(digits, weights) % 11;
    digits += rest < 2 ? '0' : String(11 - rest);
  }
  return digits.replace(/^(..)(...)(...)(....)(..)$/, '$1.$2.$3/$4-$5');
}

function aadhaar(random: Random): string {
  const digits = random.text(1, '23456789') + random.text(10);
  return (digits + verhoeffDigit(digits)).replace(/^(....)(....)(....)$/, '$1 $2 $3');
}

const pan = (random: Random) => `${random.text(3, UPPER)}P${random.text(1, UPPER)}${random.text(4)}${random.text(1, UPPER)}`;

function sin(random: Random): string {
  const digits = random.text(1, '1234567') + random.text(7);
  return (digits + luhnDigit(digits)).replace(/^(...)(...)(...)$/, random.pick(['$1 $2 $3', '$1-$2-$3']));
}

function tfn(random: Random): string {
  for (;;) {
    const digits = random.text(1, '123456789') + random.text(7);
    // The last weight is 10, so the check digit is what makes the sum a multiple of 11.
    const check = weighted(digits, [1, 4, 3, 7, 5, 8, 6, 9]) % 11;
    if (check < 10) return `${digits}${check}`.replace(/^(...)(...)(...)$/, random.pick(['$1 $2 $3', '$1$2$3']));
  }
}

function medicare(random: Random): string {
  const digits = random.text(1, '23456') + random.text(7);
  const number = `${digits}${weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10}${random.int(1, 5)}`;
  return number.replace(/^(....)(.....)(.)$/, random.pick(['$1 $2 $3', '$1$2$3']));
}

const REGIONS = ['110105', '310104', '440305', '330106', '510107', '420106', '320102', '610113'] as const;

function residentId(random: Random): string {
  const { year, mm, dd } = birthday(random, 1950, 2003);
  const digits = random.pick(REGIONS) + year + mm + dd + random.text(3);
  return digits + '10X98765432'.charAt(weighted(digits, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11);
}

function myNumber(random: Random): string {
  const digits = random.text(1, '123456789') + random.text(10);
  const rest = weighted(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return (digits + String(rest < 2 ? 0 : 11 - rest)).replace(/^(....)(....)(....)$/, random.pick(['$1 $2 $3', '$1-$2-$3', '$1$2$3']));
}

export const IDENTITY_WORLD: Kinds = {
  ...kindsOf('national-id', { ssn, aadhaar, sin, 'resident-id': residentId, 'my-number': myNumber }),
  ...kindsOf('tax-id', { ein, itin, cpf, cnpj, pan, tfn }),
  ...kindsOf('health-id', { mbi, medicare }),
};
