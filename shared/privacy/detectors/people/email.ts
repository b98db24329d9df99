import type { Detector, Finding } from '../../finding.ts';

// Starts at the @, which occurs in neither side, so no character is read more than a few times. The
// runs are bounded by the limits of RFC 5321 (64) and RFC 1035 (63); the name is read backwards.
const ADDRESS = /@(?<=([\w.%+-]{1,64})@)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}(?![a-z0-9-])/gi;

export const email: Detector = {
  name: 'email',
  find(text) {
    const found: Finding[] = [];
    for (const match of text.matchAll(ADDRESS)) {
      const start = match.index - (match[1] ?? '').length;
      found.push({ type: 'email', start, end: match.index + match[0].length, confidence: 0.95, validator: 'syntax' });
    }
    return found;
  },
};
