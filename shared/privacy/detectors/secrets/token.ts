import type { Detector, Finding } from '../../finding.ts';
import { hasChecksum } from './github-checksum.ts';
import { jwtEnd } from './jwt.ts';
import { eachLoneToken } from './lone-token.ts';
import { eachLongRun, SHORTEST_RUN } from './long-runs.ts';
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

/** What stands at a place, and where the next may begin. */
interface Tried {
  readonly finding?: Finding;
  readonly end: number;
}

function providerKeyAt(text: string, at: number): Tried | undefined {
  for (const [start, key] of BY_START.get(pairAt(text, at)) ?? []) {
    if (!text.startsWith(start, at)) continue;
    const { rest } = key;
    rest.lastIndex = at + start.length;
    const found = rest.exec(text)?.[0].replace(/\.$/, '');
    if (found === undefined) continue;
    const end = at + start.length + found.length;
    if (isMadeUp(found)) return { end };
    if (key.isLoose && !looksDrawn(found)) continue;
    const isChecked = (key.name === 'github-token' || key.name === 'npm-token') && hasChecksum(found);
    const finding = isChecked ? secret(at, end, 0.99, 'github-crc32') : secret(at, end, key.isLoose ? 0.96 : 0.97, key.name);
    return { finding, end };
  }
  return undefined;
}

/** Keys by their prefixes, and JSON web tokens. */
function prefixed(text: string, start: number, end: number): Finding[] {
  const found: Finding[] = [];
  // The first dot from here on, looked for once for all that begins before it.
  let dot = start - 1;
  for (let at = start; at < end - 12; at++) {
    if (at > start && isWord(text.charCodeAt(at - 1))) continue;
    let tried = providerKeyAt(text, at);
    if (tried === undefined && text.startsWith('eyJ', at)) {
      if (dot < at) dot = text.indexOf('.', at);
      if (dot === -1) dot = text.length;
      const tokenEnd = jwtEnd(text, at, dot);
      if (tokenEnd > 0) tried = { finding: secret(at, tokenEnd, 0.98, 'jwt-header'), end: tokenEnd };
    }
    if (tried === undefined) continue;
    if (tried.finding !== undefined) found.push(tried.finding);
    at = tried.end - 1;
  }
  return found;
}

function marked(text: string, from: number, to: number): Finding[] {
  const run = text.slice(from, to);
  return MARKED_KEYS.flatMap(({ name, mark, shape }) => {
    if (!run.includes(mark)) return [];
    return [...run.matchAll(shape)]
      .filter(([whole]) => !isMadeUp(whole))
      .map((match) => secret(from + match.index, from + match.index + match[0].length, 0.97, name));
  });
}

/** Keys and tokens that their looks give away: by a provider's prefix or mark, as a JSON web token, or drawn by lot. */
export const token: Detector = {
  name: 'secret-token',
  find(text) {
    const found: Finding[] = [];
    eachLongRun(text, (start, end) => {
      const named = [...prefixed(text, start, end), ...marked(text, start, end)].sort((a, b) => a.start - b.start);
      let from = start;
      for (const finding of [...named, { start: end, end }]) {
        if (finding.start - from >= SHORTEST_RUN)
          eachLoneToken(text, from, finding.start, (at, to) => found.push(secret(at, to, 0.65, 'entropy')));
        from = Math.max(from, finding.end);
      }
      for (const finding of named) found.push(finding);
    });
    return found;
  },
};
