import type { Detector, Finding } from '../../finding.ts';
import { firstMatch } from '../../first-match.ts';

// RFC 7468 labels, OpenPGP's and SSH2's: `RSA PRIVATE KEY`, `PGP PRIVATE KEY BLOCK`, `SSH2 ENCRYPTED PRIVATE KEY`.
const EDGE = /(?:BEGIN|END) (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)? ?-{4,5}/g;
const DASHES_BEFORE = /-{4,5} ?$/;
/** RSA keys of 16,384 bits and OpenPGP keys with many parts are below. */
const LONGEST = 65_536;

// One line of base64 or of the headers above it, with what ends lines in files, in JSON and in source code.
const LINE = /(?:\\[rn]|[\s"'+,>|])*(?:[A-Za-z0-9+/]{16,128}={0,2}|[A-Z][A-Za-z0-9-]{2,20}: [^\s\\]{1,80})(?![^\s\\"',=.…-])/y;
const NOT_IN_BODY = /[^A-Za-z0-9+/=\s\\"',]/;

/** Where the lines of a key whose tail is cut off end. */
function lastLineEnd(text: string, from: number): number {
  let end = from;
  LINE.lastIndex = from;
  while (end - from < LONGEST && LINE.test(text)) end = LINE.lastIndex;
  return end;
}

/** Where the lines of a key whose head is cut off begin. */
function firstLineStart(text: string, to: number, past: number): number {
  let start = to;
  while (start > past && to - start < LONGEST && !NOT_IN_BODY.test(text.charAt(start - 1))) start--;
  return start + (/^[\s"',\\]*/.exec(text.slice(start, to))?.[0].length ?? 0);
}

function pemKeys(text: string): Finding[] {
  const found: Finding[] = [];
  let past = 0;
  const add = (start: number, end: number, confidence: number) => {
    found.push({ type: 'secret', start, end, confidence, validator: 'pem' });
    past = end;
  };
  let head: { start: number; end: number } | undefined;
  const addCutOff = ({ start, end }: { start: number; end: number }) => {
    const last = lastLineEnd(text, end);
    // A head without a key says nothing yet.
    add(start, last, last > end ? 0.97 : 0.5);
  };
  for (let match = firstMatch(EDGE, text); match !== null; match = EDGE.exec(text)) {
    const dashes = DASHES_BEFORE.exec(text.slice(Math.max(0, match.index - 6), match.index))?.[0].length ?? 0;
    if (dashes === 0) continue;
    const start = match.index - dashes;
    const end = match.index + match[0].length;
    if (match[0].startsWith('BEGIN')) {
      if (head !== undefined) addCutOff(head);
      head = { start, end };
    } else if (head !== undefined && end - head.start <= LONGEST) {
      add(head.start, end, start - head.end > 30 ? 0.99 : 0.5);
      head = undefined;
    } else {
      if (head !== undefined) addCutOff(head);
      head = undefined;
      const first = firstLineStart(text, start, past);
      if (start - first > 40) add(first, end, 0.9);
    }
  }
  if (head !== undefined) addCutOff(head);
  return found;
}

const PUTTY = 'PuTTY-User-Key-File-';
const PUTTY_PART = 'Private-Lines: ';
/** The public part and a comment stand between. */
const PUTTY_LONGEST_HEAD = 3500;
const PUTTY_LINES = /Private-Lines: \d{1,3}(?:\r?\n[A-Za-z0-9+/=]{1,80}(?![^\r\n])){1,200}(?:\r?\nPrivate-MAC: [a-f0-9]{1,64})?/y;

/** PuTTY's own format, the private part of which is so many lines of base64. */
function puttyKeys(text: string): Finding[] {
  const found: Finding[] = [];
  let part = -1;
  for (let start = text.indexOf(PUTTY); start !== -1; start = text.indexOf(PUTTY, start + PUTTY.length)) {
    // Looked for once for all heads before it.
    if (part < start) part = text.indexOf(PUTTY_PART, start);
    if (part === -1) break;
    if (part - start > PUTTY_LONGEST_HEAD) continue;
    PUTTY_LINES.lastIndex = part;
    if (!PUTTY_LINES.test(text)) continue;
    found.push({ type: 'secret', start, end: PUTTY_LINES.lastIndex, confidence: 0.99, validator: 'putty-key' });
  }
  return found;
}

/** Private keys: the whole block, or as much of it as the text holds. */
export const privateKey: Detector = {
  name: 'private-key',
  find: (text) => [...pemKeys(text), ...puttyKeys(text)],
};
