import type { Share } from './rule.ts';

/** 32 bits of a text: FNV-1a over UTF-16 units, spread by the last steps of MurmurHash3: as even as a choice among a few needs. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** 53 bits of a text, as many as a number holds exactly: two of a million texts are alike once in 18,000 times. */
export const longHashOf = (text: string): number => (hashOf(`b${text}`) >>> 11) * 2 ** 32 + hashOf(`a${text}`);

/**
 * The share that a seed falls on, always the same one; its target may be a pattern. Two splits with other targets choose
 * independently. Shares whose target is not there are not drawn, and whoever fell on another share stays with it.
 * Nothing without a weight above 0.
 * @param isThere whether anything permitted is meant by a share's target; absent: always
 */
export function chosenShare(shares: readonly Share[], seed: string, isThere?: (target: string) => boolean): string | undefined {
  const split = hashOf(shares.map(({ target }) => target).join('\n'));
  let chosen: string | undefined;
  let soonest = Number.POSITIVE_INFINITY;
  // Each share waits a random time, on average the shorter the more it weighs: the first to come is drawn as often as its weight says.
  for (const [index, { target, weight }] of shares.entries()) {
    if (weight <= 0 || isThere?.(target) === false) continue;
    const waits = -Math.log((hashOf(`${split} ${index} ${seed}`) + 1) / 2 ** 32) / weight;
    if (waits >= soonest) continue;
    soonest = waits;
    chosen = target;
  }
  return chosen;
}
