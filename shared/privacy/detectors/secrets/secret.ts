import type { Detector, Finding } from '../../finding.ts';

// Prefixes that providers document for the keys they issue, and two shapes that are secrets anywhere.
// A first group holds what lies before the match.
const SHAPES: readonly (readonly [string, RegExp])[] = [
  ['provider-prefix', /(?<![\w-])sk-(?:proj-|ant-|or-)?[\w-]{20,200}/g],
  ['provider-prefix', /(?<!\w)gh[pousr]_[A-Za-z0-9]{36,255}/g],
  ['provider-prefix', /(?<!\w)github_pat_\w{22,255}/g],
  ['provider-prefix', /(?<!\w)glpat-[\w-]{20,64}/g],
  ['provider-prefix', /(?<!\w)(?:AKIA|ASIA)[A-Z0-9]{16}(?!\w)/g],
  ['provider-prefix', /(?<!\w)AIza[\w-]{35}(?!\w)/g],
  ['provider-prefix', /(?<!\w)xox[abprs]-[\w-]{10,200}/g],
  ['provider-prefix', /(?<!\w)[rs]k_(?:live|test)_[A-Za-z0-9]{16,200}/g],
  ['provider-prefix', /(?<!\w)hf_[A-Za-z0-9]{30,64}/g],
  ['provider-prefix', /(?<!\w)npm_[A-Za-z0-9]{36}(?!\w)/g],
  // Starts at the dot before the payload and reads the header backwards: from each `eyJ`, a text full
  // of them would be read once for every one.
  ['jwt', /\.eyJ(?<=(eyJ[\w-]{10,65536})\.eyJ)[\w-]{10,65536}\.[\w-]{10,65536}/g],
  ['pem', /-----BEGIN (?:[A-Z]{2,12} ){0,3}PRIVATE KEY-----/g],
];

/** Any of these must be present for a shape above to match: one pass instead of twelve over most texts. */
const TRIGGER = /sk-|gh[pousr]_|github_pat_|glpat-|AKIA|ASIA|AIza|xox|k_(?:live|test)_|hf_|npm_|eyJ|PRIVATE KEY/;

export const secret: Detector = {
  name: 'secret',
  find(text) {
    if (!TRIGGER.test(text)) return [];
    const found: Finding[] = [];
    for (const [validator, shape] of SHAPES) {
      for (const match of text.matchAll(shape)) {
        const start = match.index - (match[1] ?? '').length;
        found.push({ type: 'secret', start, end: match.index + match[0].length, confidence: 0.97, validator });
      }
    }
    return found;
  },
};
