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
  it.each([1_500, 40_000])('costs four times as much for four times %i characters', { timeout: 120_000 }, (length) => {
    for (const piece of PIECES) expect({ piece, isLinear: growth(find, piece, length) < 10 }).toEqual({ piece, isLinear: true });
  });
});
