import { describe, expect, it } from 'vitest';
import { readingsOf } from '../../shared/privacy/readings.ts';
import { createScan, DETECTORS, scan } from '../../shared/privacy/scan.ts';

// Prefixes, separators and near misses of every pattern, each repeated without end. Put together
// from pieces so that no scanner of this repository takes one for a real key.
const PIECES = [
  ...['a', '1', '@', '.', '-', '_', '%', ' ', '\n', 'é', '{"'],
  ...['a@', 'a.', 'a@a.', 'a@a-', 'a@a.b.', 'a@b.cc ', 'a@-', '@a.', `${'a'.repeat(64)}@`, `a@${'a'.repeat(63)}.`, 'a@a-a.'],
  ...['DE', 'DE8', 'DE89', 'DE89 ', 'DE89 37', 'AA11 A ', 'AA11A', 'D E', 'DE89370400440532013000 ', 'DE89370400440532013001 '],
  ...['4', '4 ', '4-', '.4', '4.', '4242', '4242 ', '4242.', '4 - ', '42424242424242420 ', '4242424242424242 ', '4242424242424243-'],
  ...['eyJ', '-eyJ', 'eyJ-', '.eyJ', 'eyJ.', 'eyJaaaaaaaaaa.', 'eyJaaaaaaaaaa.eyJ', 'eyJaaaaaaaaaa.eyJaaaaaaaaaa.', '.eyJ-eyJ-eyJ-'],
  ...['sk-', '-sk-', 'sk-proj-', 'sk-ant-a ', 'ghp_', ' ghp_', 'github_pat_', '-github_pat_a', 'glpat-', '-glpat-', 'gl pat-'],
  ...['AKIA', ' AKIA', '-AKIA', 'AIza', '-AIza', 'AIza-', 'xoxb-', '-xoxb-a', 'rk_live_', '-sk_test_', 'hf_', '-hf_a', 'npm_', '-npm_a'],
  ...[
    '12345678901 ',
    '078-05-1120 ',
    '1 2 ',
    'AB 12 34 ',
    'SSN 1',
    'patient 44051401359, ',
    'pesel 1 a ',
    'PESEL44051401359',
    'a1',
    '00.000.000/',
    '1.2.3.4 ',
    '1.2.3.4',
    '::',
    '1:',
    'fe80::',
    'aa:bb:',
    'aabb.',
    '0xab',
    'bc1q',
    '1A',
    'DEUTDEFF ',
  ],
  ...['-----', '-----BEGIN ', '-----BEGIN RSA ', '-----BEGIN RSA DSA EC ', 'PRIVATE KEY', `-----BEGIN ${'RSA'} PRIVATE KEY-----`],
  // Hidden writing: escapes, signs that are not seen, letters that look alike, runs that decode and runs that nearly do.
  ...['%4', '%40', '%2540', '%e2%80', '&', '&#', '&#64;', '&amp;', '\\', '\\u', '\\u0040', '\\\\', '\\n'],
  ...[
    '\u200b',
    'a\u200b',
    '1\u200d',
    '\u0301',
    'e\u0301',
    '4\u0336',
    '\ufe0f\u20e3',
    '\u{e0041}',
    'а',
    'аb',
    'ае ',
    'д',
    'аод',
    '１',
    '１ ',
    '٤',
    '𝟒',
    '\ud835',
  ],
  ...[
    '4\u00a0',
    '4–',
    '①',
    '。',
    '1 2 ',
    'a  ',
    'a b c d e f g h ',
    'YWFh',
    'YW5uYUBleGFtcGxlLm9yZw',
    'YW5uYUBleGFtcGxlLm9yZw== ',
    '616e6e61',
    '/aaaaaaaaaaaaaaaa',
  ],
  ...[`${'YWFh'.repeat(16)}\n`, `${'YWFh'.repeat(19)}\r\n`, '\u200b%40', `${'x'.repeat(300)}%40`, `${'x '.repeat(220)}%40`],
  // What is read through groups, emphasis and ends of lines.
  ...[
    '4242\n',
    '4242 4242\n',
    '1\t',
    '1\n',
    '1\n> ',
    '42\r\n',
    'A1\n',
    'gh1_ab\nC3d4',
    'a@\n',
    'a@a.\n',
    '4242 \\\n',
    `${'x1'.repeat(90)}\n`,
  ],
  ...[
    '61:',
    '61:6e:6e:61:',
    '0x61, ',
    'YWFh ',
    'YWFh\n',
    'YWJjZGVmZ2hpamts\n',
    'abcd efgh ',
    '=40',
    '=4',
    '=\n',
    'a=40',
    '4**',
    '4** **',
    'a`b',
  ],
  ...['%2525', '%2525252540', '\\\\u0040', '\u0001', '\u001b[', '\u001b[0m', '\ue000', 'a\ue000', '\u{e0061}', '\u{e0161}', '1·', '1 · '],
  ...[
    'password',
    'password ',
    'password: ',
    'password=',
    'password=a1;',
    'pw: a ',
    'key ',
    'key,a\n',
    'token|b|',
    'a,password\nx,y\n',
    'secret is ',
  ],
  ...[
    'password (a) ',
    '"password", ',
    '--password ',
    'is my password ',
    'passwort ist a b ',
    'pwd=;a=',
    ';a=b',
    'password"password',
    'a=b;pwd=1;',
  ],
  ...[
    '://',
    'a://',
    'a://b:',
    'a://b:c@',
    'jdbc:a://b',
    'jdbc:a://b?',
    '://a?password=',
    'a://b@',
    'x.webhook.office.com/webhookb2/',
    'hooks.slack.com/',
  ],
  ...[
    'BEGIN PRIVATE KEY-----',
    '-----BEGIN PRIVATE KEY-----\n',
    '-----END PRIVATE KEY-----',
    `-----BEGIN PRIVATE KEY-----\n${'a'.repeat(64)}\n`,
  ],
  ...[
    'PuTTY-User-Key-File-2: ',
    'PuTTY-User-Key-File-2: a\nPrivate-Lines: 2\n',
    'Private-Lines: 1\na\n',
    'curl -u ',
    ' -u a:b',
    ' -p a',
    ' --user ',
  ],
  ...[
    'machine a login ',
    'machine a login b password ',
    ':5432:a:b:',
    'a:5432:b:c:d',
    'credentials: a/',
    'login with ',
    'basic YTpi',
    '"auth":"',
  ],
  ...[
    'seed phrase: ',
    'abandon ',
    'seed phrase abandon ',
    'mnemonic\n',
    'eyJhbGciOiJI-',
    'eyJhbGciOiJIUzI1NiJ9.',
    'Q~',
    '1Q~',
    ':AA',
    'JQQJ99',
    '.atlasv1.',
  ],
  ...[
    'A1b2',
    'A1b2/',
    'A1b2-',
    'aB3 ',
    `${'aB3'.repeat(9)} `,
    `${'aB3'.repeat(20)}\n`,
    'sha512-',
    'M1a.',
    'sk-a1B2',
    'glpat-a1',
    'xoxb-1-',
    'SG.a1.',
    '«',
    '«a',
  ],
  ...[
    'Cookie: ',
    'Cookie: a=b; ',
    'cookie=',
    'a=b; ',
    ' -b a=',
    'cookies={',
    '"name":"cookie","value":"',
    '{"name":"sid","value":"',
    '"name":"sid","path":"/",',
    "cookie('sid', '",
    '\tTRUE\t1\tsid\t',
  ],
  ...[
    'PHPSESSID=',
    'sessionid=a1b2',
    'session=eyJ',
    'session=eyJaaaaaaaa.',
    'connect.sid=',
    'session cookie ',
    '.AspNetCore.',
    '%7C',
    's%3A',
  ],
  ...['WIFI:', 'WIFI:S:a;', 'WIFI:P:a', 'P:\\;', '$2b$12$', '$6$a', '$argon2id$', '{SSHA}', 'pbkdf2_sha256$', 'scrypt:1:1:1$'],
  ...['recovery code ', 'backup codes: ', 'recovery codes: 1234 ', 'a1b2-c3d4, ', '1. a1b2c ', 'codes de secours ', 'key\n1234 5678'],
  ...[
    'user bob ',
    'user bob pw ',
    'pw a1 ',
    'login a, pass ',
    'password is aBcD',
    'password: YWFh',
    'password: a=',
    'my pin is ',
    'PIN for a ',
    'PIN: 1',
  ],
  // Of numbers: runs of digits, the words and signs beside them.
  ...[
    '12345678901 ',
    '078-05-1120 ',
    '1 2 ',
    'AB 12 34 ',
    'SSN 1',
    'patient 44051401359, ',
    'pesel 1 a ',
    'PESEL44051401359',
    'a1',
    '00.000.000/',
    '1.2.3.4 ',
    '1.2.3.4',
    '::',
    '1:',
    'fe80::',
    'aa:bb:',
    'aabb.',
    '0xab',
    'bc1q',
    '1A',
    'DEUTDEFF ',
    'BIC is DEUTDEFF, ',
    'a,pesel\n12345678901,1\n',
    '| a | b |\n|---|---|\n',
    "(a, b) VALUES ('1",
    "(a, password) VALUES ('', ",
    'VALUES (1, ',
    '12345678901,',
    'SSN 078-05-1120\na: 353109606\n',
  ],
  // Of people: names, what leads and follows them, numbers with what stands beside them.
  ...[
    'Anna ',
    'Anna-',
    "O'",
    "d'",
    'van ',
    'van der ',
    'J. ',
    'Anna J. ',
    'Mr. ',
    'Mr. Mr. ',
    'my name is ',
    'my my ',
    'name: ',
    'I am Anna ',
    'regards,\n',
  ],
  ...['Smith ', 'Xyz Smith ', 'dear ', 'Dear Anna', '田', '田中', '名前は', 'さん', '路1', '都1-', '1丁目', '路路1号', 'の'],
  ...[
    '12 ',
    '12 A',
    '12 Main ',
    '12 Main St',
    'Main 12 ',
    '12 rue ',
    '12 rue de ',
    '12 rue de la ',
    'ul. ',
    'ul. A ',
    'via a ',
    'straße',
    'straße 1 ',
    'Astraße 1, ',
  ],
  ...[
    'P.O. Box ',
    'Box 1 ',
    '1, 10115 A',
    '1, 10115 Aa Bb ',
    '12 A St, B',
    '12 Aa St Apt 1 ',
    'Aa Bb Cc 1, ',
    'address ',
    'address 1 ',
    'nr. 1',
    ', n. ',
  ],
  ...[
    '1-',
    '1.',
    '1/1/',
    '1 1 ',
    '(1) ',
    '+1 ',
    '+49 ',
    '+49 171 ',
    '0171 1',
    '0 1',
    '(415) 555-',
    '555-0132 x',
    '415-555-2671 ',
    '+1 415 555 2671 ',
    'call 1234567 ',
  ],
  ...['born ', 'born 1', 'born 1/2/1990 ', '1 May ', 'May 1', 'May 1, 1990 ', '1990-01-', '1990年1月1', 'dob:', '1 de ', '12 marca '],
  ...['passport ', 'passport 1', 'passport A1234567 ', 'A1234567 ', 'AA 12345', '12345-', '12345 6', 'driver licence ', 'licence: '],
  ...['diabetes ', 'my diabetes ', 'I have diabetes', 'HIV ', 'diagnosis: ', 'diagnosis: diabetes ', 'patient ', '糖尿病', '私糖尿病'],
  ...['a [at] ', 'a(at)b', 'a(at)b(dot)', ' at ', ' dot ', ' dot com', 'a dot ', 'a at b dot com', '"a"@', '"@', '@[1.', 'é@é.', 'xn--'],
  ...['name,dob\n', 'name,', 'a,b\n', '|name', '| name | dob |\n', 'name\tdob\n1\t', 'name;', 'a, ', 'name , ', '| a ', 'a ,\n'],
];

