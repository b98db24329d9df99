/** A picture made of pixels, by what its first bytes say. */
export interface Raster {
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** What kind of picture these bytes are and how large; nothing where they are none of the four kinds. What a server calls them counts for nothing. */
export function rasterOf(bytes: Buffer): Raster | undefined {
  if (bytes.length < 30) return undefined;
  const text = (from: number, to: number) => bytes.toString('latin1', from, to);
  if (text(0, 8) === '\x89PNG\r\n\x1a\n' && text(12, 16) === 'IHDR')
    return { mediaType: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a')
    return { mediaType: 'image/gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return webp(bytes, text(12, 16));
  return bytes.readUInt16BE(0) === 0xffd8 ? jpeg(bytes) : undefined;
}

/** https://developers.google.com/speed/webp/docs/riff_container */
function webp(bytes: Buffer, kind: string): Raster | undefined {
  const mediaType = 'image/webp';
  if (kind === 'VP8 ') return { mediaType, width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  if (kind === 'VP8X') return { mediaType, width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  if (kind !== 'VP8L' || bytes[20] !== 0x2f) return undefined;
  const packed = bytes.readUInt32LE(21);
  return { mediaType, width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
}

/** Walks the segments to the one that begins the frame (ITU T.81, B.1.1). */
function jpeg(bytes: Buffer): Raster | undefined {
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    // All frames but DHT, JPG and DAC, which lie between them.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return { mediaType: 'image/jpeg', width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
