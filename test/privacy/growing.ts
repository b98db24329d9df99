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
/**
 * Milliseconds a character that only what reads each once or so takes: who reads 500 characters again from every place takes
 * longer, and a square takes thousands of times as long on a text of this length.
 */
const AT_ONCE = 0.000_06;

/** How many times longer the longer text is. What grows with it costs as many times more, what grows with its square 256 times. */
const LONGER = 16;
/** What is the machine's noise, and what is a square? A run of 3,000 characters read from each place costs 74 times more. */
export const MOST = 56;
/** What no noise is, three times in a row. */
const SURELY = 3 * MOST;

/**
 * How many times more the longer text costs. Measured again when it looks bad. Noise in the shorter text would hide a
 * square, so that one is tried more often; the longer comes first, while all is cold.
 */
export function growth(find: (text: string) => unknown, piece: string, length: number): number {
  const [short, long] = [filled(piece, length), filled(piece, length * LONGER)];
  let [longest, shortest] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let ratio = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 20 && ratio > MOST / 2; attempt++) {
    longest = Math.min(longest, cost(find, long, 1));
    if (longest < (NOTHING * MOST) / 2) return longest / NOTHING;
    if (longest < AT_ONCE * long.length) return LONGER;
    shortest = Math.min(shortest, cost(find, short, 4));
    ratio = longest / Math.max(shortest, NOTHING);
    if (attempt === 2 && ratio > SURELY) break;
  }
  return ratio;
}