// What detectors start from, put together at random though the same at every run: near misses that nobody thought of.
const ATOMS = [
  ...[
    'A',
    'b',
    '7',
    '42',
    '0',
    ' ',
    '-',
    '.',
    ',',
    ':',
    ';',
    '/',
    '_',
    '=',
    '@',
    '#',
    '+',
    '(',
    ')',
    '"',
    "'",
    '\t',
    '\n',
    '${',
    '<',
    '|',
    '&',
    '?',
  ],
  ...[
    'ab12',
    '123-45-',
    '+49 ',
    '+1 (555) ',
    '00',
    '192.168.',
    'fe80::',
    '::',
    '00:1a:',
    '1985',
    '12/',
    '1990-01-',
    '0x',
    'bc1q',
    'DE',
    'GB29',
    'X1234567',
  ],
  ...[
    'password',
    'passwd: ',
    'secret=',
    'token ',
    'api_key',
    'Bearer ',
    'Authorization: ',
    'https://',
    'postgres://',
    'user:',
    'export ',
    'AKIA',
    'sk-',
    'eyJ',
  ],
  ...[
    'SSN ',
    'passport ',
    'IBAN ',
    'BIC ',
    'account ',
    'tax id ',
    'born ',
    'DOB: ',
    'licence ',
    'patient ',
    'diagnosed with ',
    'NHS ',
    'Steuer-ID ',
    'NIR ',
  ],
  ...[
    'Mr. ',
    'Dr ',
    'my name is ',
    'Dear ',
    'Anna',
    'Kowalska',
    'van der ',
    'O’',
    'Street',
    ' St. ',
    'Straße ',
    'rue ',
    'Apt ',
    'Berlin ',
    'É',
    'ł',
  ],
];

