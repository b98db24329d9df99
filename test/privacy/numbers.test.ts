import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../shared/privacy/detectors/numbers/formats/formats.ts';
import { identifiers } from '../../shared/privacy/detectors/numbers/identifiers.ts';
import { NUMBERS } from '../../shared/privacy/detectors/numbers/numbers.ts';
import { scan } from '../../shared/privacy/scan.ts';
import { EXAMPLES } from './numbers-examples.ts';

/** What counts: a finding of less is only for information. */
const COUNTS = 0.6;
const certain = (text: string) =>
  identifiers
    .find(text)
    .filter(({ confidence }) => confidence >= COUNTS)
    .map(({ type, start, end }) => [type, text.slice(start, end)]);
const bare = (number: string) => number.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
const formatsOf = (validator: string) => FORMATS.filter((format) => format.validator === validator);

describe('numbers that words name', () => {
  it.each(EXAMPLES)('finds the %s, a %s, in “%s”', (_, type, phrase, number) => {
    const text = phrase.replace('#', number);
    expect(certain(text)).toEqual([[type, number]]);
  });

  it.each(EXAMPLES)('finds the %s, a %s, in a row of a log that names it', (_, type, phrase, number) => {
    const text = `2026-03-01T10:00:00Z info {"note":"${phrase.replace('#', number)}"}`;
    expect(certain(text)).toEqual([[type, number]]);
  });

  it('has an example of every format', () => {
    const shown = new Set(EXAMPLES.map(([validator]) => validator));
    expect(FORMATS.map(({ validator }) => validator).filter((validator) => !shown.has(validator))).toEqual([]);
  });

  it.each(EXAMPLES)('knows a %s with a wrong digit from a right one', (validator, _type, _phrase, number) => {
    const [format] = formatsOf(validator).filter(({ isChecked, holds }) => isChecked && holds(bare(number)));
    if (format === undefined) return expect(formatsOf(validator).some(({ isChecked }) => isChecked)).toBe(false);
    const value = bare(number);
    const wrong = [...value].flatMap((sign, place) =>
      /\d/.test(sign) ? [1, 5].map((step) => value.slice(0, place) + ((Number(sign) + step) % 10) + value.slice(place + 1)) : [],
    );
    // A branch or a suffix that nothing checks may change; the rest may not.
    expect(wrong.filter((changed) => format.holds(changed)).length / wrong.length).toBeLessThan(0.45);
  });
});

describe('numbers with nothing beside them', () => {
  it.each([
    ['national-id', '536-22-1234'],
    ['national-id', '123.456.789-09'],
    ['tax-id', '11.222.333/0001-81'],
    ['national-id', '756.9217.0769.85'],
    ['national-id', 'RSSMRA85T10A562S'],
    ['national-id', 'rssmra85t10a562s'],
    ['national-id', 'RSS MRA 85T10 A562S'],
    ['national-id', '11010519491231002X'],
    ['national-id', '131052-308T'],
    ['national-id', 'AB 12 34 56 C'],
    ['national-id', '2 55 08 14 168 025 38'],
    ['tax-id', '27AAPFU0939F1ZV'],
    ['national-id', 'S1234567D'],
    ['health-id', '1EG4-TE5-MK73'],
    ['national-id', '12.345.678-5'],
    ['tax-id', 'DE 136 695 976'],
    ['tax-id', 'ATU13585627'],
    ['tax-id', 'NL123456782B90'],
  ])('finds the %s %s in a sentence that does not say what it is', (type, number) => {
    expect(certain(`Please put ${number} into the form, then send it.`)).toEqual([[type, number]]);
  });

  it.each([
    ['national-id', '44051401359'],
    ['national-id', '12345678Z'],
    ['national-id', '046 454 286'],
    ['health-id', '943 476 5919'],
    ['tax-id', '00743110157'],
    ['national-id', ' 111222333\n'],
  ])('takes a text that is nothing but the %s %j for one', (type, number) => {
    expect(certain(number)).toEqual([[type, number.trim()]]);
  });

  it.each(['44051401359', '046 454 286', '943 476 5919', '111222333', '021000021', '1245319599'])(
    'does not take %s in a sentence for one',
    (number) => {
      expect(certain(`The sum of the first column is ${number} and that of the second is less.`)).toEqual([]);
    },
  );
});

