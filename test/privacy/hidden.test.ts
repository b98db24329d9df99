import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readingsOf } from '../../shared/privacy/readings.ts';
import { scan } from '../../shared/privacy/scan.ts';

const MAIL = 'anna.kowalska@example.org';
const CARD = '4242424242424242';
const IBAN = 'DE89 3704 0044 0532 0130 00';

const found = (text: string) => scan(text).map(({ type, start, end }) => [type, text.slice(start, end)]);
const shifted = (text: string, from: number, to: number) =>
  text.replaceAll(/[0-9]/g, (digit) => String.fromCodePoint(to + digit.charCodeAt(0) - from));
const fullWidth = (text: string) => text.replaceAll(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
const followedBy = (text: string, sign: string) => [...text].map((character) => character + sign).join('');
const parted = (text: string, sign: string) => [...text].join(sign);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const base64url = (text: string) => Buffer.from(text).toString('base64url');
const hex = (text: string) => Buffer.from(text).toString('hex');
const percent = (text: string) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join('');

describe('hidden writing', () => {
  it.each([
    ['zero-width spaces', parted(MAIL, '\u200b'), 'email'],
    ['zero-width joiners', parted(CARD, '\u200d'), 'payment-card'],
    ['word joiners', parted(IBAN, '\u2060'), 'iban'],
    ['byte order marks', parted(CARD, '\ufeff'), 'payment-card'],
    ['soft hyphens', MAIL.replace('kowal', 'ko\u00adwal'), 'email'],
    ['marks of direction', parted(CARD, '\u200e'), 'payment-card'],
    ['tags', parted(CARD, '\u{e0041}'), 'payment-card'],
    ['strokes through it', followedBy(CARD, '\u0336'), 'payment-card'],
    ['many marks', followedBy(MAIL, '\u0300\u0323\u0336'), 'email'],
    ['keycaps', followedBy(CARD, '\ufe0f\u20e3'), 'payment-card'],
    ['Cyrillic letters', 'аnnа.kоwаlskа@ехаmрlе.org', 'email'],
    ['Greek letters', 'αnnα@exαmple.οrg', 'email'],
    ['letters of two scripts', 'DЕ89 3704 0044 0532 0130 00', 'iban'],
    ['full width', fullWidth(MAIL), 'email'],
    ['full-width digits', fullWidth('4242 4242 4242 4242'), 'payment-card'],
    ['Arabic-Indic digits', shifted(CARD, 48, 0x660), 'payment-card'],
    ['Persian digits', shifted('4242 4242 4242 4242', 48, 0x6f0), 'payment-card'],
    ['Devanagari digits', shifted(CARD, 48, 0x966), 'payment-card'],
    ['Thai digits', shifted(CARD, 48, 0xe50), 'payment-card'],
    ['mathematical digits', shifted(CARD, 48, 0x1d7ce), 'payment-card'],
    ['mathematical letters', '𝐚𝐧𝐧𝐚@𝓮𝔁𝓪𝓶𝓹𝓵𝓮.𝕠𝕣𝕘', 'email'],
    ['circles', '④②④②④②④②④②④②④②④②', 'payment-card'],
    ['raised digits', '⁴²⁴²⁴²⁴²⁴²⁴²⁴²⁴²', 'payment-card'],
    ['spaces that do not break', IBAN.replaceAll(' ', '\u00a0'), 'iban'],
    ['narrow spaces', '4242\u202f4242\u202f4242\u202f4242', 'payment-card'],
    ['dashes of all kinds', '4242‑4242–4242−4242', 'payment-card'],
    ['single spaces', parted(CARD, ' '), 'payment-card'],
    ['spaces and wider ones', '4 2 4 2  4 2 4 2  4 2 4 2  4 2 4 2', 'payment-card'],
    ['letters written apart', parted(MAIL, ' '), 'email'],
    ['a numbered entity', 'anna&#64;example&#46;org', 'email'],
    ['a hexadecimal entity', 'anna&#x40;example.org', 'email'],
    ['a named entity', 'anna&commat;example&period;org', 'email'],
    ['a percent sign', 'anna%40example.org', 'email'],
    ['percent signs alone', percent(MAIL), 'email'],
    ['percent signs twice', 'anna%2540example.org', 'email'],
    ['an escape of JSON', 'anna\\u0040example.org', 'email'],
    ['an escape of JavaScript', 'anna\\x40example\\u{2e}org', 'email'],
    ['base64', base64(`my address is ${MAIL} now`), 'email'],
    ['base64 without padding', base64url(`${MAIL}>>>???`), 'email'],
    ['base64 of base64', base64(base64(MAIL)), 'email'],
    ['base64 of full width', base64(fullWidth(MAIL)), 'email'],
    ['hexadecimal digits', hex(MAIL), 'email'],
    ['hexadecimal digits of digits', hex('4242 4242 4242 4242'), 'payment-card'],
    ['hexadecimal digits in capitals', hex(MAIL).toUpperCase(), 'email'],
    ['letters that look alike, and nothing between them', 'а\u200bnna%40ехаmple.org', 'email'],
  ])('is read through: %s', (_, hidden, type) => {
    expect(found(`see ${hidden} there`)).toEqual([[type, hidden]]);
    expect(found(hidden)).toEqual([[type, hidden]]);
  });

  it('is read where it stands in other writing', () => {
    expect(found('Hello\\nanna@example.org')).toEqual([['email', 'anna@example.org']]);
    expect(found('x%20anna%40example.org%20y')).toEqual([['email', 'anna%40example.org']]);
    expect(found(`https://example.org/t/${base64url(MAIL)}/more`)).toEqual([['email', base64url(MAIL)]]);
    expect(found(JSON.stringify({ a: JSON.stringify({ b: `x\n${MAIL}` }) }))).toEqual([['email', MAIL]]);
    const lines = base64(`Dear bank, this is about ${IBAN}, which is mine, and of nobody else that I know of.`).replaceAll(
      /.{76}/g,
      '$&\n',
    );
    expect(lines).toContain('\n');
    expect(found(`Content-Transfer-Encoding: base64\n\n${lines}\n`)).toEqual([['iban', lines]]);
  });

  it.each([
    'Приве́т, как дела? В СССР была река Ока.',
    'Η Αθήνα είναι πρωτεύουσα. Ο καιρός είναι καλός.',
    'یک کتاب\u200cخانه در ۱۲ خیابان',
    '今天是２０２４年１月，ＡＰＩ很好用。',
    '👨‍👩‍👧 and ❤️ and 🏳️‍🌈',
    'C:\\new\\table\\x41 and 100%25 of &amp;c',
    'internationalization antidisestablishmentarianism 3f2a9c1e3f2a9c1e3f2a9c1e3f2a9c1e',
    'a b c d e f g h i j k l m n o p',
    '10 000 €, 2010–2015, m², ①②③',
  ])('is not seen in %j', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('costs plain writing nothing: there is nothing to read again', () => {
    for (const text of ['Plain words, e-mail anna@example.org and 4242 4242 4242 4242.', '{"key": [1, 2]}', 'Größe “quoted” — naïve', ''])
      expect(readingsOf(text).stretches).toEqual([]);
  });

  const piece = fc.constantFrom(
    ...[
      MAIL,
      CARD,
      IBAN,
      fullWidth(CARD),
      parted(CARD, '\u200b'),
      followedBy('42', '\u0336'),
      '😀',
      '\ud83d',
      '\ude00',
      '𝟒𝟐',
      '\u{e0041}',
      'аb',
      'é',
      'e\u0301',
    ],
    ...[
      '%40',
      '%',
      '%2540',
      '&#64;',
      '&#x1f600;',
      '\\u0040',
      '\\ud83d\\ude00',
      '\\n',
      '\\\\',
      base64(MAIL),
      hex(CARD),
      base64('😀😀😀😀'),
      ' ',
      '\n',
      '4 2 4 2 4 2 4 2 ',
      '\u00a0',
      '。',
    ],
  );

  it('is found on whole characters, wherever it stands (property)', () => {
    const isInPair = (text: string, index: number) => /^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(index - 1, index + 1)) && index > 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        let past = 0;
        for (const { start, end } of scan(text)) {
          expect(start >= past && end > start && end <= text.length).toBe(true);
          expect(isInPair(text, start) || isInPair(text, end)).toBe(false);
          past = end;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is never longer to read than the text, and never outside of it (property)', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        let read = 0;
        for (const stretch of readingsOf(text).stretches) {
          read += stretch.text.length;
          for (let place = 0; place < stretch.text.length; place++) {
            const [start, end] = stretch.origin(place, place + 1);
            expect(start >= 0 && end > start && end <= text.length).toBe(true);
          }
        }
        expect(read).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 300 },
    );
  });
});