function drawn(count: number): string[] {
  let state = 11;
  const next = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  return Array.from({ length: count }, () => Array.from({ length: 1 + next(4) }, () => ATOMS[next(ATOMS.length)] ?? '').join(''));
}

const made = new Map<string, string>();

/** A text of one piece, in one stretch of memory as if it came from outside, made once. */
function filled(piece: string, length: number): string {
  const name = `${length} ${piece}`;
  const text = made.get(name) ?? (JSON.parse(JSON.stringify(piece.repeat(Math.ceil(length / piece.length)))) as string);
  made.set(name, text);
  return text;
}

/** Fewest milliseconds of so many tries: what is above is the machine's noise. */
function cost(find: (text: string) => unknown, text: string, tries: number): number {
  const rounds = Math.ceil(12_000 / text.length);
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < tries; attempt++) {
    const began = performance.now();
    for (let round = 0; round < rounds; round++) find(text);
    least = Math.min(least, (performance.now() - began) / rounds);
  }
  return least;
}

/** Below this many milliseconds a text costs nothing that matters, and the clock cannot tell. */
const NOTHING = 0.01;

/** How many times longer the longer text is. What grows with it costs as many times more, what grows with its square 256 times. */
const LONGER = 16;
/** What is the machine's noise, and what is a square? A run of 3,000 characters read from each place costs 74 times more. */
const MOST = 56;
/** What no noise is, three times in a row. */
const SURELY = 3 * MOST;

