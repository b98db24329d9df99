/** Chance that is the same in every run: what it gives depends on the seed alone. */
export interface Random {
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  pick<T>(from: readonly [T, ...T[]]): T;
  /** So many characters of the alphabet; decimal digits by default. */
  text(length: number, alphabet?: string): string;
  /** The same members in another order. */
  shuffle<T>(members: readonly T[]): T[];
  bytes(length: number): Uint8Array;
}

export const DIGITS = '0123456789';
export const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const LOWER = UPPER.toLowerCase();
export const HEX = '0123456789abcdef';
export const ALPHANUMERIC = DIGITS + UPPER + LOWER;

/** FNV-1a, 32 bit: a number that stays with a text. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

/** Mulberry32. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    int,
    pick: (from) => from[int(0, from.length - 1)] ?? from[0],
    text: (length, alphabet = DIGITS) => Array.from({ length }, () => alphabet.charAt(int(0, alphabet.length - 1))).join(''),
    shuffle: (members) =>
      members
        .map((member) => ({ member, place: next() }))
        .sort((a, b) => a.place - b.place)
        .map(({ member }) => member),
    bytes: (length) => Uint8Array.from({ length }, () => int(0, 255)),
  };
}
