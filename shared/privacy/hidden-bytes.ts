/** Bits of the first byte that belong to the character, by how many bytes follow it. */
const FIRST_BITS = [0x7f, 0x1f, 0x0f, 0x07];
const SMALLEST = [0, 0x80, 0x800, 0x10000];
const MOST_AT_ONCE = 4_096;

function following(byte: number): number {
  if (byte < 0x80) return 0;
  if (byte >= 0xc2 && byte < 0xe0) return 1;
  if (byte >= 0xe0 && byte < 0xf0) return 2;
  return byte >= 0xf0 && byte < 0xf5 ? 3 : -1;
}

const isControl = (code: number) => (code < 32 ? code !== 9 && code !== 10 && code !== 13 : code >= 127 && code < 160);

/** Bytes as the UTF-8 text they are; nothing when they are not, or hold control characters. What is no text shows it within a few bytes. */
export function plainText(bytes: Uint8Array): string | undefined {
  const pieces: string[] = [];
  let codes: number[] = [];
  for (let index = 0; index < bytes.length; ) {
    const first = bytes[index++] ?? 0;
    const more = following(first);
    if (more === -1) return undefined;
    let code = first & (FIRST_BITS[more] ?? 0);
    for (let rest = 0; rest < more; rest++) {
      const byte = bytes[index++] ?? 0;
      if ((byte & 0xc0) !== 0x80) return undefined;
      code = (code << 6) | (byte & 0x3f);
    }
    if (code < (SMALLEST[more] ?? 0) || code > 0x10ffff || isControl(code) || (code >= 0xd800 && code < 0xe000)) return undefined;
    if (codes.push(code) === MOST_AT_ONCE) {
      pieces.push(String.fromCodePoint(...codes));
      codes = [];
    }
  }
  pieces.push(String.fromCodePoint(...codes));
  return pieces.join('');
}
