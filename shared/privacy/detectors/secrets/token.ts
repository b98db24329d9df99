import type { Detector, Finding } from '../../finding.ts';
import { hasChecksum } from './github-checksum.ts';
import { jwtEnd } from './jwt.ts';
import { eachLoneToken } from './lone-token.ts';
import { eachLongRun } from './long-runs.ts';
import { isMadeUp } from './placeholder.ts';
import { MARKED_KEYS, PROVIDER_KEYS, type ProviderKey } from './provider-keys.ts';
import { looksDrawn } from './randomness.ts';

/** Keys by the first two characters of their starts, so that most places are left after one look. */
const BY_START = new Map<number, (readonly [start: string, key: ProviderKey])[]>();
const pairAt = (text: string, index: number) => text.charCodeAt(index) * 128 + text.charCodeAt(index + 1);
for (const key of PROVIDER_KEYS) {
  for (const start of key.starts) {
    const pair = pairAt(start, 0);
    BY_START.set(pair, [...(BY_START.get(pair) ?? []), [start, key]]);
  }
}

const isWord = (unit: number) => (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);

function secret(start: number, end: number, confidence: number, validator: string): Finding {
  return { type: 'secret', start, end, confidence, validator };
}

function providerKeyAt(text: string, at: number): Finding | undefined {
  for (const [start, key] of BY_START.get(pairAt(text, at)) ?? []) {
    if (!text.startsWith(start, at)) continue;
    const { rest } = key;
    rest.lastIndex = at + start.length;
    const found = rest.exec(text)?.[0].replace(/\.+$/, '');
    if (found === undefined || isMadeUp(found) || (key.isLoose && !looksDrawn(found))) continue;
    const end = at + start.length + found.length;
    if ((key.name === 'github-token' || key.name === 'npm-token') && hasChecksum(found)) return secret(at, end, 0.99, 'github-crc32');
    return secret(at, end, key.isLoose ? 0.9 : 0.97, key.name);
  }
  return undefined;
}

const LETTER_E = 101;

function keyOrJwtAt(text: string, at: number): Finding | undefined {
  if (text.charCodeAt(at) === LETTER_E && text.startsWith('eyJ', at)) {
    const end = jwtEnd(text, at);
    if (end > 0) return secret(at, end, 0.98, 'jwt-header');
  }
  return providerKeyAt(text, at);
}

function markedKeys(text: string, from: number, to: number): Finding[] {
  const run = text.slice(from, to);
  return MARKED_KEYS.flatMap(({ name, mark, shape }) => {
    if (!run.includes(mark)) return [];
    return [...run.matchAll(shape)]
      .filter(([whole]) => !isMadeUp(whole))
      .map((match) => secret(from + match.index, from + match.index + match[0].length, 0.93, name));
  });
}

/** Keys and tokens that their looks give away: by a provider's prefix or mark, as a JSON web token, or drawn by lot. */
export const token: Detector = {
  name: 'secret-token',
  find(text) {
    const found: Finding[] = [];
    eachLongRun(text, (start, end) => {
      const inRun: Finding[] = [];
      for (let at = start; at < end - 12; at++) {
        const key = at === start || !isWord(text.charCodeAt(at - 1)) ? keyOrJwtAt(text, at) : undefined;
        if (key === undefined) continue;
        inRun.push(key);
        at = key.end - 1;
      }
      inRun.push(...markedKeys(text, start, end));
      if (inRun.length === 0) eachLoneToken(text, start, end, (from, to) => inRun.push(secret(from, to, 0.65, 'entropy')));
      for (const finding of inRun) found.push(finding);
    });
    return found;
  },
};
