import type { Detector, Finding } from '../finding.ts';

// Bounded runs on both sides of the @ keep the match linear: 64 and 255 are the limits of RFC 5321.
const ADDRESS = /(?<![\w.%+-])[\w.%+-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}(?![a-z0-9-])/gi;

export const email: Detector = {
  type: 'email',
  find(text) {
    if (!text.includes('@')) return [];
    const found: Finding[] = [];
    for (const match of text.matchAll(ADDRESS)) {
      found.push({ type: 'email', start: match.index, end: match.index + match[0].length, confidence: 0.95, validator: 'syntax' });
    }
    return found;
  },
};
