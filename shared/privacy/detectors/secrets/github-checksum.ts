const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(text: string): number {
  let sum = 0xffffffff;
  for (let index = 0; index < text.length; index++) sum = (sum >>> 8) ^ (TABLE[(sum ^ text.charCodeAt(index)) & 255] ?? 0);
  return (sum ^ 0xffffffff) >>> 0;
}

/**
 * Whether what follows the prefix of a GitHub or npm token ends with the checksum of the rest: 30
 * characters, then their CRC-32 as six digits of base 62 (github.blog, "Behind GitHub's new authentication token formats").
 */
export function hasChecksum(rest: string): boolean {
  if (rest.length !== 36) return false;
  let sum = crc32(rest.slice(0, 30));
  for (let index = 35; index >= 30; index--) {
    if (rest[index] !== ALPHABET[sum % 62]) return false;
    sum = Math.floor(sum / 62);
  }
  return true;
}
