/** Bits of the first byte that belong to the character, by how many bytes follow it. */
const FIRST_BITS = [0x7f, 0x1f, 0x0f, 0x07];
const SMALLEST = [0, 0x80, 0x800, 0x10000];
const MOST_AT_ONCE = 4_096;
const BLANK = 32;

/** One byte in so many may be none of a text's, and at each end so many more: what fills up, marks an order or ends a string. */
const TEXT_FOR_ONE = 10;
const MOST_AT_AN_END = 8;
/** Fewest characters of a text, once it has bytes that are none, and how many for each of these: what is no text has some by chance. */
const FEWEST_OF_TEXT = 12;
const TEXT_FOR_EACH = 2;
/** Characters that show whether bytes are UTF-16. */
const SHOWN = 8;

function following(byte: number): number {
  if (byte < 0x80) return 0;
  if (byte >= 0xc2 && byte < 0xe0) return 1;
  if (byte >= 0xe0 && byte < 0xf0) return 2;
  return byte >= 0xf0 && byte < 0xf5 ? 3 : -1;
}

const isControl = (code: number) => (code < 32 ? code !== 9 && code !== 10 && code !== 13 : code >= 127 && code < 160);

/** The character at an index and how many bytes it takes; less than 0 where there is none that a text has. */
function characterAt(bytes: Uint8Array, index: number): number {
  const first = bytes[index] ?? 0;
  const more = following(first);
  if (more === -1) return -1;
  let code = first & (FIRST_BITS[more] ?? 0);
  for (let rest = 1; rest <= more; rest++) {
    const byte = bytes[index + rest] ?? 0;
    if ((byte & 0xc0) !== 0x80) return -1;
    code = (code << 6) | (byte & 0x3f);
  }
  return code < (SMALLEST[more] ?? 0) || code > 0x10ffff || isControl(code) || (code >= 0xd800 && code < 0xe000) ? -1 : code;
}

const lengthOf = (code: number) => (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);

/**
 * Bytes as the UTF-8 text they are, or as UTF-16 where every other one is zero. A few that are of no text, such as
 * controls, are blanks. Nothing when there are many: what is no text shows it within some bytes.
 */
export function plainText(bytes: Uint8Array): string | undefined {
  if (isWide(bytes)) return plainText(bytes.filter((_, index) => index % 2 === 0));
  let start = 0;
  while (start < MOST_AT_AN_END && start < bytes.length && characterAt(bytes, start) === -1) start++;
  const pieces: string[] = [];
  let codes: number[] = [];
  let strangers = 0;
  let atEnd = 0;
  for (let index = start; index < bytes.length; ) {
    const code = characterAt(bytes, index);
    if (code === -1) {
      strangers++;
      atEnd++;
      if ((strangers - MOST_AT_AN_END) * TEXT_FOR_ONE > index - start) return undefined;
    } else atEnd = 0;
    index += code === -1 ? 1 : lengthOf(code);
    if (codes.push(code === -1 ? BLANK : code) === MOST_AT_ONCE) {
      pieces.push(String.fromCodePoint(...codes));
      codes = [];
    }
  }
  const rest = bytes.length - start;
  if ((strangers - Math.min(MOST_AT_AN_END, atEnd)) * TEXT_FOR_ONE > rest) return undefined;
  const odd = strangers + start;
  if (odd > 0 && rest - strangers < Math.max(FEWEST_OF_TEXT, odd * TEXT_FOR_EACH)) return undefined;
  pieces.push(String.fromCodePoint(...codes));
  return pieces.join('');
}

/** True when the first bytes are characters of ASCII with a zero after each. */
function isWide(bytes: Uint8Array): boolean {
  const from = bytes[0] === 0xff && bytes[1] === 0xfe ? 2 : 0;
  if (bytes.length < from + 2 * SHOWN) return false;
  for (let index = from; index < from + 2 * SHOWN; index += 2) if (bytes[index] === 0 || bytes[index + 1] !== 0) return false;
  return true;
}