describe('words that speak of a person', () => {
  it('are enough for a number that few others look like', () => {
    expect(certain('Patient 44051401359 zgłosił się z bólem głowy.')).toEqual([['national-id', '44051401359']]);
    expect(certain('Herr Braun, 00743110157, wartet')).toEqual([['tax-id', '00743110157']]);
    expect(certain('The patient bought 111222333 of them')).toEqual([]);
    expect(certain('Mrs Nowak asks about order 44051401359')).toEqual([]);
  });
});

describe('what is never given out', () => {
  it.each([
    ...['SSN 000-12-3456', 'SSN 666-12-3456', 'SSN 123-00-4567', 'SSN 123-45-0000', 'SSN 000000000'],
    ...['NINO BG123456A', 'NINO DA123456A', 'PESEL 44051401358', 'PESEL 44133201359', 'CPF 111.111.111-11', 'CPF 123.456.789-00'],
    ...['BSN 111222334', 'Steuer-ID 12345678912', 'NHS number 943 476 5918', 'numéro de sécurité sociale 2 55 08 14 168 025 39'],
    ...[
      'RSSMRA85T10A562T',
      'RSSMRA85T32A562S',
      '身份证 110105194913310028',
      'Aadhaar 2341 2341 2347',
      'DNI 12345678A',
      'SNILS 112-233-445 96',
    ],
  ])('finds none in %j', (text) => {
    expect(certain(text)).toEqual([]);
  });
});

describe('other numbers', () => {
  const QUIET = [
    'Order number 4405140135 was shipped on 2024-03-05 with tracking 1Z999AA10123456784.',
    'Invoice 2024-000123, PO 4500012345, total 1,234,567.89 EUR (net 1.037.452,01).',
    'Tel. +48 22 123 45 67, fax 030 1234567, call 555-123-4567 or (212) 555-0123.',
    'ISBN 978-3-16-148410-0, ISSN 2049-3630, EAN 4006381333931, GTIN 00012345600012, UPC 036000291452.',
    'commit 3f2a9c1e8b7d6f5a4c3b2a1908f7e6d5c4b3a291, build 20240305.1, version 10.15.7, v1.2.3.4',
    '550e8400-e29b-41d4-a716-446655440000 and 123e4567-e89b-12d3-a456-426614174000',
    '{"id": 1234567890, "ts": 1700000000, "ms": 1700000000123, "us": 1700000000123456, "size": 9876543210}',
    '52.520008, 13.404954 and 40.712776,-74.005974 and 48° 51′ 29″ N',
    'const MAX = 2147483647; const MASK = 0xDEADBEEF; let x = 6.02214076e23; 9007199254740991n',
    'pi is 3.14159265358979323846 and e is 2.71828182845904523536',
    '2024-03-05 10:11:12.123456, 05/03/2024, 20240305T101112Z, 12:34:56',
    'ZIP+4 12345-6789, size 1024x768, ratio 16:9, 1/2, 50%, 100 000 km, 1 000 000 000 people',
    'RFC 2119, ISO 27001, CVE-2024-12345, KB5034441, JIRA-12345, EN 60601-1-2, A4, B2B, H2O',
    'Ticket #123456789, case 00012345, SKU AB-1234-5678, serial C02XK0AAJGH5, IMEI 490154203237518',
    'phone 0151 23456789, Rechnung Nr. 2023/10/004711, Bestellnummer 302-1234567-1234567',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'port 8080, pid 123456, uid 1000, inode 12345678, 0.123456789 s, 1234567890 bytes',
    '10 20 30 40 50 60 70 80 90 100 110 120 130 140 150',
    'AAPL 189.12, EURUSD 1.0876, BTC 43210.55, 1e10, 12,345,678',
  ];

  it.each(QUIET)('leaves %j alone', (text) => {
    const found = NUMBERS.flatMap((detector) => detector.find(text)).filter(({ confidence }) => confidence >= COUNTS);
    expect(found.map(({ validator, start, end }) => [validator, text.slice(start, end)])).toEqual([]);
  });

  it('takes few of many numbers without words for a number of a person', () => {
    let state = 42;
    const digit = () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return String((state >> 16) % 10);
    };
    for (const length of [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]) {
      const numbers = Array.from({ length: 2_000 }, () => Array.from({ length }, digit).join(''));
      const taken = numbers.filter((number) => certain(`we counted ${number} of them in all`).length > 0);
      expect({ length, isRare: taken.length / numbers.length < 0.005 }).toEqual({ length, isRare: true });
    }
  });

  it('is not led by words that name another number', () => {
    expect(certain('PESEL 44051401359, order 92031212345')).toEqual([['national-id', '44051401359']]);
    expect(certain('order 92031212345, PESEL 44051401359')).toEqual([['national-id', '44051401359']]);
    expect(certain('Sin embargo, 046454286 personas votaron')).toEqual([]);
    expect(certain('Das ist ein 123456789 Meter langer Weg')).toEqual([]);
  });
});

