import type { Random } from '../random.ts';

/** A day on which somebody may have been born, its parts zero-padded. */
export function birthday(random: Random, from = 1948, to = 2004) {
  const year = String(random.int(from, to));
  return { year, yy: year.slice(2), mm: String(random.int(1, 12)).padStart(2, '0'), dd: String(random.int(1, 28)).padStart(2, '0') };
}
