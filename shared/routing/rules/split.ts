import type { Share } from './rule.ts';

/**
 * Chooses one way of a split: always the same for the same seed, and over many seeds each as often as its weight says.
 * Two splits with other targets choose independently. Nothing without a weight above 0.
 * @param seed the conversation's id, or the request's where there is none
 */
export function splitOf(shares: readonly Share[], seed: string): Share | undefined {
  const total = shares.reduce((sum, { weight }) => sum + weight, 0);
  let point = fraction(`${shares.map(({ target }) => target).join('\n')}\n${seed}`) * total;
  for (const share of shares) {
    point -= share.weight;
    if (point < 0) return share;
  }
  return shares.findLast(({ weight }) => weight > 0);
}

/** A number from 0 to below 1 that follows from a text: FNV-1a, then the finisher of MurmurHash3, since FNV's high bits change too little. */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
