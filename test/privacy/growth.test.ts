import { describe, expect, it } from 'vitest';
import { DETECTORS, scan } from '../../shared/privacy/scan.ts';

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
  ...['-----', '-----BEGIN ', '-----BEGIN RSA ', '-----BEGIN RSA DSA EC ', 'PRIVATE KEY', `-----BEGIN ${'RSA'} PRIVATE KEY-----`],
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

const filled = (piece: string, length: number) => JSON.parse(JSON.stringify(piece.repeat(Math.ceil(length / piece.length)))) as string;

/** Fewest milliseconds of several tries: everything above is the machine's noise. */
function cost(find: (text: string) => unknown, text: string): number {
  const rounds = Math.ceil(40_000 / text.length);
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 3; attempt++) {
    const began = performance.now();
    for (let round = 0; round < rounds; round++) find(text);
    least = Math.min(least, (performance.now() - began) / rounds);
  }
  return least;
}

/** How many times more four times the text costs: 4 when linear, 16 when quadratic. Measured again when it looks bad. */
function growth(find: (text: string) => unknown, piece: string, length: number): number {
  const [short, long] = [filled(piece, length), filled(piece, length * 4)];
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 12 && least > 8; attempt++) {
    // Below 0.02 ms a text costs nothing that matters, and the clock cannot tell.
    least = Math.min(least, cost(find, long) / Math.max(cost(find, short), 0.02));
  }
  return least;
}

describe.each([...DETECTORS, { name: 'the whole scan', find: scan }])('$name on texts made to slow it down', ({ find }) => {
  // The shorter length shows a square that a bounded run would hide in the longer one.
  it.each([1_500, 40_000])('costs four times as much for four times %i characters', { timeout: 60_000 }, (length) => {
    for (const piece of PIECES) expect({ piece, isLinear: growth(find, piece, length) < 10 }).toEqual({ piece, isLinear: true });
  });
});
