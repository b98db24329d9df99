import type { Share } from './rule.ts';

/** 32 bits of a text: FNV-1a over UTF-16 units, spread by the last steps of MurmurHash3: as even as a choice among a few needs. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * The share that a seed falls on, always the same one; its target may be a pattern. Two splits with other targets choose
 * independently. Nothing without a weight above 0.
 */
export function chosenShare(shares: readonly Share[], seed: string): string | undefined {
  const sum = shares.reduce((total, { weight }) => total + weight, 0);
  let at = (hashOf(`${shares.map(({ target }) => target).join('\n')}\n${seed}`) / 2 ** 32) * sum;
  for (const { target, weight } of shares) {
    at -= weight;
    if (at < 0) return target;
  }
  return shares.findLast(({ weight }) => weight > 0)?.target;
}
