import { describe, expect, it } from 'vitest';
import { bic } from '../../shared/privacy/detectors/numbers/bic.ts';
import { iban } from '../../shared/privacy/detectors/numbers/iban.ts';
import { paymentCard } from '../../shared/privacy/detectors/numbers/payment-card.ts';
import type { Detector } from '../../shared/privacy/finding.ts';
import { scan } from '../../shared/privacy/scan.ts';

const COUNTS = 0.6;
const certain = (detector: Detector, text: string) =>
  detector
    .find(text)
    .filter(({ confidence }) => confidence >= COUNTS)
    .map(({ start, end }) => text.slice(start, end));

// The examples of the SWIFT IBAN Registry.
const IBANS = [
  ...[
    'AD1200012030200359100100',
    'AE070331234567890123456',
    'AL47212110090000000235698741',
    'AT611904300234573201',
    'AZ21NABZ00000000137010001944',
  ],
  ...[
    'BA391290079401028494',
    'BE68539007547034',
    'BG80BNBG96611020345678',
    'BH67BMAG00001299123456',
    'BR1800360305000010009795493C1',
    'BY13NBRB3600900000002Z00AB00',
  ],
  ...[
    'CH9300762011623852957',
    'CR05015202001026284066',
    'CY17002001280000001200527600',
    'CZ6508000000192000145399',
    'DE89370400440532013000',
    'DK5000400440116243',
  ],
  ...[
    'DO28BAGR00000001212453611324',
    'EE382200221020145685',
    'EG380019000500000000263180002',
    'ES9121000418450200051332',
    'FI2112345600000785',
    'FO6264600001631634',
  ],
  ...[
    'FR1420041010050500013M02606',
    'GB29NWBK60161331926819',
    'GE29NB0000000101904917',
    'GI75NWBK000000007099453',
    'GL8964710001000206',
    'GR1601101250000000012300695',
  ],
  ...[
    'GT82TRAJ01020000001210029690',
    'HR1210010051863000160',
    'HU42117730161111101800000000',
    'IE29AIBK93115212345678',
    'IL620108000000099999999',
    'IQ98NBIQ850123456789012',
  ],
  ...[
    'IS140159260076545510730339',
    'IT60X0542811101000000123456',
    'JO94CBJO0010000000000131000302',
    'KW81CBKU0000000000001234560101',
    'KZ86125KZT5004100100',
    'LB62099900000001001901229114',
  ],
  ...[
    'LC55HEMM000100010012001200023015',
    'LI21088100002324013AA',
    'LT121000011101001000',
    'LU280019400644750000',
    'LV80BANK0000435195001',
    'LY83002048000020100120361',
  ],
  ...[
    'MC5811222000010123456789030',
    'MD24AG000225100013104168',
    'ME25505000012345678951',
    'MK07250120000058984',
    'MR1300020001010000123456753',
    'MT84MALT011000012345MTLCAST001S',
  ],
  ...[
    'MU17BOMM0101101030300200000MUR',
    'NL91ABNA0417164300',
    'NO9386011117947',
    'PK36SCBL0000001123456702',
    'PL61109010140000071219812874',
    'PS92PALS000000000400123456702',
  ],
  ...[
    'PT50000201231234567890154',
    'QA58DOHB00001234567890ABCDEFG',
    'RO49AAAA1B31007593840000',
    'RS35260005601001611379',
    'SA0380000000608010167519',
    'SC18SSCB11010000000000001497USD',
  ],
  ...[
    'SE4550000000058398257466',
    'SI56263300012039086',
    'SK3112000000198742637541',
    'SM86U0322509800000000270100',
    'ST23000100010051845310146',
    'SV62CENR00000000000000700025',
  ],
  ...[
    'TL380080012345678910157',
    'TN5910006035183598478831',
    'TR330006100519786457841326',
    'UA213223130000026007233566001',
    'VA59001123000012345678',
    'VG96VPVG0000012345678901',
    'XK051212012345678906',
  ],
];

