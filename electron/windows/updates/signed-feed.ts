import { verify } from 'node:crypto';

/** Whether a feed was signed by the holder of a key. @param key an Ed25519 public key as PEM  @param signature in base64 */
export function isSignedBy(key: string, feed: Uint8Array, signature: string): boolean {
  try {
    return verify(null, feed, key, Buffer.from(signature.trim(), 'base64'));
  } catch {
    return false; // no such key, or no signature at all
  }
}
