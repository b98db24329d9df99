import { createHash } from 'node:crypto';

/**
 * Proofs that a number is what it claims, each written from the rule as its issuer states it (a whole number that a
 * modulus divides, a table walked forwards) and not as the values are made, so that one checks the other.
 */
const bare = (text: string) => text.replace(/[\s.\-/]/g, '');
const numbers = (text: string) => Array.from(bare(text), Number);

const dividedBy = (modulus: number, weights: string) => (text: string) => {
  const factors = weights.split(' ').map(Number);
  const digits = numbers(text);
  return digits.length === factors.length && digits.reduce((sum, digit, at) => sum + digit * (factors[at] ?? 0), 0) % modulus === 0;
};

const DOUBLED = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
const luhn = (text: string) => {
  const digits = numbers(text);
  return digits.reduce((sum, digit, at) => sum + ((digits.length - at) % 2 === 0 ? (DOUBLED[digit] ?? 0) : digit), 0) % 10 === 0;
};

const iban = (text: string) => {
  const compact = bare(text).toUpperCase();
  const turned = compact.slice(4) + compact.slice(0, 4);
  return BigInt(Array.from(turned, (character) => Number.parseInt(character, 36)).join('')) % 97n === 1n;
};

/** Multiplies in the group of a pentagon's turns (0 to 4) and reflections (5 to 9). */
const dihedral = (a: number, b: number) => {
  const [x, y] = [a % 5, b % 5];
  if (a < 5) return b < 5 ? (x + y) % 5 : 5 + ((x + y) % 5);
  return b < 5 ? 5 + ((x - y + 5) % 5) : (x - y + 5) % 5;
};
const CYCLE = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
const verhoeff = (text: string) =>
  numbers(text)
    .reverse()
    .reduce((product, digit, at) => {
      let turned = digit;
      for (let turn = 0; turn < at % 8; turn++) turned = CYCLE[turned] ?? 0;
      return dihedral(product, turned);
    }, 0) === 0;

const steuerId = (text: string) => {
  const digits = numbers(text);
  const last = digits.slice(0, 10).reduce((product, digit) => {
    const sum = (product + digit) % 10;
    return ((sum === 0 ? 10 : sum) * 2) % 11;
  }, 10);
  const counts = new Set(digits.slice(0, 10)).size;
  return digits.length === 11 && counts === 9 && (last + (digits[10] ?? 0)) % 10 === 1;
};

const kvnr = (text: string) => {
  const digits = numbers(String(text.charCodeAt(0) - 64).padStart(2, '0') + text.slice(1));
  const sum = digits.slice(0, -1).reduce((total, digit, at) => total + (at % 2 === 1 ? (DOUBLED[digit] ?? 0) : digit), 0);
  return digits.length === 11 && sum % 10 === digits.at(-1);
};

const nir = (text: string) => {
  const digits = bare(text);
  return digits.length === 15 && (BigInt(digits.slice(0, 13)) + BigInt(digits.slice(13))) % 97n === 0n;
};

const CONTROL = 'TRWAGMYFPDXBNJZSQVHLCKE';
const dni = (text: string) => {
  const [, first = '', rest = '', letter] = /^([XYZ]?)(\d+)([A-Z])$/.exec(bare(text)) ?? [];
  return CONTROL[Number(('XYZ'.includes(first) && first !== '' ? String('XYZ'.indexOf(first)) : '') + rest) % 23] === letter;
};

// The decree's table of odd places, written out character by character.
const ODD_PLACES =
  '0:1 1:0 2:5 3:7 4:9 5:13 6:15 7:17 8:19 9:21 A:1 B:0 C:5 D:7 E:9 F:13 G:15 H:17 I:19 J:21 K:2 L:4 M:18 N:20 O:11 P:3 Q:6 R:8 S:12 T:14 U:16 V:10 W:22 X:25 Y:24 Z:23';
const ODD = new Map(ODD_PLACES.split(' ').map((pair) => [pair.charAt(0), Number(pair.slice(2))]));
const codiceFiscale = (text: string) => {
  const sum = Array.from(text.slice(0, 15), (character, at) => {
    const even = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65;
    return at % 2 === 0 ? (ODD.get(character) ?? 0) : even;
  }).reduce((total, value) => total + value, 0);
  return text.length === 16 && String.fromCharCode(65 + (sum % 26)) === text[15];
};

const descending = (length: number) => Array.from({ length }, (_, at) => length - at).join(' ');

/** Each CPF or CNPJ digit makes the sum of all before it, with it, leave 0 or 1 (then it is 0) by 11. */
const brazilian = (highest: number) => (text: string) => {
  const digits = numbers(text);
  return [digits.length - 2, digits.length - 1].every((place) => {
    let weight = 1;
    let sum = 0;
    for (let at = place - 1; at >= 0; at--) {
      weight = weight === highest ? 2 : weight + 1;
      sum += (digits[at] ?? 0) * weight;
    }
    const check = (sum * 10) % 11;
    return (check === 10 ? 0 : check) === digits[place];
  });
};

const rijksregister = (text: string) => {
  const digits = bare(text);
  return ['', '2'].some((century) => (BigInt(century + digits.slice(0, 9)) + BigInt(digits.slice(9))) % 97n === 0n);
};

const hetu = (text: string) => '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(text.slice(0, 6) + text.slice(7, 10)) % 31] === text[10];