describe('IBANs', () => {
  it.each(IBANS)('finds %s as it is sent, as it is printed, with hyphens and in small letters', (number) => {
    const printed = (separator: string) => number.replace(/(.{4})(?=.)/g, `$1${separator}`);
    for (const written of [number, printed(' '), printed('-'), printed('\u00a0'), number.toLowerCase()]) {
      expect(certain(iban, `Pay to ${written} by Friday.`)).toEqual([written]);
    }
  });

  it.each(IBANS)('does not take %s with a changed digit, a digit less or one more for an IBAN', (number) => {
    const place = number.search(/\d(?=[^\d]*$)/);
    const changed = number.slice(0, place) + ((Number(number[place]) + 1) % 10) + number.slice(place + 1);
    for (const wrong of [changed, number.slice(0, -1), `${number}0`]) expect(certain(iban, `Pay to ${wrong}.`)).toEqual([]);
  });

  it('finds one that follows its name at once', () => {
    expect(certain(iban, 'IBANDE89370400440532013000')).toEqual(['DE89370400440532013000']);
    expect(certain(iban, 'IBAN: DE 89 3704 0044 0532 0130 00')).toEqual(['DE 89 3704 0044 0532 0130 00']);
  });

  it('holds each to the structure of its country', () => {
    // The check digits are right: a letter where a digit belongs, a country without IBANs.
    expect(certain(iban, 'DE85A70400440532013000 and US64SVBKUS6S3300958879')).toEqual([]);
    expect(certain(iban, 'VG96 VPVG 0000 0123 4567 8901 X and more')).toEqual(['VG96 VPVG 0000 0123 4567 8901']);
  });
});

describe('payment cards', () => {
  it.each([
    // Numbers that card networks publish for tests.
    ...[
      '4111111111111111',
      '4242 4242 4242 4242',
      '5555-5555-5555-4444',
      '2223003122003222',
      '378282246310005',
      '3782 822463 10005',
      '6011111111111117',
    ],
    ...[
      '3530111333300000',
      '30569309025904',
      '38520000023237',
      '6200000000000005',
      '6759649826438453',
      '4000.0566.5566.5556',
      '4111\u00a01111\u00a01111\u00a01111',
    ],
  ])('finds %s', (number) => {
    expect(certain(paymentCard, `Please use ${number} for it.`)).toEqual([number]);
  });

  it.each(['4222222222222', '5018 0000 0009', '501800000009', '135410014004955'])('finds %s where words name it', (number) => {
    expect(certain(paymentCard, `credit card ${number} expires`)).toEqual([number]);
    expect(certain(paymentCard, `we saw ${number} birds`)).toEqual([]);
  });

  it.each([
    ...[
      '4111111111111112',
      '0000000000000000',
      '4444444444444444',
      '1.4111111111111111',
      '4111111111111111.5',
      'x4111111111111111',
      '41111111111111112222',
    ],
    ...['EAN 4006381333931', 'at 1700000000004', '20240305101112', 'tracking number 4111111111111111', 'IMEI 490154203237518'],
  ])('finds none in %j', (text) => {
    expect(certain(paymentCard, `Note ${text} here`)).toEqual([]);
  });

  it('finds one in groups that a word is glued to', () => {
    expect(certain(paymentCard, '4242 4242 4242 4242exp 12/27')).toEqual(['4242 4242 4242 4242']);
    expect(certain(paymentCard, '4242424242424242fe02')).toEqual([]);
    for (const word of ['EUR', 'USD 12.50', 'exp12/27', 'cvv:123', 'abc, please'])
      expect(certain(paymentCard, `charge 4242424242424242${word}`)).toEqual(['4242424242424242']);
    // Units and numbers of code.
    for (const rest of ['n', 'L', 'ull', 'ms', 'MiB']) expect(certain(paymentCard, `4242424242424242${rest}`)).toEqual([]);
  });

  it('finds each of a list', () => {
    const cards = ['4111111111111111', '4242424242424242', '5555555555554444'];
    for (const separator of [',', ', ', ';', '\n', '\t', "','"]) expect(certain(paymentCard, cards.join(separator))).toEqual(cards);
    expect(certain(paymentCard, '4111 1111 1111 1111 4242 4242 4242 4242')).toEqual(['4111 1111 1111 1111', '4242 4242 4242 4242']);
  });
});

