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
const tagged = (text: string) => [...text].map((character) => String.fromCodePoint(0xe0000 + character.charCodeAt(0))).join('');
const selected = (text: string) =>
  [...Buffer.from(text)].map((byte) => String.fromCodePoint(byte < 16 ? 0xfe00 + byte : 0xe0100 + byte - 16)).join('');
const wrapped = (text: string, width: number, sign = '\n') => text.replaceAll(new RegExp(`.{${width}}(?!$)`, 'g'), `$&${sign}`);
const times = (count: number, write: (text: string) => string, text: string) => {
  let written = text;
  for (let round = 0; round < count; round++) written = write(written);
  return written;
};
// In two pieces, so that no scanner of this repository takes it for a real key.
const [HEAD, TAIL] = [['gh', 'p_0123456789abcdefghij'].join(''), 'ABCDEFGHIJ012345'];
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
    ['controls', parted(CARD, '\u0001'), 'payment-card'],
    ['colours of a terminal', parted(CARD, '\u001b[31m'), 'payment-card'],
    ['signs of deleting', parted(CARD, '\u007f'), 'payment-card'],
    ['controls of the second kind', parted(MAIL, '\u0090'), 'email'],
    ['anchors of notes and objects', parted(parted(CARD, '\ufff9'), '\ufffc'), 'payment-card'],
    ['layout of music', parted(CARD, '\u{1d173}'), 'payment-card'],
    ['characters of private use', parted(MAIL, '\ue000'), 'email'],
    ['separators of lines', parted(CARD, '\u2028'), 'payment-card'],
    ['points between', '4242·4242 · 4242•4242', 'payment-card'],
    ['emphasis', '4242** **4242** **4242** **4242', 'payment-card'],
    ['emphasis of another kind', '4242_ _4242_ _4242_ _4242', 'payment-card'],
    ['emphasis within a word', 'anna@**exam**ple.org', 'email'],
    ['quoted-printable writing', 'anna.kowalska=40example=2Eorg', 'email'],
    ['quoted-printable writing alone', [...Buffer.from(CARD)].map((byte) => `=${byte.toString(16)}`).join(''), 'payment-card'],
    ['base64 that ends with a zero', base64(`my card ${CARD}\0`), 'payment-card'],
    ['base64 with bytes of no text', base64(`\x01\x02 ${MAIL} \x03`), 'email'],
    ['base64 of Latin-1', Buffer.from(`Größe und Länge: ${CARD}`, 'latin1').toString('base64'), 'payment-card'],
    ['base64 of UTF-16', Buffer.from(`my card ${CARD}`, 'utf16le').toString('base64'), 'payment-card'],
    ['base64 behind another sign', `a${base64(`card ${CARD} and more`)}`, 'payment-card'],
    ['base64 of base64 of base64', times(3, base64, MAIL), 'email'],
    ['percent signs three times', times(3, encodeURIComponent, MAIL), 'email'],
    ['base64 in short lines', wrapped(base64(`card ${CARD}, ok`), 20), 'payment-card'],
    ['base64 in quoted lines', wrapped(base64(`card ${CARD}, ok`), 20, '\n> '), 'payment-card'],
    ['base64 in fours', wrapped(base64(`card ${CARD}, ok`), 4, ' '), 'payment-card'],
    ['hexadecimal digits with colons', wrapped(hex(MAIL), 2, ':'), 'email'],
    ['hexadecimal digits with blanks', wrapped(hex(MAIL), 2, ' '), 'email'],
    ['hexadecimal digits with hyphens', wrapped(hex(MAIL), 2, '-'), 'email'],
    ['hexadecimal digits as numbers of a program', [...Buffer.from(MAIL)].map((byte) => `0x${byte.toString(16)}`).join(', '), 'email'],
    ['letters that look alike, and nothing between them', 'а\u200bnna%40ехаmple.org', 'email'],
  ])('is read through: %s', (_, hidden, type) => {
    expect(found(`see ${hidden} there`)).toEqual([[type, hidden]]);
    expect(found(hidden)).toEqual([[type, hidden]]);
  });

  it.each([
    ['a number’s groups', 'DE89 3704 0044\n0532 0130 00', 'iban'],
    ['a quoted number', 'DE89 3704 0044\n> 0532 0130 00', 'iban'],
    ['a number twice quoted, with ends of lines of two signs', '4242 4242\r\n> > 4242 4242', 'payment-card'],
    ['a number without groups', 'DE8937040044\n0532013000', 'iban'],
    ['a group', '4242 4242 42\n42 4242', 'payment-card'],
    ['hyphens', '4242-4242-\n4242-4242', 'payment-card'],
    ['a command’s line', '4242 4242 \\\n4242 4242', 'payment-card'],
    ['each group', '4242\n4242\n4242\n4242', 'payment-card'],
    ['tabs', '4242\t4242\t4242\t4242', 'payment-card'],
    ['a key', `${HEAD}\n${TAIL}`, 'secret'],
    ['a key twice', `${HEAD.slice(0, 14)}\n${HEAD.slice(14)}\n${TAIL}`, 'secret'],
    ['a token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0\nNTY3ODkwIn0.c2lnbmF0dXJlMTIz', 'secret'],
    ['an address behind its @', 'anna.kowalska@\nexample.org', 'email'],
    ['an address behind its last point', 'anna.kowalska@example.\norg', 'email'],
    ['full width', fullWidth('4242 4242\n4242 4242'.replace('\n', '~')).replace('～', '\n'), 'payment-card'],
  ])('is read across the end of a line: %s', (_, broken, type) => {
    expect(found(`pay from ${broken} by Friday`)).toEqual([[type, broken]]);
    expect(found(broken)).toEqual([[type, broken]]);
  });

  it('reads what tags and selectors say, and the flags of countries as they are', () => {
    expect(found(`Hello${tagged(`my key is ${HEAD}${TAIL}`)}!`)).toEqual([['secret', tagged(`my key is ${HEAD}${TAIL}`)]]);
    expect(found(`Hello 😀${selected(`card ${CARD} `)}!`)).toEqual([['payment-card', selected(`card ${CARD} `)]]);
    expect(found('Up with 🏴󠁧󠁢󠁳󠁣󠁴󠁿 and 🏴󠁧󠁢󠁷󠁬󠁳󠁿!')).toEqual([]);
  });

  it('takes what ends with its line for whole', () => {
    expect(found('mail me at anna@example.org.\nthanks')).toEqual([['email', 'anna@example.org']]);
    expect(found(`${CARD}\n12/27\n123`)).toEqual([['payment-card', CARD]]);
    expect(found(`${IBAN}\n4821 of them`)).toEqual([['iban', IBAN]]);
    const keys = ['1', '2'].map((digit) => `${HEAD}${TAIL}`.replace('3', digit));
    expect(found(keys.join('\n')).map(([, key]) => key)).toEqual(keys.filter((key) => found(key).length > 0));
  });

  it('finds a number of two lines where the line before begins with a number, too', () => {
    expect(found('phone 0044 20 7946\n0958 and card 4242 4242\n4242 4242, thanks').at(-1)).toEqual([
      'payment-card',
      '4242 4242\n4242 4242',
    ]);
  });

  it('finds nothing in columns of numbers, tables and logs that a check digit fits by chance', () => {
    let state = 11;
    const digits = (length: number) =>
      Array.from({ length }, () => {
        state = (state * 48_271) % 2_147_483_647;
        return state % 10;
      }).join('');
    const rows = (write: () => string) => Array.from({ length: 400 }, write).join('\n');
    for (const table of [
      rows(() => digits(4)),
      rows(() => digits(8)),
      rows(() => `${digits(4)}\t${digits(4)}\t${digits(4)}\t${digits(4)}`),
      rows(() => `20240101 worker ${digits(2)} read ${digits(8)}`),
      rows(() => `42${digits(6)} done, next ${digits(8)}`),
      rows(() => `42${digits(4)},abc,${digits(8)}`),
    ])
      expect(found(table).filter(([type]) => type === 'payment-card' || type === 'iban')).toEqual([]);
  });

  it('is told of where it is too deep to be read', () => {
    for (const write of [base64, encodeURIComponent]) {
      const deep = times(6, write, `${MAIL} and ${CARD}`);
      expect(scan(`see ${deep} there`)[0]).toMatchObject({ type: 'secret', confidence: 0.6, validator: 'encoded' });
    }
    expect(scan(times(9, base64, 'nothing but words')).map(({ validator }) => validator)).toEqual(['encoded']);
  });

  it.each([
    [
      'pictures',
      `data:image/png;base64,${Buffer.from(Array.from({ length: 4_000 }, (_, index) => (index * index * 7_919) >> 3)).toString('base64')}`,
    ],
    ['hashes', 'integrity sha512-hEbWXvFqMrGMV+VsHmHpRWndVRJ8Be0ZbkfPc5LRYH+5XrzXcEeLRQ==, 3f2a9c1e5b7d3f2a9c1e5b7d3f2a9c1e5b7d3f2a'],
    ['backslashes', `${'\\'.repeat(64)}\n${'/\\'.repeat(40)}`],
    ['JSON in JSON in JSON', times(6, (inner) => JSON.stringify({ out: inner }), 'a\nb')],
    ['addresses in addresses', times(3, (inner) => `https://example.org/?u=${encodeURIComponent(inner)}`, 'https://example.org/?q=a b')],
    ['fingerprints', 'SHA256 9F:86:D0:81:88:4C:7D:65:9A:2F:EA:A0:C5:5A:D0:15:A3:BF:4F:1B:2B:0B:82:2C:D1:5D:6C:15:B0:F0:0A:08'],
    ['sums and products', 'area = width*height*2**3; x=40; y=41; `4`, `5` * 6'],
  ])('does not take %s for what is too deep', (_, text) => {
    expect(found(text)).toEqual([]);
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
    'See page 12\n34 of the book of 2019\n2020 and Room 7\n8 chairs',
    'built foo123\nbar456 and src/a1.ts\nsrc/b2.ts',
    'with them from this they will have more than that',
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
      ...['4242\n', '\t42', '> 4242', `${HEAD}\n`, 'anna@\n', '=40', '**4', '61:6e:6e:61:', '\u0001', tagged('card'), '\ue000'],
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
        const joined = readingsOf(text).joined.reduce((sum, stretch) => sum + stretch.text.length, 0);
        expect(joined).toBeLessThanOrEqual(2 * text.length);
      }),
      { numRuns: 300 },
    );
  });
});