const residentId = (text: string) => {
  const remainder = Array.from(text, (character) => (character === 'X' ? 10 : Number(character))).reduce(
    (rest, digit) => (rest * 2 + digit) % 11,
    0,
  );
  return text.length === 18 && remainder === 1;
};

const myNumber = (text: string) => {
  const digits = numbers(text).reverse();
  const sum = digits.slice(1).reduce((total, digit, at) => total + digit * (at < 6 ? at + 2 : at - 4), 0) % 11;
  return digits.length === 12 && digits[0] === (sum <= 1 ? 0 : 11 - sum);
};

const utr = (text: string) => {
  const [check, ...rest] = numbers(text);
  const sum = rest.reduce((total, digit, at) => total + digit * ([6, 7, 8, 9, 10, 5, 4, 3, 2][at] ?? 0), 0);
  const wanted = 11 - (sum % 11);
  return rest.length === 9 && check === (wanted > 9 ? wanted - 9 : wanted);
};

const nifPt = (text: string) => {
  const digits = numbers(text);
  const sum = digits.reduce((total, digit, at) => total + digit * (9 - at), 0) % 11;
  // A remainder of ten has no digit of its own and is written 0.
  return digits.length === 9 && (sum === 0 || (sum === 1 && digits[8] === 0));
};

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** 25 bytes, the last four of them the start of the hash of the others' hash. */
const base58Check = (text: string) => {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  const number = Array.from(text, (character) => BigInt(alphabet.indexOf(character))).reduce((sum, digit) => sum * 58n + digit, 0n);
  const bytes = Buffer.from(number.toString(16).padStart(50, '0'), 'hex');
  return (
    bytes.length === 25 &&
    sha256(sha256(bytes.subarray(0, 21)))
      .subarray(0, 4)
      .equals(bytes.subarray(21))
  );
};

/** The remainder that BIP 173 or BIP 350 wants of the whole address as a polynomial over 32 elements. */
const bech32 = (wanted: number) => (text: string) => {
  const separator = text.lastIndexOf('1');
  const [prefix, data] = [text.slice(0, separator), text.slice(separator + 1)];
  const codes = Array.from(prefix, (letter) => letter.charCodeAt(0));
  const words = Array.from(data, (character) => 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'.indexOf(character));
  const generators = [0x3b6a57b2n, 0x26508e6dn, 0x1ea119fan, 0x3d4233ddn, 0x2a1462b3n];
  const remainder = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31), ...words].reduce((value, word) => {
    const shifted = (value % 2n ** 25n) * 32n;
    const top = value / 2n ** 25n;
    return generators.reduce((sum, term, bit) => ((top / 2n ** BigInt(bit)) % 2n === 1n ? sum ^ term : sum), shifted ^ BigInt(word));
  }, 1n);
  return remainder === BigInt(wanted);
};

/** By kind of value: whether a value of it holds. */
export const VERIFIERS: Readonly<Record<string, (text: string) => boolean>> = {
  iban,
  nrb: (text) => iban(`PL${text}`),
  card: luhn,
  sin: luhn,
  personnummer: (text) => luhn(bare(text).slice(-10)),
  'partita-iva': luhn,
  cif: (text) => luhn(text.slice(1)),
  aadhaar: verhoeff,
  'steuer-id': steuerId,
  kvnr,
  nir,
  dni,
  nie: dni,
  'codice-fiscale': codiceFiscale,
  pesel: dividedBy(10, '1 3 7 9 1 3 7 9 1 3 1'),
  nip: dividedBy(11, '6 5 7 2 3 4 5 6 7 10'),
  bsn: dividedBy(11, '9 8 7 6 5 4 3 2 10'),
  cpr: dividedBy(11, '4 3 2 7 6 5 4 3 2 1'),
  fodselsnummer: (text) => dividedBy(11, '3 7 6 1 8 9 4 5 2 1 0')(text) && dividedBy(11, '5 4 3 2 7 6 5 4 3 2 1')(text),
  ahv: dividedBy(10, '1 3 1 3 1 3 1 3 1 3 1 3 1'),
  nhs: dividedBy(11, descending(10)),
  tfn: dividedBy(11, '1 4 3 7 5 8 6 9 10'),
  medicare: (text) => dividedBy(10, '1 3 7 9 1 3 7 9 9 0')(text),
  aba: dividedBy(10, '3 7 1 3 7 1 3 7 1'),
  ccc: (text) => {
    const digits = bare(text);
    const weights = '1 2 4 8 5 10 9 7 3 6';
    // Both of its digits complete a sum that 11 divides; 1 stands for 10.
    const completes = (body: string, check: string) =>
      dividedBy(11, `${weights} 1`)(body + check) || (check === '1' && dividedBy(11, `${weights} 10`)(body + check));
    return completes(`00${digits.slice(0, 8)}`, digits.charAt(8)) && completes(digits.slice(10), digits.charAt(9));
  },
  cpf: brazilian(Number.POSITIVE_INFINITY),
  cnpj: brazilian(9),
  rijksregister,
  hetu,
  'resident-id': residentId,
  'my-number': myNumber,
  utr,
  'nif-pt': nifPt,
  bitcoin: base58Check,
  'bitcoin-script': base58Check,
  litecoin: base58Check,
  tron: base58Check,
  segwit: bech32(1),
  taproot: bech32(0x2bc830a3),
};
