const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Int8Array(128).fill(-1);
for (let index = 0; index < 64; index++) VALUES[BASE64.charCodeAt(index)] = index;
VALUES[45] = 62;
VALUES[95] = 63;

/**
 * The text that a run of base64 or base64url stands for, as far as it is printable ASCII.
 * @param most characters of the run that are read
 */
export function printableOf(encoded: string, most = 2048): string {
  let decoded = '';
  let bits = 0;
  let held = 0;
  for (let index = 0; index < Math.min(encoded.length, most); index++) {
    const unit = encoded.charCodeAt(index);
    const value = unit < 128 ? (VALUES[unit] ?? -1) : -1;
    if (value === -1) break;
    bits = (bits << 6) | value;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    const byte = (bits >> held) & 255;
    if (byte !== 9 && byte !== 10 && byte !== 13 && (byte < 32 || byte > 126)) break;
    decoded += String.fromCharCode(byte);
    bits &= (1 << held) - 1;
  }
  return decoded;
}

// A header, a payload and, unless unsigned, a signature; an encrypted one has five parts (RFC 7519, 7516).
const REST = /\.[\w-]{2,65536}(?:\.[\w-]{0,65536}){1,3}/y;

const LONGEST_HEADER = 2048;

/**
 * Where the JSON web token that begins at `start` ends; 0 when there is none: its header must be JSON that names an algorithm.
 * @param dot the first dot from there on
 */
export function jwtEnd(text: string, start: number, dot: number): number {
  if (dot - start > LONGEST_HEADER || !/^\{\s?"[a-z]/.test(printableOf(text.slice(start, start + 8)))) return 0;
  const header = printableOf(text.slice(start, dot), LONGEST_HEADER);
  if (!header.endsWith('}') || !/"(?:alg|enc|typ)"\s?:\s?"/.test(header)) return 0;
  REST.lastIndex = dot;
  return REST.test(text) ? REST.lastIndex : 0;
}
