import type { Detector, Finding } from '../../finding.ts';
import { firstMatch } from '../../first-match.ts';

// Starts at the @, which occurs in neither side, so no character is read more than a few times. The
// runs are bounded by the limits of RFC 5321 (64) and RFC 1035 (63); the name is read backwards. Letters
// of any script may stand on both sides (RFC 6531).
const ADDRESS =
  /@(?<=((?:[\p{L}\p{N}_.%+'’-]{1,64}|"[^"\n@]{1,62}")@))(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}(?:xn--[a-z0-9-]{2,59}|\p{L}{2,24})(?![\p{L}\p{N}-])/giu;
const ADDRESS_LITERAL = /@(?<=([\w.%+-]{1,64})@)\[\d{1,3}(?:\.\d{1,3}){3}\]/g;

// anna [at] example [dot] org: the @ is written so that machines should not see it.
const SPELLED =
  /[[({<](?:at|AT|At|@|arobase|arroba|chiocciola|małpa|malpa)[\])}>](?<=([\w.%+-]{1,64}) {0,2}[[({<].{1,10}[\])}>]) {0,2}[a-zA-Z0-9-]{1,63}(?: {0,2}(?:\.|[[({<](?:dot|DOT|Dot|\.|punkt|point|punto|kropka|ponto|punt)[\])}>]) {0,2}[a-zA-Z0-9-]{1,63}){1,6}/g;
const SPOKEN =
  / dot (?:com|org|net|edu|gov|info|io|de|at|ch|fr|es|it|pl|nl|be|pt|se|dk|no|eu|co|uk)(?!\w)(?<=(?<![\w.+-])((?:[\w+-]{1,32} dot ){0,3}[\w+-]{1,32} at (?:[a-z0-9-]{1,40} dot ){0,3}[a-z0-9-]{1,63}) dot \w{2,4})/gi;
const NO_MAILBOX = /^(?:git|(?:look|meet|us|see|check|go|visit|more|is|are|works?|available|hosted|online|out) at .*)$/i;

// A text without the first of each has none of the rest, and is told so much faster.
const KINDS: readonly (readonly [sign: string, pattern: RegExp, confidence: number, validator: string])[] = [
  ['@', ADDRESS, 0.95, 'syntax'],
  ['@[', ADDRESS_LITERAL, 0.9, 'syntax'],
  ['', SPELLED, 0.85, 'spelled-out'],
  ['dot ', SPOKEN, 0.8, 'spelled-out'],
];

export const email: Detector = {
  name: 'email',
  find(text) {
    const found: Finding[] = [];
    for (const [sign, pattern, confidence, validator] of KINDS) {
      if (!text.includes(sign)) continue;
      for (let match = firstMatch(pattern, text); match !== null; match = pattern.exec(text)) {
        const end = match.index + match[0].length;
        // What was read backwards ends where the match begins, or goes on with the @ itself.
        const name = (match[1] ?? '').replace(/@$/, '');
        if (NO_MAILBOX.test(name)) continue;
        const before = text.lastIndexOf(name, match.index);
        // The password of an address such as https://user:password@host is no mailbox.
        if (text[before - 1] === ':' && /:\/\/[^\s/@]{0,64}:$/.test(text.slice(Math.max(0, before - 80), before))) continue;
        const leading = /^['’.]+/.exec(name)?.[0].length ?? 0;
        found.push({ type: 'email', start: before + leading, end, confidence, validator });
      }
    }
    return found;
  },
};
