import type { Share } from './rule.ts';

const BASIS = 0x811c9dc5;
const withUnit = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193);

function spread(of: number): number {
  let hash = Math.imul(of ^ (of >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** 32 bits of a text: FNV-1a over UTF-16 units, spread by the last steps of MurmurHash3: as even as a choice among a few needs. */
export function hashOf(text: string): number {
  let hash = BASIS;
  for (let index = 0; index < text.length; index++) hash = withUnit(hash, text.charCodeAt(index));
  return spread(hash);
}

const AFTER_A = withUnit(BASIS, 0x61);
const AFTER_B = withUnit(BASIS, 0x62);

/**
 * 53 bits of a text, as many as a number holds exactly: two of a million texts are alike once in 18,000 times. They are the hashes
 * of the text behind an `a` and behind a `b`, made in one pass.
 */
export function longHashOf(text: string): number {
  let low = AFTER_A;
  let high = AFTER_B;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    low = withUnit(low, unit);
    high = withUnit(high, unit);
  }
  return (spread(high) >>> 11) * 2 ** 32 + spread(low);
}

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