describe('accounts as banks write them at home', () => {
  // From the examples of the SWIFT IBAN Registry.
  const ACCOUNTS = [
    ['61 1090 1014 0000 0712 1981 2874', 'nr konta'],
    ['2100 0418 45 0200051332', 'mi cuenta es'],
    ['0002 0123 12345678901 54', 'NIB'],
    ['X 05428 11101 000000123456', 'BBAN'],
    ['20041 01005 0500013M026 06', 'RIB'],
    ['539-0075470-34', 'rekeningnummer'],
    ['8601.11.17947', 'kontonummer'],
    ['19-2000145399/0800', 'číslo účtu'],
    ['11773016-11111018-00000000', 'bankszámlaszám'],
  ] as const;
  const accounts = (text: string) =>
    scan(text)
      .filter(({ confidence }) => confidence >= COUNTS)
      .map(({ type, start, end }) => [type, text.slice(start, end)]);

  it.each(ACCOUNTS)('finds %s, as it is and where its name says so', (number, name) => {
    expect(accounts(`Please use ${number} for it.`)).toEqual([['bank-account', number]]);
    expect(accounts(`${name}: ${number}`)).toEqual([['bank-account', number]]);
  });

  it.each(ACCOUNTS)('does not take %s with a wrong digit for one by itself', (number) => {
    const place = number.search(/[1-9](?=[^1-9]*.{5}$)/);
    const wrong = number.slice(0, place) + ((Number(number[place]) + 1) % 10) + number.slice(place + 1);
    expect(accounts(`We counted ${wrong} of them.`).filter(([type]) => type === 'bank-account')).toEqual([]);
  });

  it('takes no card out of one', () => {
    for (const text of ['nr konta 62 1020 0555 5994 8917 6182 0236', 'na rachunek 84 1020 5873 4006 8197 2078 6788'])
      expect(accounts(text)).toEqual([['bank-account', text.slice(text.search(/\d/))]]);
  });

  it.each([
    'Das Konto wurde 2024 eröffnet',
    'Konto 4400 Erlöse',
    'Zeile 12345678: Konto gesperrt',
    'Konto ma 12345678 obserwujących',
    'le compte rendu 20240305',
    'cuenta atrás 12345',
    'La cuenta de la red tiene 1234567890 seguidores',
    'conta com 1234567-8 itens',
    'betaal rekening 1234567',
    'Tel.: 12345678 (Konto)',
    'A agência recebeu 12345-6 pedidos',
    'Rekening houdend met 123456789 euro',
  ])('finds none in %j', (text) => {
    expect(accounts(text).filter(([type]) => type === 'bank-account')).toEqual([]);
  });

  it.each([
    ['Mein Konto ist die 1234567890 bei der Sparkasse.', '1234567890'],
    ['Bitte auf Konto 532013000 überweisen', '532013000'],
    ['mi cuenta es la 0200051332', '0200051332'],
    ['rekening 417164300 ten name van J. de Vries', '417164300'],
    ['account number 1234 5678 9012', '1234 5678 9012'],
  ])('finds the one in %j', (text, number) => {
    expect(accounts(text)).toEqual([['bank-account', number]]);
  });
});

describe('BICs', () => {
  it.each([
    ['BIC: DEUTDEFF', 'DEUTDEFF'],
    ['SWIFT code NWBKGB2L, please', 'NWBKGB2L'],
    ['IBAN DE89370400440532013000, COBADEFFXXX', 'COBADEFFXXX'],
    ['Pay through BNPAFRPPXXX', 'BNPAFRPPXXX'],
    ['IBAN DE89 3704 0044 0532 0130 00, DEUTDEFF', 'DEUTDEFF'],
    ['Der BIC lautet DEUTDEFF.', 'DEUTDEFF'],
    ['DEUTDEFF (BIC)', 'DEUTDEFF'],
    ['Die BIC der Filiale in Köln ist DEUTDEFF.', 'DEUTDEFF'],
    ['Il BIC della banca è UNCRITMM', 'UNCRITMM'],
    ['Numer BIC banku to BREXPLPW.', 'BREXPLPW'],
    ['Take DEUTDEFF as the BIC.', 'DEUTDEFF'],
    ['bank;swift;city\nFirst;BNPAFRPP;Lyon', 'BNPAFRPP'],
    ['{"swiftCode":"BNPAFRPP"}', 'BNPAFRPP'],
  ])('finds the one in %j', (text, code) => {
    expect(certain(bic, text)).toEqual([code]);
  });

  it.each([
    'PASSWORD and USERNAME',
    'CUSTOMER INVOICES',
    'the SWIFT language',
    'BIC: DEUTZZFF',
    'HTTPREQUEST',
    'BIC: DEUTDEFFX',
    'IBAN REQUIRED FROM EACH CUSTOMER',
    'SELECT CUSTOMER, BICCODES FROM TRANSFERS',
    'The SWIFT code must be ENTERED in CAPITALS.',
    'IBAN and BIC: two MANDATORY fields',
    'name,iban\nAnn,CUSTOMER',
  ])('finds none in %j', (text) => {
    expect(certain(bic, text)).toEqual([]);
  });
});