/**
 * How many times more the longer text costs. Measured again when it looks bad. Noise in the shorter text would hide a
 * square, so that one is tried more often; the longer comes first, while all is cold.
 */
function growth(find: (text: string) => unknown, piece: string, length: number): number {
  const [short, long] = [filled(piece, length), filled(piece, length * LONGER)];
  let [longest, shortest] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let ratio = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 20 && ratio > MOST / 2; attempt++) {
    longest = Math.min(longest, cost(find, long, 1));
    if (longest < (NOTHING * MOST) / 2) return longest / NOTHING;
    shortest = Math.min(shortest, cost(find, short, 4));
    ratio = longest / Math.max(shortest, NOTHING);
    if (attempt === 2 && ratio > SURELY) break;
  }
  return ratio;
}

const OWN = [
  {
    id: 'w',
    name: 'Words',
    match: { kind: 'words', words: ['a a a a b', 'ab ab ab c', '4 4', 'é', 'bluebird', `${'blue'.repeat(20)}x`] },
    tag: 'private',
  } as const,
  { id: 'p', name: 'Pattern', match: { kind: 'pattern', pattern: 'é([^c]*c)?|4+@' }, tag: 'private' } as const,
];

describe.each([
  ...DETECTORS.map(({ name, find }) => ({ name, find: (text: string): unknown => find(text) })),
  { name: 'reading hidden writing', find: readingsOf },
  { name: 'the whole scan', find: scan },
])('$name on texts made to slow it down', ({ find }) => {
  // The shorter length shows a square that a bounded run would hide in the longer one.
  it.each([1_200, 10_000])('costs in proportion from %i characters on', { timeout: 240_000 }, (length) => {
    const pieces = [...PIECES, ...drawn(60)];
    // At the shorter length every piece is tried. All parts of the whole have been through the longer by themselves: some show that they do not multiply.
    const every = length === 1_200 ? 1 : find === scan || find === readingsOf ? 4 : 2;
    const asked = pieces.filter((_, place) => place % every === 0);
    const slow = asked.filter((piece) => growth(find, piece, length) >= MOST);
    expect(slow).toEqual([]);
  });
});

describe('terms of one’s own on texts made to slow them down', () => {
  it('cost in proportion to the text', { timeout: 240_000 }, () => {
    const search = createScan(OWN);
    const pieces = ['a', 'a ', 'ab ', '4@', 'é', 'x', 'blue', 'blue-', 'bluebir', 'b-', 'b\n> ', '-*_`', 'bluebluebir'];
    expect(pieces.filter((piece) => growth(search, piece, 1_200) >= MOST)).toEqual([]);
  });
});

describe('rows that SQL inserts', () => {
  it('are read in one way, so one that never closes costs no more than another', { timeout: 20_000 }, () => {
    // Read in every way, forty doubled quotes would take longer than anybody waits.
    for (const rest of ["''", "'\\'", "'a', "]) scan(`INSERT INTO users (password, pesel) VALUES (${rest.repeat(40)}x(`);
    expect(growth(scan, "INSERT INTO users (password, pesel) VALUES ('''' (", 1_200)).toBeLessThan(MOST);
  });
});

describe('this test', () => {
  it('sees a square where there is one', () => {
    const isSeen = (find: (text: string) => unknown, length: number) => growth(find, 'a', length) >= MOST;
    expect(isSeen((text) => /a*b/.exec(text), 1_200)).toBe(true);
    expect(isSeen((text) => /a{0,3000}b/.exec(text), 1_200)).toBe(true);
    expect(isSeen((text) => /a+/.exec(text), 10_000)).toBe(false);
  });
});
