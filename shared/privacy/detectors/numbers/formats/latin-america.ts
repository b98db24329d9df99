import { isMonthDay } from '../calendar.ts';
import { luhn, weighted } from '../checksum.ts';
import { checked, type NumberFormat, shaped, words } from '../format.ts';

/** Brazil: 11 less the remainder, or 0 where that has two digits. Letters count by their place in ASCII, as since 2026. */
const brazilian = (digits: string, weights: readonly number[]) => {
  const rest = weighted(digits, weights) % 11;
  return rest < 2 ? 0 : 11 - rest;
};

const isCpf = (value: string) =>
  brazilian(value, [10, 9, 8, 7, 6, 5, 4, 3, 2]) === value.charCodeAt(9) - 48 &&
  brazilian(value, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) === value.charCodeAt(10) - 48;

const isCnpj = (value: string) =>
  brazilian(value, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) === value.charCodeAt(12) - 48 &&
  brazilian(value, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) === value.charCodeAt(13) - 48;

/** Argentina's CUIT and CUIL: the first two digits say of whom. */
function isCuit(value: string): boolean {
  const check = (11 - (weighted(value, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return /^(?:2[0347]|3[034]|5[015])/.test(value) && (check === 10 ? 9 : check) === value.charCodeAt(10) - 48;
}

/** Banco Central de la República Argentina, Comunicación A 2622: one check digit for the branch, one for the account. */
const isCbu = (value: string) =>
  weighted(value, [7, 1, 3, 9, 7, 1, 3, 1]) % 10 === 0 && weighted(value.slice(8), [3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1, 3, 1]) % 10 === 0;

/** Chile: weights 2 to 7 from the right, K for 10. */
function isRut(value: string): boolean {
  let sum = 0;
  for (let index = value.length - 2, weight = 2; index >= 0; index--, weight = weight === 7 ? 2 : weight + 1)
    sum += (value.charCodeAt(index) - 48) * weight;
  return '0K987654321'[sum % 11] === value.at(-1);
}

const CURP_SIGNS = '0123456789ABCDEFGHIJKLMN_OPQRSTUVWXYZ';
const STATES = 'AS|B[CS]|C[CLMHS]|D[FG]|G[TR]|HG|JC|M[CNS]|N[TLE]|OC|PL|Q[TR]|S[PLR]|T[CSL]|VZ|YN|ZS';
const CURP = new RegExp(`^[A-Z][AEIOUX][A-Z]{2}\\d{6}[HMX](?:${STATES})[A-Z]{3}[A-Z\\d]\\d$`);

function isCurp(value: string): boolean {
  if (!CURP.test(value) || !isMonthDay(value, 6)) return false;
  let sum = 0;
  for (let index = 0; index < 17; index++) sum += CURP_SIGNS.indexOf(value.charAt(index)) * (18 - index);
  return (10 - (sum % 10)) % 10 === value.charCodeAt(17) - 48;
}

const isRfc = (value: string) => /^[A-Z]{3,4}\d{6}[A-Z\d]{3}$/.test(value) && isMonthDay(value, value.length - 7);

const isClabe = (value: string) => {
  let sum = 0;
  for (let index = 0; index < 17; index++) sum += ((value.charCodeAt(index) - 48) * ([3, 7, 1][index % 3] ?? 0)) % 10;
  return (10 - (sum % 10)) % 10 === value.charCodeAt(17) - 48;
};

const isNit = (value: string) => {
  const rest = weighted(value, value.length === 10 ? [41, 37, 29, 23, 19, 17, 13, 7, 3] : [37, 29, 23, 19, 17, 13, 7, 3]) % 11;
  return (rest > 1 ? 11 - rest : rest) === value.charCodeAt(value.length - 1) - 48;
};

const isRuc = (value: string) =>
  /^(?:1[0567]|20)/.test(value) && (11 - (weighted(value, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === value.charCodeAt(10) - 48;

const isEcuadorian = (value: string) => /^(?:[01]\d|2[0-4]|30)[0-6]/.test(value) && luhn(value);

const isUruguayan = (value: string) => (10 - (weighted(value, [2, 9, 8, 7, 6, 3, 4]) % 10)) % 10 === value.charCodeAt(7) - 48;

const CEDULA = words('c[eé]dula\\w*', 'documento(?: de identidad)?', 'identidad', 'c\\.i\\.');

export const LATIN_AMERICA: readonly NumberFormat[] = [
  checked(
    'national-id',
    'br-cpf',
    { '000.000.000-00': 0.97, '00000000000': 0.5, '000 000 000 00': 0, '000000000-00': 0.9 },
    isCpf,
    words('cpf', 'c\\.p\\.f\\.?', 'cadastro de pessoa'),
  ),
  checked(
    'tax-id',
    'br-cnpj',
    { '00.000.000/0000-00': 0.98, '00000000000000': 0.5, '00000000/0000-00': 0.97, 'XX.XXX.XXX/XXXX-00': 0.98 },
    isCnpj,
    words('cnpj', 'cadastro nacional'),
  ),
  checked(
    'tax-id',
    'ar-cuit',
    { '00-00000000-0': 0.95, '00000000000': 0.5, '00 00000000 0': 0.8 },
    isCuit,
    words('cui[tl]', 'clave [uú]nica'),
  ),
  shaped(
    'national-id',
    'ar-dni',
    { '00.000.000': 0, '00000000': 0, '0.000.000': 0 },
    () => true,
    words('dni', 'documento nacional', 'd\\.n\\.i\\.'),
  ),
  checked('bank-account', 'ar-cbu', { '0000000000000000000000': 0.9 }, isCbu, words('cbu', 'cvu', 'clave bancaria')),
  checked(
    'national-id',
    'cl-rut',
    { '00.000.000-X': 0.95, '0.000.000-X': 0.95, '00000000-X': 0.6, '0000000-X': -1, '00000000X': -1, '0000000X': -1 },
    isRut,
    words('ru[tn]', 'rol [uú]nico'),
  ),
  checked('national-id', 'mx-curp', { AAAA000000AAAAAAX0: 0.98 }, isCurp, words('curp', 'clave [uú]nica')),
  shaped(
    'tax-id',
    'mx-rfc',
    { AAAA000000XXX: 0.85, AAA000000XXX: 0.6, 'AAAA-000000-XXX': 0.9, 'AAA-000000-XXX': 0.85, 'AAAA 000000 XXX': 0.85 },
    isRfc,
    words('rfc', 'contribuyentes'),
  ),
  checked('bank-account', 'mx-clabe', { '000000000000000000': -1 }, isClabe, words('clabe\\w*', 'interbancaria', 'cuenta')),
  checked('tax-id', 'co-nit', { '000.000.000-0': 0.8, '000000000-0': 0.5, '0000000000': -1, '000000000': -1 }, isNit, words('nit', 'rut')),
  shaped(
    'national-id',
    'cedula',
    { '0.000.000.000': 0, '00.000.000': 0, '0000000000': 0, '00000000': 0, '000.000.000': 0, '0000000': 0 },
    () => true,
    CEDULA,
  ),
  checked('national-id', 'do-cedula', { '000-0000000-0': 0.8, '00000000000': -1 }, luhn, CEDULA),
  checked('national-id', 'ec-cedula', { '0000000000': -1, '000000000-0': 0.5 }, isEcuadorian, CEDULA),
  checked('national-id', 'uy-ci', { '0.000.000-0': 0.85, '00000000': -1, '0000000-0': -1 }, isUruguayan, CEDULA),
  shaped(
    'tax-id',
    've-rif',
    { 'A-00000000-0': 0.6, A000000000: 0, 'A-00000000': 0 },
    (value) => /^[VEJPG]/.test(value),
    words('rif', 'c[eé]dula\\w*'),
  ),
  checked('tax-id', 'pe-ruc', { '00000000000': -1 }, isRuc, words('ruc', 'registro [uú]nico')),
];
