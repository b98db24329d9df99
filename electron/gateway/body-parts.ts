import { LintelError } from '../../shared/chat/error.ts';

/** Far past what any request needs: a long conversation with many tools has some thousands. */
const MOST = 200_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** `,`, `[` and `{`: each value but the first of all stands behind one of these. */
const OPENERS: ReadonlySet<number> = new Set([0x2c, 0x5b, 0x7b]);

/**
 * Refuses JSON of very many values before they are made: each takes some hundred bytes, whatever it takes in the text.
 * Texts are passed over, so long ones cost next to nothing. Throws `bad-request`.
 */
export function requireFewParts(json: Buffer): void {
  let parts = 0;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at] ?? 0;
    if (byte === QUOTE) {
      at = endOfText(json, at);
    } else if (OPENERS.has(byte)) {
      parts += 1;
      if (parts > MOST) {
        throw new LintelError('bad-request', `The body holds more than ${MOST} values. Send fewer, or in several requests.`);
      }
    }
  }
}

/** Where the text that begins with this quote ends; what never ends is for the parser to say. */
function endOfText(json: Buffer, start: number): number {
  for (let end = json.indexOf(QUOTE, start + 1); end >= 0; end = json.indexOf(QUOTE, end + 1)) {
    let backslashes = 0;
    while (json[end - 1 - backslashes] === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return json.length;
}