describe('numbers in tables, code and logs', () => {
  it.each([
    ['{"ssn":"536221234"}', ['national-id', '536221234']],
    ['customer_ssn=536221234;', ['national-id', '536221234']],
    ['| Name | PESEL |\n| --- | --- |\n| Anna | 44051401359 |', ['national-id', '44051401359']],
    ["UPDATE users SET cpf = '12345678909' WHERE id = 7", ['national-id', '12345678909']],
    ['<codiceFiscale>RSSMRA85T10A562S</codiceFiscale>', ['national-id', 'RSSMRA85T10A562S']],
    ['PESEL:44051401359', ['national-id', '44051401359']],
    ['PESEL44051401359', ['national-id', '44051401359']],
    ['pesel_44051401359', ['national-id', '44051401359']],
    ['https://example.org/u?pesel=44051401359&x=1', ['national-id', '44051401359']],
    ['socialSecurityNumber: 536221234', ['national-id', '536221234']],
    ['"customerSsn":"536221234"', ['national-id', '536221234']],
    ['PESEL of our customer is 44051401359', ['national-id', '44051401359']],
    ['44051401359 to mój PESEL', ['national-id', '44051401359']],
    ['NHS\u00a0number: 943\u202f476\u202f5919', ['health-id', '943\u202f476\u202f5919']],
  ])('finds the one in %j', (text, expected) => {
    expect(certain(text)).toEqual([expected]);
  });

  it('finds both of two that a slash parts', () => {
    expect(certain('536-22-1234/219-09-9998')).toEqual([
      ['national-id', '536-22-1234'],
      ['national-id', '219-09-9998'],
    ]);
    expect(certain('image44051401359, file_44051401359')).toEqual([]);
  });

  it('finds every number of a column that a header names', () => {
    const numbers = ['44051401359', '02070803628', '92071314764', '83020411357', '90090515836'].filter((number) =>
      formatsOf('pl-pesel').some(({ holds }) => holds(number)),
    );
    const rows = Array.from({ length: 30 }, (_, row) => `row ${row},${numbers[row % numbers.length]},Poznań`);
    expect(certain(`name,pesel,city\n${rows.join('\n')}`)).toHaveLength(30);
  });

  it('reports what it finds where it stands, whatever is around it (property)', () => {
    const around = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !/[\p{L}\p{N}_.\-/:+$€£%°()]/u.test(text));
    fc.assert(
      fc.property(around, around, fc.constantFrom(...EXAMPLES), (before, after, [, type, , number]) => {
        const text = `${before} ${number} ${after}`;
        for (const { start, end } of identifiers.find(text)) {
          expect(start).toBeGreaterThanOrEqual(before.length + 1);
          expect(end).toBeLessThanOrEqual(before.length + 1 + number.length);
        }
        const named = `${before} ${type} ${number}`;
        expect(() => scan(named)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});

describe('every detector of numbers', () => {
  it('reports whole places in any text, sure to some degree (property)', () => {
    const sign = fc.constantFrom(...'0123456789ABab:.-/ ,;()[]%+_"\n\u00a0é身😀');
    fc.assert(
      fc.property(fc.string({ unit: sign, maxLength: 80 }), (text) => {
        for (const { start, end, confidence } of NUMBERS.flatMap((detector) => detector.find(text))) {
          expect(start >= 0 && start < end && end <= text.length && confidence > 0 && confidence < 1).toBe(true);
          expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
